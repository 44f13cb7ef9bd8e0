package io.redissentinel.sentinelctl.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a node says of the cluster's backups: {@code redis-node-backup status}.
 *
 * @param configured whether the stack has any made
 * @param bucket the bucket's name; empty if none are configured
 * @param every the time between two, as the stack says it: {@code 6h}
 * @param since from when on this node takes part: since it has the setting, and is up
 * @param last this node's last attempt
 * @param success this node's last attempt that succeeded
 * @param newest the newest backup of any node, as S3 has it; empty also if S3 was not asked
 * @param asked whether S3 was asked, and answered or refused
 * @param error why S3 could not be read
 */
public record BackupFacts(
    boolean configured,
    String bucket,
    String every,
    Optional<Instant> since,
    Optional<Attempt> last,
    Optional<Attempt> success,
    Optional<Made> newest,
    boolean asked,
    Optional<String> error) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * An attempt of a node.
   *
   * @param started when it began
   * @param ok whether it succeeded; empty while it is under way, or if it was cut off
   * @param finished when it ended
   * @param error why it failed
   * @param keys how many keys were saved
   * @param bytes how large the file is
   */
  public record Attempt(
      Optional<Instant> started,
      Optional<Boolean> ok,
      Optional<Instant> finished,
      Optional<String> error,
      long keys,
      long bytes) {
    public boolean failed() {
      return ok.filter(it -> !it).isPresent();
    }
  }

  /**
   * A backup in the bucket.
   *
   * @param key its key
   * @param node the key of the node that made it
   * @param finished when it was there
   * @param keys how many keys it has
   * @param bytes how large it is
   */
  public record Made(String key, String node, Instant finished, long keys, long bytes) {}

  /** The time between two; none where it makes no sense. */
  public Optional<Duration> interval() {
    if (!every.matches("\\d{1,4}[mh]")) {
      return Optional.empty();
    }
    long number = Long.parseLong(every.substring(0, every.length() - 1));
    return Optional.of(every.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofHours(number));
  }

  /** Reads the answer; empty if it is none. */
  static Optional<BackupFacts> parse(String text, boolean asked) {
    try {
      JsonNode said = JSON.readTree(text);
      if (said == null || !said.has("configured")) {
        return Optional.empty();
      }
      return Optional.of(
          new BackupFacts(
              said.path("configured").asBoolean(),
              said.path("bucket").asText(""),
              said.path("every").asText(""),
              instant(said.path("since")),
              attempt(said.path("last")),
              attempt(said.path("success")),
              made(said.path("newest")),
              asked,
              text(said.path("error"))));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Attempt> attempt(JsonNode said) {
    return said.isObject()
        ? Optional.of(
            new Attempt(
                instant(said.path("started")),
                said.path("ok").isBoolean()
                    ? Optional.of(said.path("ok").asBoolean())
                    : Optional.empty(),
                instant(said.path("finished")),
                text(said.path("error")),
                said.path("keys").asLong(),
                said.path("bytes").asLong()))
        : Optional.empty();
  }

  private static Optional<Made> made(JsonNode said) {
    return instant(said.path("finished"))
        .map(
            finished ->
                new Made(
                    said.path("key").asText(),
                    said.path("node").asText(),
                    finished,
                    said.path("keys").asLong(),
                    said.path("bytes").asLong()));
  }

  private static Optional<String> text(JsonNode said) {
    return said.isTextual() ? Optional.of(said.asText()) : Optional.empty();
  }

  private static Optional<Instant> instant(JsonNode said) {
    try {
      return text(said).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
