package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks which of the drill's keys are on the master, and deletes them. */
class KeyCheck {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<NodeShell> shells;
  private final String run;

  /**
   * A check.
   *
   * @param shells nodes that it may run on, the likeliest first
   * @param run the drill's name in its keys
   */
  KeyCheck(List<NodeShell> shells, String run) {
    this.shells = List.copyOf(shells);
    this.run = run;
  }

  /**
   * Looks, and deletes.
   *
   * @param tried how many writes each writer has tried
   * @throws CtlException if no master can be asked from any node
   */
  Keys of(Map<String, Long> tried) {
    List<String> arguments = new ArrayList<>(List.of(run));
    tried.forEach((writer, count) -> arguments.add(writer + "=" + count));
    List<String> reasons = new ArrayList<>();
    Deque<NodeShell> toAsk = new ArrayDeque<>(shells);
    Set<NodeShell> askedAgain = new HashSet<>();
    while (!toAsk.isEmpty()) {
      NodeShell shell = toAsk.remove();
      try {
        Result result =
            shell.run(PythonScript.KEYS.command(arguments), PythonScript.KEYS.source(), LIMIT);
        if (result.ok()) {
          return parse(result.stdout());
        }
        List<String> said = result.stderr().lines().toList();
        reasons.add(
            shell.node() + ": " + (said.isEmpty() ? "it says nothing" : said.get(said.size() - 1)));
      } catch (NodeException e) {
        reasons.add(e.getMessage());
        // After Ctrl-C the first attempt only shows that the connection is gone.
        if (askedAgain.add(shell)) {
          toAsk.add(shell);
        }
      }
    }
    throw CtlException.failed(
        "no master can be asked for the drill's keys, which go by themselves within the hour: "
            + String.join("; ", reasons));
  }

  private static Keys parse(String text) {
    String master = "";
    Set<Write.Id> missing = new HashSet<>();
    long deleted = 0;
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "master" -> master = words[1];
        case "missing" ->
            Stream.of(words)
                .skip(2)
                .forEach(number -> missing.add(new Write.Id(words[1], Long.parseLong(number))));
        case "deleted" -> deleted = Long.parseLong(words[1]);
        default -> {
          // Keys that stay for an hour harm nobody.
        }
      }
    }
    return new Keys(master, missing, deleted);
  }
}
