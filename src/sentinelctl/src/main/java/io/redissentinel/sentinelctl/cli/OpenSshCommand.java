package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.OpenSsh;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;

/** Hands the terminal over to OpenSSH's client. */
final class OpenSshCommand {
  private OpenSshCommand() {}

  /**
   * Runs it until it ends.
   *
   * @param command what to run on the node; empty for a login shell
   * @return its exit code
   */
  static int run(Cluster cluster, NodeRef node, String command) {
    cluster.shells().pin(node);
    try {
      return new ProcessBuilder(OpenSsh.command(cluster.settings(), node, command))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw CtlException.failed(
          "cannot run OpenSSH's client, which a terminal session needs: %s; install openssh-client"
              .formatted(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CtlException.failed("interrupted");
    }
  }
}
