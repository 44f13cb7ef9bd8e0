package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommentsTest {
  private static final Path SCRIPTS = Path.of("src/main/resources/io/redissentinel/bootstrap/node");

  /** Compares what Python makes of two files, without the texts that are only documentation. */
  private static final String SAME_PROGRAM =
      """
      import ast, sys
      def program(path):
          tree = ast.parse(open(path, encoding="utf-8").read())
          for node in ast.walk(tree):
              body = getattr(node, "body", None)
              if isinstance(body, list):
                  node.body = [s for s in body if not (isinstance(s, ast.Expr)
                                                       and isinstance(s.value, ast.Constant))]
          return ast.dump(tree)
      sys.exit(program(sys.argv[1]) != program(sys.argv[2]))
      """;

  @TempDir private Path folder;

  @Test
  void codeStays() {
    assertThat(Comments.removedFrom("#!/bin/sh\n# why\n\nx=1 # what\n  # where\n  y='#'\n"))
        .isEqualTo("#!/bin/sh\nx=1 # what\n  y='#'\n");
    assertThat(Comments.removedFrom("# shellcheck shell=bash\nx=1\n")).isEqualTo("x=1\n");
  }

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptWithoutItsCommentsIsTheSameProgram(Path script)
      throws IOException, InterruptedException {
    String text = Files.readString(script);
    Path bare = Files.writeString(folder.resolve("bare"), Comments.removedFrom(text));
    if (script.toString().endsWith(".py")) {
      run("python3", "-c", SAME_PROGRAM, script.toString(), bare.toString());
    } else {
      assertThat(text)
          .as("a here-document may have lines like comments")
          .doesNotContainPattern("<<[^<]");
      run("bash", "-n", bare.toString());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
  }
}
