package io.redissentinel;

import io.redissentinel.topology.Problems;
import java.util.regex.Pattern;

/**
 * Keys of AWS KMS, by their ARNs: it is what a role's policy needs, and what every service takes.
 */
final class KmsKeys {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");

  private KmsKeys() {}

  /** Adds a problem unless it is a key's ARN. */
  static void check(String path, String arn, Problems problems) {
    problems.requireForm(
        path,
        arn,
        ARN,
        "be the ARN of a key, not of an alias (the nodes' role names the key)",
        "as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
  }
}
