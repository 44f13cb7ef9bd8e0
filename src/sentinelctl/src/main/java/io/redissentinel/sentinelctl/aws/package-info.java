/**
 * What is asked of AWS itself: of EC2 consoles and the rules of security groups, and clients of
 * other services.
 */
package io.redissentinel.sentinelctl.aws;
