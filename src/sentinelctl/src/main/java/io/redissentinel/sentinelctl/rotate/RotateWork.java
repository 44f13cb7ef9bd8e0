package io.redissentinel.sentinelctl.rotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The steps, over SSH: each is a command on the node, {@code redis-node-rotate STEP}. */
public final class RotateWork implements RotateSteps {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration A_STEP = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Outputs outputs;
  private final Shells shells;
  private final Duration timeout;
  private final Consumer<String> progress;

  /**
   * Makes the steps.
   *
   * @param timeout how long a node may take to answer
   * @param progress what people are told
   */
  public RotateWork(Outputs outputs, Shells shells, Duration timeout, Consumer<String> progress) {
    this.outputs = outputs;
    this.shells = shells;
    this.timeout = timeout;
    this.progress = progress;
  }

  @Override
  public ClusterLook look() {
    return ClusterLook.at(outputs, shells, timeout);
  }

  @Override
  public List<NodeState> prepare(Versions versions) {
    return beside(outputs.nodes(), "prepare", versions);
  }

  @Override
  public List<String> servers(Versions versions, List<NodeRef> nodes) {
    return problems(beside(nodes, "servers", versions));
  }

  @Override
  public List<String> sentinel(Versions versions, NodeRef node) {
    return problems(beside(List.of(node), "sentinel", versions));
  }

  @Override
  public List<String> finish(Versions versions, List<NodeRef> nodes) {
    return problems(beside(nodes, "finish", versions));
  }

  @Override
  public void say(String text) {
    progress.accept(text);
  }

  @Override
  public void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CtlException.failed("interrupted");
    }
  }

  private static List<String> problems(List<NodeState> states) {
    return states.stream()
        .filter(state -> !state.reached())
        .map(state -> state.node() + ": " + state.error())
        .toList();
  }

  /** A step on several nodes at the same time. */
  private List<NodeState> beside(List<NodeRef> nodes, String step, Versions versions) {
    ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
    try {
      List<CompletableFuture<NodeState>> begun =
          nodes.stream()
              .map(node -> CompletableFuture.supplyAsync(() -> step(node, step, versions), threads))
              .toList();
      return begun.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }

  private NodeState step(NodeRef node, String step, Versions versions) {
    String command =
        "sudo -n redis-node-rotate %s --new %s%s"
            .formatted(
                step,
                NodeShell.quote(versions.wanted()),
                versions.other().map(old -> " --old " + NodeShell.quote(old)).orElse(""));
    try {
      return answer(node, shells.of(node).run(command, "", A_STEP));
    } catch (CtlException e) {
      return NodeState.failed(node, e.getMessage());
    }
  }

  static NodeState answer(NodeRef node, Result result) {
    String last = result.stdout().strip().lines().reduce("", (before, line) -> line);
    try {
      JsonNode said = JSON.readTree(last.isEmpty() ? "{}" : last);
      if (said.hasNonNull("error")) {
        return NodeState.failed(node, said.get("error").asText());
      }
      if (result.ok() && said.hasNonNull("servers")) {
        return NodeState.of(node, JSON.treeToValue(said, NodeState.Said.class));
      }
    } catch (JsonProcessingException e) {
      // No answer of this command: what there is says why.
    }
    return NodeState.failed(
        node,
        result.said().contains("command not found")
            ? "it was launched with an older release's scripts, which cannot rotate: `sentinelctl roll` gives it this one's"
            : "exit code %d: %s".formatted(result.exitCode(), result.said()));
  }
}
