package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.ArrayList;
import java.util.List;

/** The host keys that cloud-init prints on the console when an instance first boots. */
final class ConsoleKeys {
  private static final String BEGIN = "-----BEGIN SSH HOST KEY KEYS-----";
  private static final String END = "-----END SSH HOST KEY KEYS-----";

  private ConsoleKeys() {}

  /** The keys of the last whole block; other programs' lines may stand between them. */
  static List<HostKey> in(String console) {
    List<HostKey> last = List.of();
    List<HostKey> block = null;
    for (String line : console.lines().toList()) {
      if (line.contains(BEGIN)) {
        block = new ArrayList<>();
      } else if (line.contains(END) && block != null) {
        last = block;
        block = null;
      } else if (block != null) {
        HostKey.in(line).ifPresent(block::add);
      }
    }
    return last;
  }

  /**
   * The node's keys.
   *
   * @throws NodeException if the console has none
   */
  static List<HostKey> of(NodeRef node, Console console, KnownHosts pins) {
    List<HostKey> keys = in(console.text(node));
    if (keys.isEmpty()) {
      throw new NodeException(
          node,
          "its host key is not known, and the console of %s does not show it (yet)"
              .formatted(node.instanceId()),
          "wait until it has booted; EC2 keeps the last 64 KB of a console: if the keys are gone from it, read"
              + " /etc/ssh/ssh_host_*.pub on the node by Session Manager and add each to %s, as a line '%s TYPE KEY'"
                  .formatted(pins.file(), node.instanceId()),
          null);
    }
    return keys;
  }
}
