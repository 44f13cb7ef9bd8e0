package io.redissentinel;

import io.redissentinel.topology.Problems;
import java.util.regex.Pattern;

/**
 * Names in S3, and what IAM calls them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">S3:
 *     bucket naming rules</a>
 */
final class S3Names {
  /** No two dots in a row, and no IPv4 address. */
  private static final String BUCKET = "(?!.*\\.\\.)(?![0-9.]*$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  /**
   * Neither a quote nor a blank, and nothing that means more than itself in a policy: {@code *?$}.
   */
  private static final String KEY = "[A-Za-z0-9_.=+@:,/-]{1,900}";

  static final Pattern BUCKET_NAME = Pattern.compile(BUCKET);
  static final Pattern OBJECT_URL =
      Pattern.compile("s3://(?<bucket>%s)/(?<key>%s\\.rdb)".formatted(BUCKET, KEY));

  private S3Names() {}

  /** Adds a problem unless a bucket can be called so. */
  static void checkBucket(String path, String name, Problems problems) {
    problems.requireForm(
        path,
        name,
        BUCKET_NAME,
        "be a bucket's name, 3 to 63 lower-case letters, digits, '-' and '.'",
        "give the name alone, without s3:// and without a folder");
  }

  /** The ARN of a bucket. */
  static String bucketArn(String region, String bucket) {
    return "arn:%s:s3:::%s".formatted(partition(region), bucket);
  }

  /** The ARN of an object, or of several where the key ends with a star. */
  static String objectArn(String region, String bucket, String key) {
    return "%s/%s".formatted(bucketArn(region, bucket), key);
  }

  /** The part of AWS that a region belongs to, which no ARN can do without. */
  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
