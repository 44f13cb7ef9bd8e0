package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.stack.NodeRef;

/** A node cannot be reached, is not who it should be, or does not answer in time. */
public final class NodeException extends CtlException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  /**
   * An error about a node.
   *
   * @param reason what was tried and what came back
   * @param remedy what to do
   */
  public NodeException(NodeRef node, String reason, String remedy, Throwable cause) {
    super(ExitCode.UNREACHABLE, "%s: %s; %s".formatted(node, reason, remedy), cause);
    this.reason = reason;
    this.remedy = remedy;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }
}
