package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Python program that runs on a node until it is told to end, which is when its standard input
 * ends: also by a lost connection.
 */
final class ScriptOnNode {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final String CLOCK = "clock ";

  private final NodeShell shell;
  private final Time time;
  private final Consumer<String> lines;
  private final Feed feed = new Feed();
  private final ClockOffset clock = new ClockOffset();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private final Thread thread;
  private volatile Optional<String> failure = Optional.empty();
  private int questions;

  /**
   * Makes it; nothing runs yet.
   *
   * @param lines is told what it says, in its own thread
   */
  ScriptOnNode(
      NodeShell shell,
      PythonScript script,
      List<String> arguments,
      Time time,
      Consumer<String> lines) {
    this.shell = shell;
    this.time = time;
    this.lines = lines;
    feed.send(script.source());
    thread = new Thread(() -> run(script.command(arguments)), "drill-" + shell.node().key());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for the node's clock; the answer comes by itself. */
  void askClock() {
    String question = Integer.toString(questions++);
    clock.asked(question, time.now());
    feed.send(CLOCK + question + "\n");
  }

  ClockOffset clock() {
    return clock;
  }

  NodeShell shell() {
    return shell;
  }

  /** Why it has ended before its time. */
  Optional<String> failure() {
    return failure;
  }

  /** Tells it to end. */
  void end() {
    feed.close();
  }

  /** Waits until it has, and its last words are here; not for ever. */
  void join() throws InterruptedException {
    thread.join(STOP_LIMIT.toMillis());
  }

  private void run(String command) {
    try {
      int code = shell.stream(command, feed, new LineSplitter(this::hear), error);
      if (code != 0) {
        failure = Optional.of("exit code %d: %s".formatted(code, lastWords()));
      }
    } catch (CtlException e) {
      failure = Optional.of(e.getMessage());
    }
  }

  private void hear(String line) {
    if (line.startsWith(CLOCK)) {
      String[] words = line.split(" ");
      clock.answered(words[1], Double.parseDouble(words[2]), time.now());
    } else {
      lines.accept(line);
    }
  }

  private String lastWords() {
    List<String> said =
        error.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    return said.isEmpty() ? "it says nothing" : said.get(said.size() - 1).strip();
  }

  /** Bytes in, whole lines out. */
  private static final class LineSplitter extends OutputStream {
    private final Consumer<String> target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> target) {
      this.target = target;
    }

    @Override
    public void write(int b) {
      if (b == '\n') {
        target.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
