package io.redissentinel;

import com.pulumi.core.annotations.EnumType;

/**
 * How ElastiCache may export its snapshots into a bucket.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-exporting.html">ElastiCache:
 *     exporting a backup</a>
 */
@EnumType
public enum ElastiCacheExport {
  /** By the bucket's policy, which names ElastiCache's service in the bucket's region. */
  POLICY("policy"),
  /**
   * By the bucket's access control list, which names ElastiCache's account. Only in regions that
   * every account has from the start: for the others AWS knows {@link #POLICY} only.
   */
  ACL("acl"),
  /** Not at all. */
  NONE("none");

  private final String value;

  ElastiCacheExport(String value) {
    this.value = value;
  }

  /** As stack configuration writes it: {@code policy}, {@code acl} or {@code none}. */
  @EnumType.Converter
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }
}
