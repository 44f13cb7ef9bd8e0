package io.redissentinel.lab.setup;

import io.redissentinel.lab.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The root file system that the nodes start from: a distribution with cloud-init, as an AMI has.
 */
public enum BaseImage {
  /** Debian 11: systemd 247, gcc 10, the nearest to Ubuntu 18.04 that is still published. */
  BULLSEYE("Debian 11 (bullseye)"),
  /** Debian 12: systemd 252, gcc 12. */
  BOOKWORM("Debian 12 (bookworm)"),
  /** Ubuntu 18.04 itself, where its archive and its keyring can be had. */
  BIONIC("Ubuntu 18.04 (bionic)");

  /** What an AMI brings, and the compilers, since a node in the lab has no way to an archive. */
  private static final List<String> PACKAGES =
      List.of(
          "systemd",
          "systemd-sysv",
          "dbus",
          "udev",
          "cloud-init",
          "python3",
          "iproute2",
          "curl",
          "ca-certificates",
          "gcc",
          "ccache",
          "make",
          "libc6-dev",
          "pkg-config",
          "libsystemd-dev",
          "tcl",
          "procps",
          "e2fsprogs",
          "openssh-server",
          "sudo",
          "kmod",
          "less",
          "logrotate");

  private final String title;

  BaseImage(String title) {
    this.title = title;
  }

  /** The distribution, for people. */
  public String title() {
    return title;
  }

  /** The name on the command line: {@code bullseye}. */
  public String suite() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The image of this name.
   *
   * @throws SetupException if there is none; the message lists them
   */
  public static BaseImage of(String suite) {
    return Arrays.stream(values())
        .filter(image -> image.suite().equals(suite))
        .findFirst()
        .orElseThrow(
            () ->
                new SetupException(
                    "--base: must be one of %s, got '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(BaseImage::suite)
                                .collect(Collectors.joining(", ")),
                            suite)));
  }

  /**
   * The unpacked image in the cache, if it has been made.
   *
   * @param folder the cache's folder of images
   */
  public Optional<Path> cached(Path folder) {
    return Optional.of(path(folder)).filter(Files::isDirectory);
  }

  /**
   * The unpacked image, made by mmdebstrap if it is not in the cache: 30 to 60 seconds.
   *
   * @param folder the cache's folder of images
   * @throws SetupException if the distribution's archive cannot be reached
   */
  public Path ensure(Path folder, Consumer<String> progress) {
    Optional<Path> cached = cached(folder);
    if (cached.isPresent()) {
      return cached.get();
    }
    progress.accept("making the base image of the nodes, " + title + ", once: about a minute");
    Path image = path(folder);
    Path part = image.resolveSibling(image.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      Command.of("rm", "-rf", part.toString()).run();
      Command.of(
              "mmdebstrap",
              "--quiet",
              "--variant=minbase",
              "--components=" + (this == BIONIC ? "main,universe" : "main"),
              "--include=" + String.join(",", PACKAGES),
              suite(),
              part.toString())
          .limit(Duration.ofMinutes(15))
          .run();
      Files.move(part, image, StandardCopyOption.ATOMIC_MOVE);
      return image;
    } catch (IOException | RuntimeException e) {
      throw new SetupException(
          "the base image %s cannot be made: %s; another one can be named with --base"
              .formatted(title, e.getMessage()),
          e);
    }
  }

  private Path path(Path folder) {
    // Another list of packages is another image.
    return folder.resolve(suite() + "-" + hash(String.join(",", PACKAGES)));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
