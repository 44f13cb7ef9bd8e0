/**
 * Backups in S3, which the nodes make themselves: {@link
 * io.redissentinel.sentinelctl.backup.NodeBackups} has one make one now, or tell what there is;
 * {@link io.redissentinel.sentinelctl.backup.Choice} says which.
 *
 * <p>No AWS here: only nodes know the bucket's name and may read it.
 */
package io.redissentinel.sentinelctl.backup;
