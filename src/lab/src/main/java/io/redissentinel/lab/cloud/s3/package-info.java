/**
 * The resource types of S3, in the names that pulumi-aws 6 gives them: a bucket, and its settings,
 * each a resource of its own whose id is the bucket's name. What is in a bucket is at moto only.
 */
package io.redissentinel.lab.cloud.s3;
