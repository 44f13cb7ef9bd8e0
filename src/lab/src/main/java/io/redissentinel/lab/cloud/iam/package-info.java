/**
 * The resource types of IAM: recorded here, and told to moto, which holds the nodes to them. What
 * moto would not heed (permissions boundaries) is not modelled.
 */
package io.redissentinel.lab.cloud.iam;
