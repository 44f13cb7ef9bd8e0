package io.redissentinel.lab.cli;

import io.redissentinel.lab.setup.BaseImage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/lab image}. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description =
        "Makes a base image of the nodes, if it is not in the cache, and prints its folder.")
final class ImageCommand implements Callable<Integer> {
  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      defaultValue = "bullseye",
      description = "bullseye, bookworm or bionic (default: ${DEFAULT-VALUE}).")
  private String base = "";

  @Override
  public Integer call() {
    System.out.println(BaseImage.of(base).ensure(Lab.fromEnvironment().images(), Terminal::say));
    return ExitCode.OK;
  }
}
