/**
 * Puts another data set into a running cluster: a backup, an upload, the shards of an export.
 * {@link io.redissentinel.sentinelctl.load.Loader} decides in which order and what is undone; the
 * nodes do the work by themselves ({@code redis-node-load}), so that a lost connection leaves
 * nothing half done.
 */
package io.redissentinel.sentinelctl.load;
