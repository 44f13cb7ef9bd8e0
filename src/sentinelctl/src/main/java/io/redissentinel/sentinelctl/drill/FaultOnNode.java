package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import java.time.Duration;

/** A fault on its node: whether it is possible, doing it, undoing it. */
class FaultOnNode {
  private static final String SCRIPT = Resource.text("node/fault.sh");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int NOT_POSSIBLE = 3;
  private static final int UNDO_ATTEMPTS = 10;
  private static final Duration UNDO_PAUSE = Duration.ofSeconds(1);

  private final NodeShell shell;
  private final Plan plan;
  private final Time time;

  FaultOnNode(NodeShell shell, Plan plan, Time time) {
    this.shell = shell;
    this.plan = plan;
    this.time = time;
  }

  /**
   * Looks whether the node has what the fault needs; changes nothing.
   *
   * @throws CtlException if not: says what is missing
   */
  void check() {
    ok("check", LIMIT);
  }

  /**
   * Does it.
   *
   * @return when, by the node's clock, in seconds
   */
  double inflict() {
    String said = ok("inflict", LIMIT).stdout().strip();
    if (!said.matches("\\d+\\.\\d+")) {
      throw CtlException.failed(
          "%s: the fault %s should tell its time, it says: %s"
              .formatted(shell.node(), plan.fault(), said));
    }
    return Double.parseDouble(said);
  }

  /**
   * Undoes it; harmless if it was never done, or is undone already. Connects anew if the connection
   * is lost, as it is after Ctrl-C.
   *
   * @throws CtlException if that does not work; says when the node does it by itself
   */
  void undo() {
    if (!plan.fault().lasting()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      NodeException last = null;
      for (int i = 0; i < UNDO_ATTEMPTS; i++) {
        try {
          ok("undo", LIMIT.plus(plan.hold()));
          return;
        } catch (NodeException e) {
          last = e;
        }
        try {
          time.sleep(UNDO_PAUSE);
        } catch (InterruptedException e) {
          // This is what Ctrl-C waits for.
          interrupted = true;
        }
      }
      throw new CtlException(
          last.exitCode(),
          "the fault %s could not be undone; the node does it by itself, %d s after it began: %s"
              .formatted(plan.fault(), plan.guard().toSeconds(), last.getMessage()),
          last);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Result ok(String action, Duration limit) {
    String command =
        "%s -- %s %s %d %d"
            .formatted(
                NodeShell.ROOT_SHELL,
                action,
                plan.fault(),
                plan.hold().toSeconds(),
                plan.guard().toSeconds());
    Result result = shell.run(command, SCRIPT, limit);
    if (result.exitCode() == NOT_POSSIBLE) {
      throw CtlException.failed(
          "%s: --fault %s is not possible: %s"
              .formatted(shell.node(), plan.fault(), result.said()));
    }
    if (!result.ok()) {
      throw CtlException.failed(
          "%s: %s of --fault %s: exit code %d: %s"
              .formatted(shell.node(), action, plan.fault(), result.exitCode(), result.said()));
    }
    return result;
  }
}
