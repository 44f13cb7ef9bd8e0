package io.redissentinel.lab.setup;

import io.redissentinel.lab.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Redis's source in Debian's source packages: the authors' own files, packed by Debian. apt gets it
 * from the archive that the machine uses, with lists and sources of its own: the machine's stay as
 * they are.
 */
enum DebianSource implements PackagedSource {
  REDIS_7_0(
      "7.0.15", "bookworm", "4b1dc4ee6d622a09fff9c6777191209750fb5e5a725ef78ea012d6eef4c22982");

  /** On every Debian. */
  private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

  private final String version;
  private final String suite;
  private final String sha256;

  DebianSource(String version, String suite, String sha256) {
    this.version = version;
    this.suite = suite;
    this.sha256 = sha256;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Tarball tarball(Path folder, Consumer<String> progress) throws IOException {
    Path file = folder.resolve("redis-" + version + "-debian.tar.gz");
    if (!Files.exists(file)) {
      progress.accept("getting Redis " + version + " (Debian's source package, " + suite + ")");
      Path work = Files.createTempDirectory(folder, "debian");
      try {
        download(work);
        Path original = work.resolve("redis_" + version + ".orig.tar.gz");
        String got = Files.exists(original) ? Sha256.of(original) : "missing";
        if (!got.equals(sha256)) {
          throw new SetupException(
              "SHA-256 of Redis %s in Debian's source package (%s) is %s, expected %s: Debian may have another release now; give a tarball with --redis-source"
                  .formatted(version, suite, got, sha256));
        }
        Files.move(original, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Command.of("rm", "-rf", work.toString()).run();
      }
    }
    return new Tarball(version, file, Sha256.of(file), "Debian's source package, " + suite);
  }

  private void download(Path work) throws IOException {
    Path sources = work.resolve("sources.list");
    Files.writeString(
        sources, "deb-src [signed-by=%s] %s %s main\n".formatted(KEYRING, archive(), suite));
    Files.createDirectories(work.resolve("lists/partial"));
    Files.createDirectories(work.resolve("cache/archives/partial"));
    List<String> apt =
        List.of(
            "env",
            "--chdir=" + work,
            "apt-get",
            "-q",
            "-o",
            "Dir::Etc::sourcelist=" + sources,
            "-o",
            "Dir::Etc::sourceparts=/dev/null",
            "-o",
            "Dir::State::lists=" + work.resolve("lists"),
            "-o",
            "Dir::Cache=" + work.resolve("cache"),
            "-o",
            "APT::Sandbox::User=root");
    run(apt, "update");
    run(apt, "source", "--download-only", "redis");
  }

  /** Where this machine gets Debian's packages: every release of Debian is there. */
  private String archive() {
    return Command.of("apt-get", "indextargets", "--format", "$(REPO_URI)")
        .run()
        .output()
        .lines()
        .filter(uri -> uri.endsWith("/debian/"))
        .findFirst()
        .orElseThrow(
            () ->
                new SetupException(
                    "Redis %s is taken from Debian's source package, and this machine's apt knows no Debian archive: give a tarball with --redis-source"
                        .formatted(version)));
  }

  private static void run(List<String> apt, String... arguments) {
    List<String> argv = new ArrayList<>(apt);
    argv.addAll(List.of(arguments));
    Command.of(argv).limit(Duration.ofMinutes(5)).run();
  }
}
