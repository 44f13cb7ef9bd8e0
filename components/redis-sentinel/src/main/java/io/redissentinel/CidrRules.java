package io.redissentinel;

import io.redissentinel.topology.Cidr;
import io.redissentinel.topology.Ipv6Cidr;
import io.redissentinel.topology.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * To which blocks of addresses a port may be opened: none wider than private ones, unless the world
 * is let in on purpose, and in the form in which AWS takes them.
 *
 * @param publicAllowed whether blocks wider than private ones, and those of IPv6, are allowed
 * @param wayOut what to do instead of opening a port to the world
 */
record CidrRules(boolean publicAllowed, String wayOut) {
  /** The widest block of private addresses there is, 10.0.0.0/8 (RFC 1918). */
  private static final int WIDEST_PREFIX = 8;

  /** Whether a block is wider than any private one. */
  static boolean opensToTheWorld(String cidr) {
    return cidr.endsWith("/0")
        || Cidr.parse(cidr).filter(block -> block.prefixLength() < WIDEST_PREFIX).isPresent();
  }

  void check(String path, List<String> cidrs, Problems problems) {
    HashSet<String> seen = new HashSet<>();
    for (int index = 0; index < cidrs.size(); index++) {
      String text = cidrs.get(index);
      check("%s[%d]".formatted(path, index), text, !seen.add(text), problems);
    }
  }

  private void check(String path, String text, boolean repeated, Problems problems) {
    Optional<String> canonical = canonical(text);
    if (!publicAllowed && opensToTheWorld(text)) {
      problems.add(
          path,
          "not open a port to the world: a prefix of /%d or longer".formatted(WIDEST_PREFIX),
          text,
          wayOut);
    } else if (canonical.isEmpty()) {
      problems.add(
          path,
          publicAllowed
              ? "be an IPv4 or IPv6 block"
              : "be an IPv4 block (the nodes have no IPv6 address)",
          text,
          "for example 10.0.0.0/16, or 10.0.0.7/32 for one address");
    } else if (!canonical.get().equals(text)) {
      problems.add(
          path,
          "be written with its first address, as AWS takes it",
          text,
          "write " + canonical.get());
    } else if (repeated) {
      problems.add(path, "be given once", text, "remove the repeated one");
    }
  }

  private Optional<String> canonical(String text) {
    Optional<String> ipv4 = Cidr.parse(text).map(block -> block.canonical().toString());
    return publicAllowed
        ? ipv4.or(() -> Ipv6Cidr.parse(text).map(block -> block.canonical().toString()))
        : ipv4;
  }
}
