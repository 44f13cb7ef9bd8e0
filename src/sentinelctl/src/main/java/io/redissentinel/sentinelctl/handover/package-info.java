/**
 * A planned failover that loses nothing: {@link io.redissentinel.sentinelctl.handover.Handover}
 * sends handover.py to the replica that is to be master. {@link
 * io.redissentinel.sentinelctl.handover.Steady} says whether a cluster can bear one, and waits
 * until it can.
 *
 * <p>No Pulumi here.
 */
package io.redissentinel.sentinelctl.handover;
