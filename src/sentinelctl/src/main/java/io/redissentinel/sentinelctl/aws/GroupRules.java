package io.redissentinel.sentinelctl.aws;

import java.util.List;
import java.util.Map;

/**
 * What EC2 says of the nodes' firewall.
 *
 * @param group the security group
 * @param rules its rules
 * @param groups the security groups of each node's interface, by the node's key
 */
public record GroupRules(String group, List<Rule> rules, Map<String, List<String>> groups) {
  /**
   * A rule.
   *
   * @param egress whether it lets out, not in
   * @param protocol {@code tcp}; {@code -1} is every one
   * @param from first port; -1 is every one
   * @param to last port
   * @param peer a block of addresses, or the id of a security group or prefix list
   */
  public record Rule(boolean egress, String protocol, int from, int to, String peer) {
    /** For people. */
    @Override
    public String toString() {
      return "%s %s %s %s %s"
          .formatted(
              egress ? "out" : "in",
              protocol.equals("-1") ? "all protocols" : protocol,
              from == to ? from : from + "-" + to,
              egress ? "to" : "from",
              peer);
    }
  }
}
