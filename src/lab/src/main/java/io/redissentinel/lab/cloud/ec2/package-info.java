/** The resource types of EC2 and EBS: a class each, with the rules of the type. */
package io.redissentinel.lab.cloud.ec2;
