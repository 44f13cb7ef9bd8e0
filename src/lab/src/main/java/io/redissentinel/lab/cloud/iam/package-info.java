/** The resource types of IAM. They are recorded and have no effect on what a node may do. */
package io.redissentinel.lab.cloud.iam;
