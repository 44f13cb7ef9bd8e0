package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.redissentinel.sentinelctl.cluster.BackupFacts;
import io.redissentinel.sentinelctl.cluster.BackupFacts.Attempt;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the nodes remember of backups, without asking S3.
 *
 * @param configured whether the stack has any made
 * @param every the time between two
 * @param success the last one that a node remembers to have made
 * @param failure the last attempt, if it came after that and failed
 */
@JsonPropertyOrder({"configured", "every", "success", "failure"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record BackupStatus(boolean configured, String every, Success success, Failure failure) {
  /** A backup that was made. */
  @JsonPropertyOrder({"at", "node", "keys", "bytes"})
  record Success(String at, String node, long keys, long bytes) {}

  /** One that was not. */
  @JsonPropertyOrder({"at", "node", "error"})
  record Failure(String at, String node, String error) {}

  private record Of(String node, Attempt attempt) {
    Instant at() {
      return attempt.finished().or(attempt::started).orElse(Instant.EPOCH);
    }
  }

  /** Null where no node knows anything about backups. */
  static BackupStatus of(ClusterLook look) {
    List<Of> made = new ArrayList<>();
    List<Of> failed = new ArrayList<>();
    Optional<BackupFacts> any = Optional.empty();
    for (NodeLook node : look.nodes()) {
      Optional<BackupFacts> facts = node.facts().flatMap(NodeFacts::backups);
      any = any.filter(BackupFacts::configured).or(() -> facts);
      facts
          .flatMap(BackupFacts::success)
          .ifPresent(attempt -> made.add(new Of(node.node().key(), attempt)));
      facts
          .flatMap(BackupFacts::last)
          .filter(Attempt::failed)
          .ifPresent(attempt -> failed.add(new Of(node.node().key(), attempt)));
    }
    if (any.isEmpty()) {
      return null;
    }
    if (!any.get().configured()) {
      return new BackupStatus(false, null, null, null);
    }
    Optional<Of> last = made.stream().max(Comparator.comparing(Of::at));
    Optional<Of> failure =
        failed.stream()
            .max(Comparator.comparing(Of::at))
            .filter(it -> last.isEmpty() || it.at().isAfter(last.get().at()));
    return new BackupStatus(
        true,
        any.get().every(),
        last.map(
                it ->
                    new Success(
                        it.at().toString(), it.node(), it.attempt().keys(), it.attempt().bytes()))
            .orElse(null),
        failure
            .map(it -> new Failure(it.at().toString(), it.node(), it.attempt().error().orElse("")))
            .orElse(null));
  }

  /** One line. */
  String text(Style style) {
    if (!configured) {
      return "backups: none configured";
    }
    String last =
        success == null
            ? "none made yet by these instances"
            : "last %s by %s, %d keys, %s"
                .formatted(
                    success.at(),
                    success.node(),
                    success.keys(),
                    StatusText.bytes(success.bytes()));
    return failure == null
        ? "backups every %s: %s".formatted(every, last)
        : style.bad("backups FAIL")
            + " on %s at %s: %s; %s".formatted(failure.node(), failure.at(), failure.error(), last);
  }
}
