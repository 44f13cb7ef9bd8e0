package io.redissentinel.sentinelctl.load;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Bytes in, whole lines out. */
final class SpokenLines extends OutputStream {
  private final Consumer<String> target;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  SpokenLines(Consumer<String> target) {
    this.target = target;
  }

  @Override
  public void write(int b) {
    if (b != '\n') {
      line.write(b);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (!text.isEmpty()) {
      target.accept(text);
    }
  }
}
