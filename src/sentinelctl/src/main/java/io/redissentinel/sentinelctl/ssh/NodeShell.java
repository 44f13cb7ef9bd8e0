package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Runs commands on one node. Connects when first used, and again when the connection was lost, such
 * as by a reboot; a command is never run twice.
 *
 * <p>A command line can be read by everybody on the node: a secret goes in by standard input.
 */
public interface NodeShell extends AutoCloseable {
  /** Which node this is. */
  NodeRef node();

  /**
   * Runs a command line as the user who logs in.
   *
   * @param command for the user's shell
   * @param stdin what it reads
   * @param limit how long it may take, from the connection on
   * @return also when it fails: the exit code is the caller's to judge
   * @throws NodeException if the node cannot be reached, or does not finish in time
   */
  Result run(String command, String stdin, Duration limit);

  /**
   * Runs a command line and hands on what it writes as it comes, without a limit in time.
   *
   * @param stdin what it reads; not closed
   * @return its exit code
   * @throws NodeException if the node cannot be reached, or the connection breaks
   */
  int stream(String command, InputStream stdin, OutputStream stdout, OutputStream stderr);

  /** Runs a script as root, by {@code sudo -n sh -s}. It goes in by standard input. */
  default Result root(String script, Duration limit) {
    return run(ROOT_SHELL, script, limit);
  }

  /**
   * Runs a script as root that has to succeed, and gives what it wrote.
   *
   * @param what the script in a few words, for the error
   * @throws CtlException if it fails: names the node, what was run, what came back
   */
  default String rootOk(String what, String script, Duration limit) {
    Result result = root(script, limit);
    if (!result.ok()) {
      throw CtlException.failed(
          "%s: %s: exit code %d: %s".formatted(node(), what, result.exitCode(), result.said()));
    }
    return result.stdout();
  }

  /** Ends the connection, if there is one. The shell can be used again. */
  @Override
  void close();

  /** A shell that runs as root what it reads. */
  String ROOT_SHELL = "sudo -n sh -s";

  /** A word of a command line, for any POSIX shell. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
