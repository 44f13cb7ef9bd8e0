package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shells over SSH, each connected when first used. */
public final class SshShells implements Shells {
  private final Connector connector;
  private final Map<String, NodeShell> shells = new ConcurrentHashMap<>();

  /**
   * Makes shells; nothing is connected yet.
   *
   * @param settings how to log in
   * @param console where the host keys of instances are looked up that are not pinned yet
   */
  public SshShells(SshSettings settings, Console console) {
    this.connector = new Connector(settings, console);
  }

  @Override
  public NodeShell of(NodeRef node) {
    return shells.computeIfAbsent(node.instanceId(), id -> new SshjShell(node, connector));
  }

  /**
   * Makes sure that the node's host key is pinned, for whoever connects by other means.
   *
   * @throws NodeException if it is not to be had
   */
  public void pin(NodeRef node) {
    connector.pinned(node);
  }

  @Override
  public void close() {
    shells.values().parallelStream().forEach(NodeShell::close);
    connector.close();
  }
}
