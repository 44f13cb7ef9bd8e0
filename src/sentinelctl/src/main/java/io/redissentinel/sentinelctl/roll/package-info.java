/**
 * Brings out what the stack holds back, with no outage: {@link
 * io.redissentinel.sentinelctl.roll.Roll} decides anew before each step what the next one is
 * ({@link io.redissentinel.sentinelctl.roll.NextStep}), so that a failover in between changes
 * nothing but the order; {@link io.redissentinel.sentinelctl.stack.Preview} makes sure that Pulumi
 * touches one node at a time.
 */
package io.redissentinel.sentinelctl.roll;
