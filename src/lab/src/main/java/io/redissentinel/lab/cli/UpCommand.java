package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.setup.BaseImage;
import io.redissentinel.lab.setup.RedisTarballs;
import io.redissentinel.lab.setup.Tarball;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/lab up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the lab, runs `pulumi up` of the stack `local` in it, and waits until the quorum is",
      "healthy. A second run finds what is there and goes on from it."
    })
final class UpCommand implements Callable<Integer> {
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(90);

  @Option(names = "--nodes", paramLabel = "N", description = "3, 5 or 7 (default: 3).")
  private Optional<Integer> nodes = Optional.empty();

  @Option(
      names = "--redis-version",
      paramLabel = "V",
      description =
          "Which Redis the nodes compile (default: the component's, or the nearest there is).")
  private Optional<String> redisVersion = Optional.empty();

  @Option(
      names = "--redis-source",
      paramLabel = "FILE",
      defaultValue = "${env:REDIS_SOURCE}",
      description = "Its source tarball, where the lab cannot get it itself (also: REDIS_SOURCE).")
  private Optional<Path> redisSource = Optional.empty();

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      description =
          "What the nodes run: bullseye, bookworm or bionic (default: bullseye; bionic needs"
              + " Ubuntu's archive and keyring).")
  private Optional<String> base = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Lab lab = Lab.fromEnvironment();
    Optional<LabChoices> before = LabChoices.load(lab);
    LabChoices choices = choose(lab, before);
    Files.createDirectories(lab.state());
    serve(lab, choices.tarball());
    choices.save(lab);

    Session session = Session.of(lab, choices);
    timed("lab", () -> startLab(session));
    int code =
        timed(
            "pulumi up",
            () ->
                session
                    .engine()
                    .run(
                        session.project(),
                        choices.configuration(),
                        List.of("up", "--yes", "--skip-preview")));
    if (code != 0) {
      Terminal.say(
          "pulumi up failed, see above; what was made is still there: bin/lab logs NODE shows why,"
              + " bin/lab up tries again, bin/lab down removes it");
      return ExitCode.FAILED;
    }
    return report(timed("quorum", () -> awaitHealthy(session)));
  }

  private LabChoices choose(Lab lab, Optional<LabChoices> before) {
    String suite = base.or(() -> before.map(LabChoices::base)).orElse(BaseImage.BULLSEYE.suite());
    BaseImage image = BaseImage.of(suite);
    Tarball tarball =
        redisVersion.isEmpty() && redisSource.isEmpty() && before.isPresent()
            ? before.get().tarball()
            : timed("Redis's source", () -> tarball(lab));
    timed("base image", () -> image.ensure(lab.images(), Terminal::say));
    Terminal.say("nodes run " + image.title() + " and compile Redis " + tarball.version());
    return new LabChoices(nodes.or(() -> before.map(LabChoices::nodes)).orElse(3), suite, tarball);
  }

  private Tarball tarball(Lab lab) {
    RedisTarballs tarballs = new RedisTarballs(lab.cache().resolve("tarballs"), Terminal::say);
    return redisSource.isPresent()
        ? tarballs.file(redisSource.get(), redisVersion)
        : tarballs.version(redisVersion);
  }

  /** Puts the tarball where the lab's own web server serves it to the nodes. */
  private static void serve(Lab lab, Tarball tarball) throws IOException {
    Files.createDirectories(lab.tarballs());
    Files.copy(
        tarball.file(),
        lab.tarballs().resolve(tarball.servedName()),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Also after a restart of the machine: what it took away comes back, and stopped nodes start. */
  private static boolean startLab(Session session) {
    session.host().createLab();
    session.cloud().restore();
    for (LabNode node : session.nodes()) {
      if (session.host().state(node.instanceId()) == MachineState.STOPPED) {
        session.host().start(node.instanceId());
      }
    }
    return true;
  }

  private static ClusterStatus awaitHealthy(Session session) {
    String cluster = session.nodes().get(0).cluster();
    long limit = System.nanoTime() + HEALTHY_WITHIN.toNanos();
    ClusterStatus status = session.status(cluster);
    while (!status.healthy() && System.nanoTime() < limit) {
      pause();
      status = session.status(cluster);
    }
    return status;
  }

  private static int report(ClusterStatus status) {
    StatusCommand.print(status, System.err);
    if (!status.healthy()) {
      Terminal.say("not healthy within " + HEALTHY_WITHIN.toSeconds() + " s: bin/lab logs NODE");
      return status.exitCode();
    }
    Terminal.say(
        """

        Try next:
          bin/lab status
          bin/lab exec a -- redis-cli -p 26379 sentinel master mymaster
          bin/lab kill %s            # power off the master, and watch a failover
          bin/lab pulumi -- preview  # the engine itself
          bin/lab down"""
            .formatted(status.master()));
    return ExitCode.OK;
  }

  private static <T> T timed(String what, Supplier<T> action) {
    long begin = System.nanoTime();
    T result = action.get();
    Terminal.say("%s: %.1f s".formatted(what, (System.nanoTime() - begin) / 1e9));
    return result;
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException(
          "interrupted: bin/lab up goes on, bin/lab down removes what is there");
    }
  }
}
