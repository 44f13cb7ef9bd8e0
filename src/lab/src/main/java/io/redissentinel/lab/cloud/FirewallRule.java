package io.redissentinel.lab.cloud;

import java.util.OptionalInt;

/**
 * One rule of a security group: what it allows.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, or {@code -1} for all
 * @param fromPort first port, or the ICMP type; empty for all
 * @param toPort last port, or the ICMP code; empty for all
 */
public record FirewallRule(
    String groupId,
    Direction direction,
    String protocol,
    OptionalInt fromPort,
    OptionalInt toPort,
    Peer peer) {

  /** Which way the traffic goes that a rule allows. */
  public enum Direction {
    INGRESS,
    EGRESS
  }

  /** The other end of the traffic. */
  public sealed interface Peer {}

  /** A range of addresses in CIDR notation. */
  public record Cidr(String cidr) implements Peer {}

  /** The members of a security group. */
  public record Group(String groupId) implements Peer {}
}
