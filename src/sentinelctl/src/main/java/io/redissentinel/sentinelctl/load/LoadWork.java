package io.redissentinel.sentinelctl.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Handover;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The steps, over SSH: {@code redis-node-load} on a node. */
public final class LoadWork implements LoadSteps {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private final Outputs outputs;
  private final Shells shells;
  private final Duration timeout;
  private final Duration nodeLimit;
  private final Consumer<String> progress;
  private final Consumer<String> confirmation;

  /**
   * Makes the steps.
   *
   * @param timeout how long a node may take to answer
   * @param nodeLimit how long it may take to load, and to be in sync
   * @param progress what people are told
   * @param confirmation is asked before something is changed; throws for a no
   */
  public LoadWork(
      Outputs outputs,
      Shells shells,
      Duration timeout,
      Duration nodeLimit,
      Consumer<String> progress,
      Consumer<String> confirmation) {
    this.outputs = outputs;
    this.shells = shells;
    this.timeout = timeout;
    this.nodeLimit = nodeLimit;
    this.progress = progress;
    this.confirmation = confirmation;
  }

  @Override
  public ClusterLook look() {
    return ClusterLook.at(outputs, shells, timeout);
  }

  @Override
  public void fetch(NodeRef node, String id, Source source) {
    if (source instanceof Source.Upload upload) {
      upload(node, id, upload.file());
    } else if (source instanceof Source.Url url) {
      run(node, id, "fetch --url --name " + NodeShell.quote(url.name()), text(url.url() + "\n"));
    } else if (source instanceof Source.Backup backup) {
      run(node, id, "fetch --backup " + NodeShell.quote(backup.key()), text(""));
    }
  }

  private void upload(NodeRef node, String id, Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      String name = NodeShell.quote(file.getFileName().toString());
      run(node, id, "fetch --upload %d --name %s".formatted(Files.size(file), name), stream);
    } catch (IOException e) {
      throw CtlException.failed("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  @Override
  public void merge(NodeRef node, String id) {
    run(node, id, "merge", text(""));
  }

  @Override
  public Checked check(NodeRef node, String id) {
    return run(node, id, "check", text(""), Checked.class);
  }

  @Override
  public void confirm(String question) {
    confirmation.accept(question);
  }

  @Override
  public Switched switchOver(NodeRef node, String id) {
    return run(node, id, "switch --limit " + nodeLimit.toSeconds(), text(""), Switched.class);
  }

  @Override
  public Undone undo(NodeRef node, String id) {
    return run(node, id, "undo --limit " + nodeLimit.toSeconds(), text(""), Undone.class);
  }

  @Override
  public void commit(NodeRef node, String id) {
    run(node, id, "commit", text(""));
  }

  @Override
  public void clean(NodeRef node, String id) {
    run(node, id, "clean", text(""));
  }

  @Override
  public HandoverResult handOver(NodeRef to) {
    return new Handover(shells).to(to);
  }

  @Override
  public void say(String text) {
    progress.accept(text);
  }

  private <T> T run(NodeRef node, String id, String words, InputStream stdin, Class<T> type) {
    return JSON.convertValue(run(node, id, words, stdin), type);
  }

  /** What it says meanwhile is handed on as it comes. */
  private JsonNode run(NodeRef node, String id, String words, InputStream stdin) {
    String name = words.split(" ")[0];
    String command =
        "sudo -n redis-node-load %s --id %s%s"
            .formatted(name, NodeShell.quote(id), words.substring(name.length()));
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    List<String> said = new ArrayList<>();
    SpokenLines spoken =
        new SpokenLines(
            line -> {
              said.add(line);
              progress.accept("%s: %s".formatted(node.key(), line));
            });
    int code = shells.of(node).stream(command, stdin, stdout, spoken);
    JsonNode answer = lastObject(stdout.toString(StandardCharsets.UTF_8));
    if (answer.hasNonNull("error")) {
      throw CtlException.failed("%s: %s".formatted(node, answer.get("error").asText()));
    }
    if (code != 0 || answer.isMissingNode()) {
      throw CtlException.failed(
          "%s: redis-node-load %s: exit code %d: %s"
              .formatted(
                  node, name, code, said.isEmpty() ? "it says nothing" : String.join("; ", said)));
    }
    return answer;
  }

  private static JsonNode lastObject(String stdout) {
    List<String> lines = stdout.lines().filter(line -> line.startsWith("{")).toList();
    try {
      return lines.isEmpty() ? JSON.missingNode() : JSON.readTree(lines.get(lines.size() - 1));
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
