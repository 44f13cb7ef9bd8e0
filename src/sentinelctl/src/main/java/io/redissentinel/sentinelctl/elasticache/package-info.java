/**
 * Brings an ElastiCache replication group's data into a cluster: {@link
 * io.redissentinel.sentinelctl.elasticache.Checks} looks at everything that can be looked at before
 * something is changed; {@link io.redissentinel.sentinelctl.elasticache.Import} then makes a
 * snapshot if asked, has ElastiCache export it to a bucket, and hands the files on. Putting them
 * into the nodes is another's: {@link io.redissentinel.sentinelctl.elasticache.Loading}.
 */
package io.redissentinel.sentinelctl.elasticache;
