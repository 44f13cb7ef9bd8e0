package io.redissentinel.sentinelctl.ssh;

/**
 * What a command on a node ended with.
 *
 * @param exitCode its exit code
 * @param stdout what it wrote to standard output
 * @param stderr what it wrote to standard error
 */
public record Result(int exitCode, String stdout, String stderr) {
  public boolean ok() {
    return exitCode == 0;
  }

  /** What came back, for a message: standard error, else standard output, in one line. */
  public String said() {
    String text = stderr.isBlank() ? stdout : stderr;
    String line = String.join("; ", text.lines().filter(part -> !part.isBlank()).toList());
    return line.isEmpty() ? "it says nothing" : line;
  }
}
