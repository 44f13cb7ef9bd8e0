package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Consoles that a command prints, where there is no EC2 to ask: as the lab's. */
public final class CommandConsole implements Console {
  private static final long LIMIT_SECONDS = 20;

  private final String command;

  /**
   * Makes consoles of a command.
   *
   * @param command in a shell's words, with {@code %i} for the instance's id
   */
  public CommandConsole(String command) {
    this.command = command;
  }

  @Override
  public String text(NodeRef node) {
    String line = command.replace("%i", NodeShell.quote(node.instanceId()));
    try {
      Process process =
          new ProcessBuilder(List.of("sh", "-c", line)).redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw error(node, text.strip(), null);
        }
        return text;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw error(node, e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw error(node, "interrupted", e);
    }
  }

  private NodeException error(NodeRef node, String said, Exception cause) {
    return new NodeException(
        node,
        "its console cannot be read by `%s`: %s".formatted(command, said),
        "check SENTINELCTL_CONSOLE",
        cause);
  }
}
