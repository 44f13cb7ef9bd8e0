package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Where the scripts go, what they have to say before it begins, and that they end. */
final class LoadTest {
  /** A node whose scripts answer for the clock, 100 s ahead, and then say what is given. */
  private static final class Node implements NodeShell {
    private final NodeRef node;
    private final String writerSays;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();

    Node(NodeRef node, String writerSays) {
      this.node = node;
      this.writerSays = writerSays;
    }

    @Override
    public NodeRef node() {
      return node;
    }

    @Override
    public Result run(String command, String stdin, Duration limit) {
      throw new AssertionError("not here: " + command);
    }

    @Override
    public int stream(String command, InputStream stdin, OutputStream stdout, OutputStream stderr) {
      commands.add(command);
      try {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stdin, StandardCharsets.UTF_8));
        boolean writer = lines.readLine().contains("[\"writer\",");
        say(stdout, writer ? writerSays : "hears 100.0\n");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          double ahead = System.currentTimeMillis() / 1e3 + 100;
          say(stdout, "clock %s %.6f%n".formatted(line.split(" ")[1], ahead));
        }
        ended.add(command);
        say(stdout, "end\n");
        return 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void say(OutputStream stdout, String text) throws IOException {
      stdout.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  /** Each wait counts as ten times what it takes. */
  private static final class FastTime implements Time {
    private final Time real = Time.ofThisMachine();
    private double ahead;

    @Override
    public double now() {
      return real.now() + ahead;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      real.sleep(duration);
      ahead += duration.toMillis() / 1e2;
    }
  }

  private static final String WRITES =
      "master 10.0.1.10 1000.0\n" + "ack 1 1000.0 0.4\n".repeat(30);

  private final Map<NodeRef, Node> nodes = new ConcurrentHashMap<>();

  private Load load(FaultKind fault, String cSays) {
    return load(fault, cSays, Time.ofThisMachine());
  }

  private Load load(FaultKind fault, String cSays, Time time) {
    for (NodeRef node : Made.outputs().nodes()) {
      nodes.put(node, new Node(node, node.equals(Made.C) ? cSays : WRITES));
    }
    Shells shells =
        new Shells() {
          @Override
          public NodeShell of(NodeRef node) {
            return nodes.get(node);
          }

          @Override
          public void close() {}
        };
    return new Load(Made.plan(fault), Made.outputs(), shells, time);
  }

  @Test
  void writersAreOnTheNodesThatAreNotHurtAndListenersOnAll() throws InterruptedException {
    try (Load load = load(FaultKind.KILL, WRITES)) {
      load.start();
      assertThat(nodes.get(Made.A).commands).hasSize(1);
      assertThat(nodes.get(Made.B).commands).hasSize(2);
      assertThat(load.tried()).containsOnlyKeys("b", "c");
      assertThat(load.isolated()).isEmpty();
    }
  }

  @Test
  void aCutHasAWriterOnItsWrongSideToo() throws InterruptedException {
    try (Load load = load(FaultKind.CUT, WRITES)) {
      load.start();
      assertThat(load.tried()).containsOnlyKeys("a", "b", "c");
      assertThat(load.isolated()).containsExactly("a");
    }
  }

  @Test
  void theScriptsHaveALimitOfTheirOwn() throws InterruptedException {
    try (Load load = load(FaultKind.STOP, WRITES)) {
      load.start();
      // 15 s of fault, 180 to settle, 60 more.
      assertThat(nodes.get(Made.A).commands).singleElement().asString().endsWith(" '255'");
      assertThat(nodes.get(Made.B).commands)
          .anySatisfy(it -> assertThat(it).endsWith(" '255' 'run1' '5' 'stays'"));
    }
  }

  @Test
  void timesAreThisMachines() throws InterruptedException {
    try (Load load = load(FaultKind.KILL, WRITES)) {
      load.start();
      assertThat(load.clocks().get("a")).isBetween(99.5, 100.5);
      assertThat(load.here(1000)).isBetween(899.5, 900.5);
      assertThat(load.writes(890).get(0).sent()).isBetween(9.5, 10.5);
    }
  }

  @Test
  void stoppingEndsThemAll() throws InterruptedException {
    Load load = load(FaultKind.KILL, WRITES);
    load.start();
    load.stop();
    assertThat(nodes.get(Made.A).ended).hasSize(1);
    assertThat(nodes.get(Made.B).ended).hasSize(2);
    assertThat(nodes.get(Made.C).ended).hasSize(2);
  }

  @Test
  void aClientThatCannotWriteIsARefusalThatSaysWhy() {
    String says = "err 1 1000.0 1.0 NOREPLICAS Not enough good replicas\n";
    try (Load load = load(FaultKind.KILL, says, new FastTime())) {
      assertThatThrownBy(load::start)
          .hasMessageContaining("nothing was broken: c (10.0.3.10): a client there cannot write")
          .hasMessageContaining("NOREPLICAS")
          .extracting(e -> ((CtlException) e).exitCode())
          .isEqualTo(ExitCode.UNHEALTHY);
    }
  }
}
