package io.redissentinel.sentinelctl.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Hands on whole lines, each behind a prefix, so that those of several nodes do not mix. */
final class Lines extends OutputStream {
  private final PrintStream target;
  private final String prefix;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Lines(PrintStream target, String prefix) {
    this.target = target;
    this.prefix = prefix;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      target.println(prefix + line.toString(StandardCharsets.UTF_8));
      line.reset();
    } else {
      line.write(b);
    }
  }

  synchronized void print(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void writeBytes(byte[] bytes) {
    for (byte b : bytes) {
      write(b);
    }
  }

  /** What has no end of line yet. The target stays open. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      write('\n');
    }
  }
}
