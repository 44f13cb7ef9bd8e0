package io.redissentinel.lab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/lab pulumi -- ARGS}. */
@Command(
    name = "pulumi",
    mixinStandardHelpOptions = true,
    header = "Runs pulumi in the lab.",
    description =
        "Runs pulumi in the lab, on the stack `local` of this project or another one: "
            + "bin/lab pulumi -- preview --diff. Before bin/lab up there is `config` and `preview`.")
final class PulumiCommand implements Callable<Integer> {
  /** The commands that start a lab where there is none. */
  private static final Set<String> BEFORE = Set.of("config", "preview", "pre");

  @Mixin private Startup startup;

  @Option(
      names = "--cwd",
      paramLabel = "FOLDER",
      description = "Another project's folder, such as examples/java.")
  private Optional<Path> cwd = Optional.empty();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = Project.DEFAULT_STACK,
      description =
          "Whose configuration, such as prod: with the lab's region in it (default: ${DEFAULT-VALUE}).")
  private String stack = Project.DEFAULT_STACK;

  @Option(
      names = "--running",
      description = "Only if the lab is up, whatever the command: never starts one.")
  private boolean running;

  @Parameters(arity = "1..*", paramLabel = "ARGS", description = "What pulumi is to do.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    Lab lab = Lab.fromEnvironment();
    requireUp(lab, running, arguments);
    // Starting the lab starts its stopped nodes, which nobody expects who asks for an output.
    Session session =
        lab.exists() && Engine.needsNoCloud(arguments) ? Session.open(lab) : startup.start(lab);
    Path folder = cwd.map(path -> path.toAbsolutePath().normalize()).orElse(session.lab().root());
    Project project = new Project(session.lab(), folder, stack);
    return session.engine().run(project, session.choices().configuration(), arguments);
  }

  /**
   * Makes sure that the lab was brought up, and not taken down since: whoever goes on with what was
   * in it would find nothing of that, and leave another lab behind. What a stack is to be, and what
   * an update would make, can be said before.
   *
   * @throws NothingThere if it is not there
   */
  static void requireUp(Lab lab, boolean always, List<String> arguments) {
    if (LabChoices.load(lab).isPresent() || !always && BEFORE.contains(arguments.get(0))) {
      return;
    }
    throw new NothingThere(
        "the lab is not up, so there is nothing for `pulumi %s`: run bin/lab up first"
            .formatted(arguments.get(0)));
  }
}
