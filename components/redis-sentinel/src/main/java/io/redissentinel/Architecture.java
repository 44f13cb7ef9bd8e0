package io.redissentinel;

import com.pulumi.core.annotations.EnumType;

/** The processor architecture of the nodes' image; the instance type has to be of the same. */
@EnumType
public enum Architecture {
  /** Intel and AMD, such as {@code t3} and {@code m6i}. */
  AMD64("amd64", "t3.small"),
  /** AWS Graviton, such as {@code t4g} and {@code m7g}. */
  ARM64("arm64", "t4g.small");

  private final String value;
  private final String smallInstanceType;

  Architecture(String value, String smallInstanceType) {
    this.value = value;
    this.smallInstanceType = smallInstanceType;
  }

  /** As Canonical writes it: {@code amd64} or {@code arm64}. */
  @EnumType.Converter
  public String value() {
    return value;
  }

  /** The default instance type: two processors and 2 GiB, of which compiling Redis takes half. */
  String smallInstanceType() {
    return smallInstanceType;
  }

  @Override
  public String toString() {
    return value;
  }
}
