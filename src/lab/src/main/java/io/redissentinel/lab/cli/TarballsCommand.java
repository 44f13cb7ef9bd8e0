package io.redissentinel.lab.cli;

import io.redissentinel.lab.services.TarballMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bin/lab tarballs MODE}. */
@Command(
    name = "tarballs",
    mixinStandardHelpOptions = true,
    description =
        "Sets how the server of Redis's tarball answers from now on: normal, slow (100 KB/s), or"
            + " absent (HTTP status 503). Downloads under way follow.")
final class TarballsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODE", description = "normal, slow or absent.")
  private String mode = "";

  @Override
  public Integer call() {
    TarballMode meant = mode(mode);
    Session.open(Lab.fromEnvironment()).host().serveTarballs(meant);
    Terminal.say("tarballs: " + mode);
    return ExitCode.OK;
  }

  static TarballMode mode(String name) {
    return Arrays.stream(TarballMode.values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "MODE: must be normal, slow or absent, got '%s'".formatted(name)));
  }
}
