package io.redissentinel.sentinelctl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An RDB file as a shard of ElastiCache's may have written it. */
final class ShardFile {
  private static final int AUXILIARY = 0xfa;
  private static final int DATABASE = 0xfe;
  private static final int END = 0xff;

  private ShardFile() {}

  /**
   * Writes one with string keys {@code PREFIX0}, {@code PREFIX1}, ..., whose values are their
   * names.
   *
   * @param version of the format, which for strings has been the same in all of them
   * @param release the Redis that says to have written it; none if empty
   */
  static Path write(Path file, int version, String release, String prefix, int keys)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("REDIS%04d".formatted(version).getBytes(StandardCharsets.US_ASCII));
    if (!release.isEmpty()) {
      out.write(AUXILIARY);
      text(out, "redis-ver");
      text(out, release);
    }
    out.write(DATABASE);
    out.write(0);
    for (int i = 0; i < keys; i++) {
      out.write(0);
      text(out, prefix + i);
      text(out, prefix + i);
    }
    out.write(END);
    // A checksum of zero is none.
    out.writeBytes(new byte[Long.BYTES]);
    return Files.write(file, out.toByteArray());
  }

  /** Of less than 64 characters, whose length is a byte. */
  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }
}
