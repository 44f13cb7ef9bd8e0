package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.BackupFacts;
import io.redissentinel.sentinelctl.cluster.BackupFacts.Attempt;
import io.redissentinel.sentinelctl.cluster.BackupFacts.Made;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That there is a backup, as new as the stack wants it. */
final class BackupCheck {
  static final Check NEWEST = Check.cluster("backups", BackupCheck::newest);

  /** Beside one and a half intervals: a large data set takes its time. */
  private static final Duration ALLOWANCE = Duration.ofMinutes(15);

  private static final String HOW_TO =
      "`pulumi config set backups true` and `pulumi up` have the nodes make some";

  private BackupCheck() {}

  private static Verdict newest(Situation situation) {
    List<NodeFacts> reached =
        situation.look().nodes().stream().flatMap(look -> look.facts().stream()).toList();
    if (reached.isEmpty()) {
      return Verdict.notCheckable("no node can be reached");
    }
    Map<NodeLook, BackupFacts> said = new LinkedHashMap<>();
    for (NodeLook look : situation.look().nodes()) {
      look.facts().flatMap(NodeFacts::backups).ifPresent(facts -> said.put(look, facts));
    }
    if (said.isEmpty()) {
      return Verdict.notCheckable(
          "the nodes run an earlier release, which makes none: sentinelctl roll");
    }
    said.values().removeIf(facts -> !facts.configured());
    return said.isEmpty()
        ? Verdict.notCheckable("none are configured: " + HOW_TO)
        : judged(said, now(reached));
  }

  private static Verdict judged(Map<NodeLook, BackupFacts> said, Instant now) {
    Optional<Made> newest =
        said.values().stream()
            .flatMap(facts -> facts.newest().stream())
            .max(Comparator.comparing(Made::finished));
    Optional<Instant> success =
        Stream.concat(
                newest.stream().map(Made::finished),
                said.values().stream()
                    .flatMap(it -> it.success().flatMap(Attempt::finished).stream()))
            .max(Comparator.naturalOrder());
    String failures =
        said.entrySet().stream()
            .filter(entry -> failedAfter(entry.getValue(), success))
            .map(BackupCheck::failure)
            .collect(Collectors.joining("; "));
    if (!failures.isEmpty()) {
      return Verdict.failed(
          failures + success.map(it -> "; the last success was at " + it).orElse("; none ever"),
          "when that is put right, `sentinelctl backup` makes one now; journalctl -u redis-node-backup on the node has more");
    }
    if (said.values().stream().noneMatch(facts -> facts.asked() && facts.error().isEmpty())) {
      return Verdict.notCheckable(
          "S3 cannot be asked: "
              + said.values().stream()
                  .map(facts -> facts.error().orElse("no answer within 3 s"))
                  .findFirst()
                  .orElseThrow());
    }
    return aged(said, newest, now);
  }

  private static Verdict aged(Map<NodeLook, BackupFacts> said, Optional<Made> newest, Instant now) {
    BackupFacts any = said.values().iterator().next();
    Duration limit =
        any.interval().map(it -> it.multipliedBy(3).dividedBy(2)).orElse(Duration.ZERO);
    Instant oldest = now.minus(limit).minus(ALLOWANCE);
    if (newest.isPresent() && !newest.get().finished().isBefore(oldest)) {
      return Verdict.passed(
          "the newest is of %s, by %s, %d keys; every %s into %s"
              .formatted(
                  newest.get().finished(),
                  newest.get().node(),
                  newest.get().keys(),
                  any.every(),
                  any.bucket()));
    }
    Optional<Instant> since =
        said.values().stream()
            .map(facts -> facts.since().orElse(null))
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    String found =
        newest
            .map(it -> "the newest is of %s, by %s".formatted(it.finished(), it.node()))
            .orElse("there is none in " + any.bucket());
    if (since.filter(it -> !it.isBefore(oldest)).isPresent()) {
      return Verdict.passed(
          "none due yet: every %s, since %s; %s".formatted(any.every(), since.get(), found));
    }
    return Verdict.failed(
        "%s, and there should be one every %s".formatted(found, any.every()),
        "`sentinelctl backup` makes one now and says what is wrong; `systemctl list-timers redis-node-backup.timer` and journalctl -u redis-node-backup on the nodes say what became of the others");
  }

  private static boolean failedAfter(BackupFacts facts, Optional<Instant> success) {
    Optional<Attempt> last = facts.last().filter(Attempt::failed);
    if (last.isEmpty()) {
      return false;
    }
    Optional<Instant> at = last.get().finished().or(last.get()::started);
    return success.isEmpty() || at.isEmpty() || at.get().isAfter(success.get());
  }

  private static String failure(Entry<NodeLook, BackupFacts> entry) {
    Attempt last = entry.getValue().last().orElseThrow();
    return "%s failed%s: %s"
        .formatted(
            entry.getKey().node().key(),
            last.finished().map(it -> " at " + it).orElse(""),
            last.error().orElse("it does not say why"));
  }

  /** The nodes' own clocks: they have written the other times too. */
  private static Instant now(List<NodeFacts> reached) {
    double clock = reached.stream().mapToDouble(NodeFacts::clock).max().orElseThrow();
    return Instant.ofEpochMilli((long) (clock * 1e3));
  }
}
