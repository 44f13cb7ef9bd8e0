/**
 * Gives a running cluster another password: {@link io.redissentinel.sentinelctl.rotate.Rotate}
 * decides anew before each step what the next one is ({@link
 * io.redissentinel.sentinelctl.rotate.NextStep}), from what the store and the nodes say. The nodes
 * fetch the password themselves; no secret of the cluster's goes over SSH.
 */
package io.redissentinel.sentinelctl.rotate;
