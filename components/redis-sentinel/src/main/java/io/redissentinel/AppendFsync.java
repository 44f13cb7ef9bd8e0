package io.redissentinel;

import com.pulumi.core.annotations.EnumType;

/**
 * When Redis has the kernel write the append-only file to the disk, and so what a node loses that
 * loses its power. A crash of Redis alone loses none of what it has acknowledged.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/">Redis:
 *     persistence</a>
 */
@EnumType
public enum AppendFsync {
  /** Before a write is acknowledged: none is lost, and each waits for the disk. */
  ALWAYS("always"),
  /** Once a second: up to a second of writes is lost, two where the disk is slow. */
  EVERYSEC("everysec"),
  /** When the kernel sees fit: on Linux up to 30 seconds of writes are lost. */
  NO("no");

  private final String value;

  AppendFsync(String value) {
    this.value = value;
  }

  /** As Redis writes it: {@code always}, {@code everysec} or {@code no}. */
  @EnumType.Converter
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }
}
