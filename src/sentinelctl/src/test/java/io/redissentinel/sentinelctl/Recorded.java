package io.redissentinel.sentinelctl;

import io.redissentinel.sentinelctl.stack.Outputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a real cluster of three nodes (a is master) said. */
public final class Recorded {
  private Recorded() {}

  /** The stack's outputs. */
  public static Outputs outputs() {
    return Outputs.parse(text("stack/outputs.json"));
  }

  /** What look.sh wrote on a node. */
  public static String look(String key) {
    return text("cluster/node-" + key + ".txt");
  }

  /** The end of a console. */
  public static String console() {
    return text("ssh/console.txt");
  }

  private static String text(String name) {
    try (InputStream stream = Recorded.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
