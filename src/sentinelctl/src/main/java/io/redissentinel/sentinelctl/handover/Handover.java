package io.redissentinel.sentinelctl.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Makes a replica the master, with no acknowledged write lost. */
public final class Handover {
  /** Longer than all the script's own limits together. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final String COMMAND = "sudo -n python3 -";
  private static final String SCRIPT = resource();
  private static final JsonMapper JSON = new JsonMapper();

  private final Shells shells;

  /** Hands over on the nodes that these shells lead to. */
  public Handover(Shells shells) {
    this.shells = shells;
  }

  /**
   * Hands over to a node, which has to be a replica of a healthy cluster.
   *
   * @throws CtlException if that did not come about, or if something was lost; says what state is
   *     left
   */
  public HandoverResult to(NodeRef node) {
    NodeShell shell = shells.of(node);
    return read(node, shell.run(COMMAND, SCRIPT, LIMIT));
  }

  private static HandoverResult read(NodeRef node, Result result) {
    JsonNode answer = json(result.stdout());
    if (answer.hasNonNull("error")) {
      boolean promoted = answer.path("promoted").asBoolean();
      throw new CtlException(
          promoted ? ExitCode.FAILED : ExitCode.UNHEALTHY,
          "handover to %s: %s; %s%s"
              .formatted(
                  node,
                  answer.get("error").asText(),
                  promoted
                      ? "a new master is there, see `sentinelctl status`"
                      : "the old master is master as before; `sentinelctl verify` says more",
                  warnings(answer)));
    }
    if (!result.ok() || !answer.hasNonNull("to")) {
      throw CtlException.failed(
          "%s: handover: exit code %d: %s; `sentinelctl status` says who is master now"
              .formatted(node, result.exitCode(), result.said()));
    }
    HandoverResult done = JSON.convertValue(answer, HandoverResult.class);
    if (done.lostBytes() > 0) {
      throw CtlException.failed(
          "handover from %s to %s: the new master lacks the last %d bytes of what the old one acknowledged: it was not told in time to refuse writes; the nodes may be overloaded"
              .formatted(done.from(), done.to(), done.lostBytes()));
    }
    return done;
  }

  private static JsonNode json(String stdout) {
    List<String> lines = stdout.lines().filter(line -> line.startsWith("{")).toList();
    try {
      return lines.isEmpty() ? JSON.createObjectNode() : JSON.readTree(lines.get(lines.size() - 1));
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static String warnings(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    answer.path("warnings").forEach(warning -> text.append("; ").append(warning.asText()));
    return text.toString();
  }

  private static String resource() {
    try (InputStream stream = Handover.class.getResourceAsStream("handover.py")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
