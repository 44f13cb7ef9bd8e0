package io.redissentinel;

import io.redissentinel.topology.Problems;

/** The TCP ports that nodes listen on. */
final class Ports {
  static final int HTTP = 80;
  static final int HTTPS = 443;
  static final int SSH = 22;

  private static final int HIGHEST = 65_535;

  private Ports() {}

  static void check(String path, int port, Problems problems) {
    // Both servers run without privileges, so the lower ports are not theirs to open.
    problems.requireRange(path, port, 1_024, HIGHEST, "choose one of the unprivileged ports");
  }
}
