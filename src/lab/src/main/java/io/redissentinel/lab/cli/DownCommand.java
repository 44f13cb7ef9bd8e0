package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Command;
import io.redissentinel.lab.host.LabHost;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code bin/lab down}. */
@CommandLine.Command(
    name = "down",
    mixinStandardHelpOptions = true,
    header = "Removes all that the lab made.",
    description =
        "Destroys the stacks and removes all that the lab made: nodes, mounts, loop devices, "
            + "namespaces, processes, state. Also after a crash. The cache stays.")
final class DownCommand implements Callable<Integer> {
  @CommandLine.Option(
      names = "--force",
      description = "Do not ask the engine to destroy the stacks first; just remove everything.")
  private boolean force;

  @Override
  public Integer call() {
    Lab lab = Lab.fromEnvironment();
    if (!force && lab.exists() && LabChoices.load(lab).isPresent()) {
      destroyStack(lab);
    }
    // By what is there, not by what was recorded: so also where records are missing.
    new LabHost(lab.settings(lab.images(), false)).destroyEverything();
    Command.of("rm", "-rf", "--one-file-system", lab.state().toString()).run();
    Terminal.say("the lab is gone; images, tarballs and tools stay in " + lab.cache());
    return ExitCode.OK;
  }

  private static void destroyStack(Lab lab) {
    try {
      Session session = Session.open(lab);
      int code =
          session
              .engine()
              .run(
                  session.project(),
                  session.choices().configuration(),
                  java.util.List.of("destroy", "--yes", "--skip-preview"));
      if (code != 0) {
        Terminal.say("pulumi destroy failed, see above; removing what is left by force");
      }
    } catch (RuntimeException e) {
      Terminal.say(
          "the stack cannot be destroyed (" + e.getMessage() + "): removing everything by force");
    }
  }
}
