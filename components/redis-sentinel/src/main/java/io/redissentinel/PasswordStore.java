package io.redissentinel;

import com.pulumi.core.annotations.EnumType;

/** Where a password is kept, for nodes and clients to fetch. */
@EnumType
public enum PasswordStore {
  /** AWS Secrets Manager. */
  SECRETS_MANAGER("secrets-manager"),
  /** A SecureString in the Parameter Store of AWS Systems Manager, which costs nothing. */
  SSM_PARAMETER("ssm");

  private final String value;

  PasswordStore(String value) {
    this.value = value;
  }

  /** As stack configuration writes it: {@code secrets-manager} or {@code ssm}. */
  @EnumType.Converter
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }
}
