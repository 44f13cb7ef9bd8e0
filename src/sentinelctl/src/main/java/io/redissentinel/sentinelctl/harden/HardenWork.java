package io.redissentinel.sentinelctl.harden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Handover;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import io.redissentinel.sentinelctl.stack.Preview;
import io.redissentinel.sentinelctl.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The steps, by Pulumi and over SSH. */
public final class HardenWork implements HardenSteps {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCRIPT = resource();

  /** What redis-server was last started with, written before each start. */
  private static final String STARTED_WITHOUT =
      "sed -n 's/^rename-command \\([A-Z]*\\) .*/\\1/p' /var/lib/redis-node/start.conf";

  private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z]+):calls=(\\d+)");

  private final Stack stack;
  private final Outputs outputs;
  private final Shells shells;
  private final Duration timeout;
  private final Duration nodeLimit;
  private final Consumer<String> progress;

  /**
   * Makes the steps.
   *
   * @param timeout how long a node may take to answer
   * @param nodeLimit how long a restart may take, with all that comes before
   * @param progress what people are told
   */
  public HardenWork(
      Stack stack,
      Outputs outputs,
      Shells shells,
      Duration timeout,
      Duration nodeLimit,
      Consumer<String> progress) {
    this.stack = stack;
    this.outputs = outputs;
    this.shells = shells;
    this.timeout = timeout;
    this.nodeLimit = nodeLimit;
    this.progress = progress;
  }

  @Override
  public ClusterLook look() {
    return ClusterLook.at(outputs, shells, timeout);
  }

  @Override
  public List<String> configured() {
    return stack.config(path()).map(HardenWork::list).orElse(List.of());
  }

  @Override
  public void configure(List<String> commands) {
    stack.setConfigList(path(), commands);
  }

  @Override
  public Preview preview() {
    return Preview.parse(stack.previewJson(Map.of()));
  }

  @Override
  public void up() {
    stack.up(Map.of());
  }

  @Override
  public Set<String> disabledOn(NodeRef node) {
    return shells
        .of(node)
        .rootOk("reading what Redis was started without", STARTED_WITHOUT, timeout)
        .lines()
        .collect(Collectors.toSet());
  }

  @Override
  public Map<String, Long> calls(NodeRef node, Collection<String> commands) {
    String statistics =
        shells
            .of(node)
            .rootOk(
                "INFO commandstats",
                "redis-cli -h %s -p %d info commandstats"
                    .formatted(node.privateAddress(), outputs.redisPort()),
                timeout);
    Map<String, Long> calls = new LinkedHashMap<>();
    commands.forEach(command -> calls.put(command, 0L));
    Matcher matcher = CALLS.matcher(statistics);
    while (matcher.find()) {
      calls.computeIfPresent(
          matcher.group(1).toUpperCase(Locale.ROOT),
          (name, none) -> Long.valueOf(matcher.group(2)));
    }
    return calls;
  }

  @Override
  public void restart(NodeRef replica, List<String> commands) {
    String words = commands.isEmpty() ? "none" : String.join(" ", commands);
    Result result = shells.of(replica).run("sudo -n python3 - " + words, SCRIPT, nodeLimit);
    String error = error(result.stdout());
    if (!error.isEmpty() || !result.ok()) {
      throw CtlException.failed(
          "%s: %s; all that was done before stays, and another run goes on"
              .formatted(replica, error.isEmpty() ? result.said() : error));
    }
  }

  @Override
  public HandoverResult handOver(NodeRef to) {
    return new Handover(shells).to(to);
  }

  @Override
  public void say(String text) {
    progress.accept(text);
  }

  private String path() {
    return stack.project() + ":disabledCommands";
  }

  private static List<String> list(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw CtlException.failed(
          "disabledCommands in the stack's configuration is no list: " + e.getOriginalMessage());
    }
  }

  private static String error(String stdout) {
    try {
      JsonNode answer = JSON.readTree(stdout.strip().isEmpty() ? "{}" : stdout);
      return answer.path("error").asText("");
    } catch (JsonProcessingException e) {
      return "it said: " + stdout.strip();
    }
  }

  private static String resource() {
    try (InputStream stream = HardenWork.class.getResourceAsStream("harden.py")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
