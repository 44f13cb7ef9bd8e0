package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.setup.BaseImage;
import io.redissentinel.lab.setup.MotoEnvironment;
import io.redissentinel.lab.setup.RedisTarballs;
import io.redissentinel.lab.setup.Tarball;
import io.redissentinel.topology.ClusterSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Starts a lab, or finds the one that runs: its choices, its image, its tarball, its network. What
 * is not chosen is as it was before, or the default.
 */
final class Startup {
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

  @Option(
      names = "--no-compiler-cache",
      description =
          "Nodes compile as on machines of their own, not with what was compiled here before.")
  private boolean coldCompiles;

  /**
   * Starts the lab. What a restart of the machine took away comes back, and stopped nodes start.
   *
   * @throws UsageException if a choice is none of those there are
   */
  Session start(Lab lab) {
    nodes
        .filter(count -> !ClusterSize.ALLOWED.contains(count))
        .ifPresent(
            count -> {
              throw new UsageException("--nodes: must be 3, 5 or 7, got " + count);
            });
    LabChoices choices = choose(lab, LabChoices.load(lab));
    serve(lab, choices.tarball());
    choices.save(lab);
    Session session = Session.of(lab, choices);
    session.host().createLab();
    session.cloud().restore();
    for (LabNode node : session.nodes()) {
      if (session.host().state(node.instanceId()) == MachineState.STOPPED) {
        session.host().start(node.instanceId());
      }
    }
    return session;
  }

  private LabChoices choose(Lab lab, Optional<LabChoices> before) {
    String suite = base.or(() -> before.map(LabChoices::base)).orElse(BaseImage.BULLSEYE.suite());
    BaseImage image = BaseImage.of(suite);
    Tarball tarball =
        redisVersion.isEmpty() && redisSource.isEmpty() && before.isPresent()
            ? before.get().tarball()
            : Terminal.timed("Redis's source", () -> tarball(lab));
    Terminal.timed("moto", () -> new MotoEnvironment(lab.tools()).ensure(Terminal::say));
    Terminal.timed("base image", () -> image.ensure(lab.images(), Terminal::say));
    Terminal.say("nodes run " + image.title() + " and compile Redis " + tarball.version());
    return new LabChoices(
        nodes.or(() -> before.map(LabChoices::nodes)).orElse(3),
        suite,
        tarball,
        !coldCompiles && before.map(LabChoices::cachesCompiles).orElse(true));
  }

  private Tarball tarball(Lab lab) {
    RedisTarballs tarballs = new RedisTarballs(lab.cache().resolve("tarballs"), Terminal::say);
    return redisSource.isPresent()
        ? tarballs.file(redisSource.get(), redisVersion)
        : tarballs.version(redisVersion);
  }

  /** Puts the tarball where the lab's own web server serves it to the nodes. */
  private static void serve(Lab lab, Tarball tarball) {
    try {
      Files.createDirectories(lab.tarballs());
      Files.copy(
          tarball.file(),
          lab.tarballs().resolve(tarball.servedName()),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
