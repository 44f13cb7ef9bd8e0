package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can get wrong: a clear error, and nothing half made. */
@Tag("nodes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
  private TestLab lab;

  @BeforeAll
  void make() {
    lab = new TestLab("lab-bad");
  }

  @AfterAll
  void down() {
    lab.close();
  }

  @Test
  void anEvenNodeCountIsRefusedBeforeAnythingIsMade() {
    TestLab.Result result = lab.run("up", "--nodes", "4");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.error()).contains("--nodes: must be 3, 5 or 7, got 4");
  }

  @ParameterizedTest
  @CsvSource({
    "nodeCount=4, 'redis-sentinel:nodeCount: must be 3, 5 or 7'",
    "quorum=4, redis-sentinel:quorum: must be",
    "subnetIds[0]=subnet-0lab0default1a, allowSharedZones",
    "privateAddresses[0]=10.77.9.9 privateAddresses[1]=10.77.2.10 privateAddresses[2]=10.77.3.10,"
        + " 10.77.9.9",
  })
  void badConfigurationIsAReadableError(String settings, String message) {
    List<String> arguments = new ArrayList<>(List.of("pulumi", "--", "preview", "--config-path"));
    for (String setting : settings.split(" ")) {
      arguments.addAll(List.of("-c", "redis-sentinel:" + setting));
    }
    TestLab.Result result = lab.run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result::all).isNotZero();
    assertThat(result.all()).contains(message).doesNotContain("\tat io.redissentinel");
  }

  @ParameterizedTest
  @CsvSource({
    "redisSha256, 0000000000000000000000000000000000000000000000000000000000000000, 'SHA-256 of http://10.77.0.2/'",
    "redisUrl, http://10.77.0.2/not-there.tar.gz, 'HTTP status 404'",
  })
  void aNodeThatCannotGetItsRedisSaysWhyInPulumiUp(String key, String value, String message) {
    // Makes the lab, and no node.
    lab.ok("pulumi", "--", "preview");
    TestLab.Result result =
        lab.run(
            "pulumi",
            "--",
            "up",
            "--yes",
            "--skip-preview",
            "-c",
            "redis-sentinel:" + key + "=" + value);
    assertThat(result.exitCode()).as(result::all).isNotZero();
    assertThat(result.all()).contains(message);
    lab.ok("pulumi", "--", "destroy", "--yes", "--skip-preview");
    assertThat(lab.session().nodes()).isEmpty();
  }

  @Test
  void anUnknownBaseImageIsAUsageError() {
    TestLab.Result result = lab.run("up", "--base", "centos");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.error())
        .contains("--base: must be one of bullseye, bookworm, bionic, got 'centos'");
  }

  @Test
  void aSourceThatIsNotThereIsAUsageError() {
    TestLab.Result result = lab.run("up", "--redis-source", "/not/there.tar.gz");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.error()).contains("--redis-source: there is no file /not/there.tar.gz");
  }

  @Test
  void anotherDistributionIsRefused(@TempDir Path folder) throws Exception {
    Path release = folder.resolve("os-release");
    Files.writeString(release, "ID=fedora\n");
    assertThat(launch(folder, Map.of("OS_RELEASE", release.toString()), List.of()))
        .contains("Debian and Ubuntu")
        .contains("fedora");
  }

  @Test
  void withoutRootAndWithoutSudoItSaysSo(@TempDir Path folder) throws Exception {
    // A PATH with all that the launcher uses so far, and no sudo.
    for (String tool : List.of("bash", "dirname", "id", "uname", "env")) {
      Files.copy(which(tool), folder.resolve(tool));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(
            launch(
                folder,
                Map.of("PATH", folder.toString(), "HOME", folder.toString()),
                List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")))
        .contains("needs root")
        .contains("no sudo");
  }

  /** What bin/lab says when it is started so; it has to fail. */
  private static String launch(Path folder, Map<String, String> environment, List<String> before)
      throws IOException, InterruptedException {
    // A copy, since another user may not be let into the project's folder.
    Files.createDirectories(folder.resolve("bin/lib"));
    for (String file : List.of("bin/lab", "bin/lib/setup.sh")) {
      Files.copy(TestLab.ROOT.resolve(file), folder.resolve(file));
    }
    List<String> argv = new ArrayList<>(before);
    argv.addAll(List.of("/bin/bash", folder.resolve("bin/lab").toString(), "status"));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isNotZero();
    return said;
  }

  private static Path which(String tool) {
    return List.of("/usr/bin/", "/bin/").stream()
        .map(folder -> Path.of(folder + tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
