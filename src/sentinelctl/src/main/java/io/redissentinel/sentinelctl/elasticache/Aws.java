package io.redissentinel.sentinelctl.elasticache;

import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * AWS, as far as an import needs it.
 *
 * @param region the nodes' region
 * @param s3 buckets
 * @param elastiCache snapshots
 * @param presigner makes URLs that the nodes can use
 */
public record Aws(
    String region, S3Client s3, ElastiCacheClient elastiCache, S3Presigner presigner) {
  Snapshots snapshots() {
    return new Snapshots(elastiCache);
  }

  Bucket bucket(String name) {
    return new Bucket(s3, name);
  }
}
