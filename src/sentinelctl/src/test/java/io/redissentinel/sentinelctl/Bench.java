package io.redissentinel.sentinelctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** A healthy cluster's real answers, to be changed where something is to be wrong. */
public final class Bench {
  public static final List<String> NODES = List.of("a", "b", "c");

  private final Map<String, String> answers = new TreeMap<>();
  private final Map<String, Result> failures = new TreeMap<>();
  private final Map<String, String> down = new TreeMap<>();
  private Outputs outputs = Recorded.outputs();

  public Bench() {
    for (String node : NODES) {
      // The looks were recorded one after the other.
      answers.put(node, Recorded.look(node).replaceAll("(?s)@clock\n.*", "@clock\n1000.0\n"));
    }
  }

  /** The node answers something else; what is replaced has to be there. */
  public Bench change(String node, String from, String to) {
    assertThat(answers.get(node)).contains(from);
    answers.put(node, answers.get(node).replace(from, to));
    return this;
  }

  /** All nodes do. */
  public Bench change(String from, String to) {
    NODES.forEach(node -> change(node, from, to));
    return this;
  }

  /** A block of a node's answer is another one. */
  public Bench block(String node, String name, String text) {
    String answer = answers.get(node);
    assertThat(answer).contains("@" + name + "\n");
    answers.put(
        node,
        answer.replaceAll(
            "(?s)@" + name + "\n.*?(?=@[a-z-]+\n)",
            Matcher.quoteReplacement("@" + name + "\n" + text + (text.isEmpty() ? "" : "\n"))));
    return this;
  }

  /** The node is no container, but a machine with its own kernel. */
  public Bench machine(String node) {
    return block(node, "container", "none");
  }

  /** The node cannot be reached. */
  public Bench down(String node) {
    down.put(node, "no SSH connection to port 22: timed out");
    return this;
  }

  /** The look fails on the node. */
  public Bench refuse(String node, Result result) {
    failures.put(node, result);
    return this;
  }

  public Bench outputs(UnaryOperator<Outputs> change) {
    outputs = change.apply(outputs);
    return this;
  }

  /** Asks them all. */
  public ClusterLook look() {
    Shells shells = mock();
    for (NodeRef node : outputs.nodes()) {
      NodeShell shell = shell(node);
      when(shells.of(node)).thenReturn(shell);
    }
    return ClusterLook.at(outputs, shells, Duration.ofSeconds(5));
  }

  private NodeShell shell(NodeRef node) {
    NodeShell shell = mock();
    when(shell.node()).thenReturn(node);
    if (down.containsKey(node.key())) {
      when(shell.root(any(), any()))
          .thenThrow(new NodeException(node, down.get(node.key()), "start it", null));
    } else {
      Result result = failures.getOrDefault(node.key(), new Result(0, answers.get(node.key()), ""));
      when(shell.root(any(), any())).thenReturn(result);
    }
    return shell;
  }
}
