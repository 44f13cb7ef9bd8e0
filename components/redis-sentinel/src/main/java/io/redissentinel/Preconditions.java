package io.redissentinel;

import io.redissentinel.topology.Layout;
import io.redissentinel.topology.Problems;
import io.redissentinel.topology.Subnet;
import java.util.List;
import java.util.regex.Pattern;

/** What the arguments alone cannot tell, and what must hold before anything is made. */
final class Preconditions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,39}");

  private Preconditions() {}

  /**
   * The component's name, before it is registered by it.
   *
   * @throws InvalidArgumentsException if nodes cannot be named so, or their user data is too large
   */
  static String name(String name, RedisSentinelArgs args) {
    Problems problems = new Problems();
    problems.requireForm(
        "name",
        name,
        NAME,
        "be at most 40 letters, digits and '-', a letter first (it names the nodes)",
        "rename it");
    if (problems.isEmpty()) {
      ClusterUserData.checkSize(name, args, problems);
    }
    refuse(name, problems);
    return name;
  }

  /**
   * Where the nodes go.
   *
   * @throws InvalidArgumentsException if they cannot be placed in these subnets
   */
  static Layout layout(String name, RedisSentinelArgs args, List<Subnet> subnets) {
    Problems problems = new Problems();
    Layout layout =
        Layout.plan(
            new Layout.Wish(
                args.nodes().count(),
                subnets,
                args.nodes().parsedAddresses(),
                args.nodes().allowSharedZones()),
            problems);
    refuse(name, problems);
    return layout;
  }

  private static void refuse(String name, Problems problems) {
    if (!problems.isEmpty()) {
      throw new InvalidArgumentsException("RedisSentinel '%s'".formatted(name), problems);
    }
  }
}
