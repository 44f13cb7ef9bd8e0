package io.redissentinel.bootstrap;

import java.util.regex.Pattern;

/**
 * How nodes and clients prove who they are, and where a node finds the password. Never the password
 * itself: all of this goes into user data, which everybody on the instance may read.
 *
 * @param kind where the password is kept, or that there is none
 * @param secretId the ARN of the secret in Secrets Manager, or the name of the parameter in SSM;
 *     empty where there is no password
 */
public record AuthSpec(Kind kind, String secretId) {
  // What AWS allows in the names of secrets and parameters, and the colons of an ARN.
  private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9:/_+=.@-]{1,2048}");

  /** Where a password is kept. */
  public enum Kind {
    /** In AWS Secrets Manager. */
    SECRETS_MANAGER("secrets-manager"),
    /** In the Parameter Store of AWS Systems Manager, as a SecureString. */
    SSM("ssm"),
    /** There is no password. */
    NONE("none");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As it stands in node.env. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Checks that there is a name where there is a password, and that it is one.
   *
   * @throws IllegalArgumentException if not
   */
  public AuthSpec {
    if (kind != Kind.NONE) {
      Forms.require(SECRET_ID, secretId, "secret id", "the ARN of a secret or a parameter's name");
    } else if (!secretId.isEmpty()) {
      throw new IllegalArgumentException(
          "secret id: must be empty without a password, got '%s'".formatted(secretId));
    }
  }

  /** No password at all. */
  public static AuthSpec none() {
    return new AuthSpec(Kind.NONE, "");
  }
}
