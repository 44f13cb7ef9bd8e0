/** What is asked of EC2 itself: consoles, and the rules of security groups. */
package io.redissentinel.sentinelctl.aws;
