package io.redissentinel.sentinelctl.drill;

import java.time.Duration;
import java.util.Locale;

/** What is done to the master. */
public enum FaultKind {
  /** It answers nobody for a while, by DEBUG SLEEP. */
  DEBUG_SLEEP("redis-server sleeps (DEBUG SLEEP)", true),
  /** Its process is stopped, and goes on later. */
  STOP("redis-server is stopped (SIGSTOP) and goes on later (SIGCONT)", true),
  /** Its process is killed; systemd starts it again. */
  KILL("redis-server is killed (SIGKILL), systemd starts it again", false),
  /** The sentinels are told to fail over. Nothing is broken. */
  FAILOVER("SENTINEL FAILOVER", false),
  /** The node boots. */
  REBOOT("the node reboots", false),
  /** The other nodes do not reach it, nor it them. */
  CUT("the node is cut off from the others", true);

  private static final int MARGIN_SECONDS = 10;
  private static final int LAG_MARGIN_SECONDS = 5;

  private final String what;
  private final boolean lasting;

  FaultKind(String what, boolean lasting) {
    this.what = what;
    this.lasting = lasting;
  }

  /** For people: what happens. */
  public String what() {
    return what;
  }

  /** Whether it lasts until it is undone; else it is over at once, or heals by itself. */
  public boolean lasting() {
    return lasting;
  }

  /**
   * How long it lasts unless somebody says otherwise: long enough for a failover, and for a master
   * that was cut off to notice it.
   */
  public Duration usualHold(ClusterRules rules) {
    if (!lasting) {
      return Duration.ZERO;
    }
    long seconds = rules.downAfter().plusMillis(999).toSeconds() + MARGIN_SECONDS;
    return Duration.ofSeconds(
        this == CUT
            ? Math.max(
                seconds, rules.maxLag().orElse(Duration.ZERO).toSeconds() + LAG_MARGIN_SECONDS)
            : seconds);
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
