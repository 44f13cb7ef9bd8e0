package io.redissentinel.sentinelctl.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The backups that a restore chooses from, and their rehearsal.
 *
 * @param bucket where they are
 * @param backups those that are complete
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Backups(String bucket, List<Backup> backups) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A backup, as its manifest has it.
   *
   * @param key in the bucket
   * @param started when its data was what it is (ISO 8601)
   * @param keys how many keys it holds
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Backup(String key, String started, long keys, long bytes) {
    Instant at() {
      return Instant.parse(started);
    }

    @Override
    public String toString() {
      return "%s (of %s, %,d keys, %d MiB)".formatted(key, started, keys, bytes >> 20);
    }
  }

  /**
   * A backup that was loaded beside the cluster.
   *
   * @param matches whether all that its manifest tells of was there
   * @param seconds how long each part took
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Rehearsal(
      String key, long keys, long expectedKeys, long bytes, boolean matches, JsonNode seconds) {}

  /** Asks a node which there are. */
  public static Backups of(NodeShell shell, Duration limit) {
    return ask(shell, "sudo -n redis-node-backup list", limit, Backups.class);
  }

  /** Has a node, a replica, load one beside the cluster. */
  public static Rehearsal rehearse(NodeShell shell, String key, Duration limit) {
    return ask(
        shell,
        "sudo -n redis-node-backup rehearse --key " + NodeShell.quote(key),
        limit,
        Rehearsal.class);
  }

  /**
   * The newest one, or the newest that is not after a moment.
   *
   * @throws CtlException if there is none; says which there are
   */
  public Backup choose(Optional<Instant> notAfter) {
    return backups.stream()
        .filter(one -> notAfter.isEmpty() || !one.at().isAfter(notAfter.get()))
        .max(Comparator.comparing(Backup::at))
        .orElseThrow(
            () ->
                CtlException.failed(
                    "nothing was changed: there is no backup in %s%s; `sentinelctl backups` lists them"
                        .formatted(
                            bucket,
                            notAfter
                                .map(
                                    moment ->
                                        backups.isEmpty()
                                            ? ""
                                            : " that is not after %s, the oldest is of %s"
                                                .formatted(moment, oldest()))
                                .orElse(""))));
  }

  private String oldest() {
    return backups.stream().min(Comparator.comparing(Backup::at)).map(Backup::started).orElse("?");
  }

  private static <T> T ask(NodeShell shell, String command, Duration limit, Class<T> type) {
    Result result = shell.run(command, "", limit);
    List<String> lines = result.stdout().lines().filter(line -> line.startsWith("{")).toList();
    try {
      JsonNode answer =
          lines.isEmpty() ? JSON.missingNode() : JSON.readTree(lines.get(lines.size() - 1));
      if (answer.hasNonNull("error") && answer.path("error").isTextual()) {
        throw CtlException.failed("%s: %s".formatted(shell.node(), answer.get("error").asText()));
      }
      if (!result.ok() || answer.isMissingNode()) {
        throw CtlException.failed(
            "%s: `%s`: exit code %d: %s"
                .formatted(shell.node(), command, result.exitCode(), result.said()));
      }
      return JSON.treeToValue(answer, type);
    } catch (JsonProcessingException e) {
      throw CtlException.failed("%s: `%s` said: %s".formatted(shell.node(), command, lines));
    }
  }
}
