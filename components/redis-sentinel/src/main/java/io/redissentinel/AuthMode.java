package io.redissentinel;

import com.pulumi.core.annotations.EnumType;

/** How clients and nodes prove who they are. */
@EnumType
public enum AuthMode {
  /** By the cluster's one password. */
  PASSWORD("password"),
  /** Not at all: whoever reaches a node's ports may do everything. */
  NONE("none");

  private final String value;

  AuthMode(String value) {
    this.value = value;
  }

  /** As stack configuration writes it: {@code password} or {@code none}. */
  @EnumType.Converter
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }
}
