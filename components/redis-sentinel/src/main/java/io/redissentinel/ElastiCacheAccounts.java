package io.redissentinel;

import java.util.Optional;
import java.util.Set;

/**
 * The accounts by which ElastiCache writes to a bucket whose access control list names them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-exporting.html">ElastiCache:
 *     the canonical id of each region</a>
 */
final class ElastiCacheAccounts {
  /** Those that every account has without opting in: AWS opened them before March 20, 2019. */
  private static final Set<String> DEFAULT_REGIONS =
      Set.of(
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ca-central-1",
          "eu-central-1",
          "eu-north-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  private static final String DEFAULT =
      "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";
  private static final String GOV_CLOUD_WEST =
      "40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6";
  private static final String GOV_CLOUD_EAST =
      "c54286759d2a83da9c480405349819c993557275cf37d820d514b42da6893f5c";
  private static final String CHINA =
      "b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83";

  private ElastiCacheAccounts() {}

  /** ElastiCache's canonical user id in this region, if AWS names one for it. */
  static Optional<String> canonicalId(String region) {
    return switch (region) {
      case "us-gov-west-1" -> Optional.of(GOV_CLOUD_WEST);
      case "us-gov-east-1" -> Optional.of(GOV_CLOUD_EAST);
      case "cn-north-1", "cn-northwest-1" -> Optional.of(CHINA);
      default -> Optional.of(DEFAULT).filter(id -> DEFAULT_REGIONS.contains(region));
    };
  }
}
