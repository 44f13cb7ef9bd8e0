package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Someone who tries to get at what is not meant for them. The secret is on no command line. */
final class Spy {
  /** Where clients stand that the stack lets in. */
  static final String CLIENT = "10.77.0.10";

  /** An address in the lab that no rule names. */
  static final String OUTSIDER = "10.77.99.10";

  static final int NOBODY = 65534;
  static final int ROOT = 0;

  private final TestLab lab;

  Spy(TestLab lab) {
    this.lab = lab;
  }

  /** What a server answers to these lines, or {@code no answer: ...}. */
  String talk(String source, String host, int port, String... lines) {
    List<String> argv = List.of("python3", "-c", script("talk.py"), source, host, "" + port);
    return lab.session().host().inLab(argv).input(String.join("\n", lines) + "\n").run().output();
  }

  /** The files on a node that have the secret and that a user may read; how many were read. */
  List<String> searchNode(String node, String secret, int uid, String... folders) {
    Session session = lab.session();
    return lines(
        session.host().inNode(session.node(node).instanceId(), search(uid, folders)), secret);
  }

  /** The same on this machine. */
  static List<String> searchHere(String secret, String... folders) {
    return lines(Command.of(search(ROOT, folders)), secret);
  }

  private static List<String> search(int uid, String... folders) {
    List<String> argv = new ArrayList<>(List.of("python3", "-c", script("search.py"), "" + uid));
    argv.addAll(List.of(folders));
    return argv;
  }

  private static List<String> lines(Command search, String secret) {
    return search.limit(Duration.ofMinutes(2)).input(secret).run().output().lines().toList();
  }

  private static String script(String name) {
    try (InputStream stream = Spy.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** After `connected`, errors and nothing else. */
  static void assertRefused(String answers) {
    assertThat(answers).contains("-NOAUTH Authentication required.");
    assertThat(answers.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("-"));
  }

  /** A failed assertion must not print what it has found. */
  static void assertAbsent(String secret, String text, String where) {
    assertThat(text.contains(secret)).as("the secret in " + where).isFalse();
  }

  /** What {@link #searchNode} and {@link #searchHere} answer when there is nothing. */
  static void assertNothingFound(List<String> lines, int filesAtLeast) {
    assertThat(lines).noneMatch(line -> line.startsWith("FOUND"));
    String last = lines.get(lines.size() - 1);
    assertThat(Integer.parseInt(last.replace("read ", ""))).isGreaterThanOrEqualTo(filesAtLeast);
  }

  /** Moto, and not its keeper, which is a shell with the same words on its command line. */
  static ProcessHandle moto(Lab lab) {
    String program = lab.state().resolve("services/moto.py").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(program))
        .filter(process -> process.info().command().orElse("").contains("python"))
        .findFirst()
        .orElseThrow();
  }
}
