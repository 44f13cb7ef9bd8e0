package io.redissentinel.sentinelctl.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sentinelctl completion SHELL}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Prints the completion for a shell.",
    description = {
      "Prints the completion for bash or zsh:",
      "",
      "  source <(sentinelctl completion bash)",
      "  source <(sentinelctl completion zsh)"
    })
final class CompletionCommand implements Runnable {
  /** The shells that there is one for. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** One script for both: it turns on zsh's support for bash's completions itself. */
  @Override
  public void run() {
    System.out.println(AutoComplete.bash("sentinelctl", Main.commandLine()));
  }
}
