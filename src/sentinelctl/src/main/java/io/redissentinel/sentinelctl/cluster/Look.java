package io.redissentinel.sentinelctl.cluster;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a node all at once. */
public final class Look {
  private static final String SCRIPT = resource();

  /** Has the node ask S3 for the newest backup too, which may take seconds. */
  private static final String ASKS_S3 = "asks_s3=yes\n";

  /** Has the node not ask the password's store, which is two calls. */
  private static final String SPARES_STORE = "spares_store=yes\n";

  private Look() {}

  /**
   * What the node says, or why it says nothing.
   *
   * @throws CtlException only for what is wrong with the command line, such as a key that is none
   */
  public static NodeLook at(NodeShell shell, Duration limit) {
    return at(shell, limit, SCRIPT);
  }

  /** The same, and what S3 has of backups. */
  static NodeLook withBackups(NodeShell shell, Duration limit) {
    return at(shell, limit, ASKS_S3 + SCRIPT);
  }

  /** The same, of which the password's state is unknown. */
  static NodeLook withoutStore(NodeShell shell, Duration limit) {
    return at(shell, limit, SPARES_STORE + SCRIPT);
  }

  private static NodeLook at(NodeShell shell, Duration limit, String script) {
    try {
      Result result = shell.root(script, limit);
      double answered = System.currentTimeMillis() / 1e3;
      if (!result.ok()) {
        return NodeLook.failed(
            shell.node(),
            "`%s`: exit code %d: %s"
                .formatted(NodeShell.ROOT_SHELL, result.exitCode(), result.said()),
            "the user that logs in needs sudo without a password, as cloud images have it; name another one with --user",
            answered);
      }
      return NodeLook.of(shell.node(), FactsParser.parse(result.stdout()), answered);
    } catch (NodeException e) {
      return NodeLook.failed(shell.node(), e.reason(), e.remedy(), now());
    } catch (CtlException e) {
      if (e.exitCode() == ExitCode.USAGE) {
        throw e;
      }
      return NodeLook.failed(
          shell.node(), e.getMessage(), "look at it: sentinelctl ssh " + shell.node().key(), now());
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  private static String resource() {
    try (InputStream stream = Look.class.getResourceAsStream("look.sh")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
