package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.util.List;

/**
 * Everything that must be true of a cluster, judged.
 *
 * @param lines what each check came to
 * @param exitCode 0, or what is wrong: see {@link ExitCode}
 */
public record Verification(List<Line> lines, int exitCode) {
  /** All checks, in the order in which they are read. */
  private static final List<Check> CHECKS =
      List.of(
          NodeChecks.REACHABLE,
          NodeChecks.BOOTSTRAP,
          NodeChecks.SERVICES,
          SentinelChecks.PEERS,
          SentinelChecks.SAME_MASTER,
          SentinelChecks.IDENTITIES,
          SentinelChecks.QUORUM,
          SentinelChecks.NO_STALE_ENTRIES,
          RoleChecks.MASTER,
          RoleChecks.REPLICAS,
          SettingChecks.REDIS,
          SettingChecks.SENTINEL,
          SettingChecks.VERSION,
          SettingChecks.PASSWORD,
          SettingChecks.COMMANDS,
          SettingChecks.STORED,
          SettingChecks.PENDING,
          new KernelCheck(),
          VolumeCheck.DATA,
          NodeChecks.PERSISTENCE,
          NodeChecks.LOGS,
          new FirewallCheck(),
          NodeChecks.PORTS,
          RoomChecks.CLOCKS,
          RoomChecks.DISK,
          RoomChecks.MEMORY,
          BackupCheck.NEWEST);

  /** Runs all checks. */
  public static Verification of(Situation situation) {
    List<Line> lines = CHECKS.stream().flatMap(check -> check.of(situation).stream()).toList();
    return new Verification(lines, exitCode(situation.look(), lines));
  }

  private static int exitCode(ClusterLook look, List<Line> lines) {
    if (look.nodes().stream().noneMatch(NodeLook::reached)) {
      return ExitCode.UNREACHABLE;
    }
    if (lines.stream().noneMatch(Line::failed)) {
      return ExitCode.OK;
    }
    return look.quorumReached() ? ExitCode.UNHEALTHY : ExitCode.NO_QUORUM;
  }
}
