package io.redissentinel.sentinelctl.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a `pulumi` that writes down what it is told. */
class StackTest {
  @TempDir private Path folder;
  private Path pulumi;
  private Path said;

  @BeforeEach
  void writePulumi() throws IOException {
    said = folder.resolve("said");
    pulumi = folder.resolve("a pulumi");
    script(
        """
        printf '%s\\n' "$*" >> said
        case $1 in
          config) cat > stdin; [ "$3" != --path ] || [ "$4" != p:absent ] || { echo "error: configuration key 'absent' not found" >&2; exit 255; }; echo value ;;
          stack) cat outputs.json ;;
          up) echo working ;;
        esac
        """);
    Files.writeString(folder.resolve("Pulumi.yaml"), "name: \"redis-sentinel\"\nruntime: java\n");
    Files.writeString(
        folder.resolve("outputs.json"),
        """
        {"masterName":"m","quorum":2,"sentinelEndpoints":["h:1"],"redisEndpoints":["h:2"],"nodes":[{"key":"a"}]}""");
  }

  private void script(String body) throws IOException {
    Files.writeString(pulumi, "#!/bin/sh\n" + body);
    assertThat(pulumi.toFile().setExecutable(true)).isTrue();
  }

  private Stack stack(String... name) {
    return new Stack(
        new PulumiCommand("'" + pulumi + "'", folder),
        Optional.ofNullable(name.length == 0 ? null : name[0]));
  }

  @Test
  void outputsAreThoseOfTheNamedStack() throws IOException {
    assertThat(stack("prod").outputs().masterName()).isEqualTo("m");
    assertThat(said).hasContent("stack output --json --stack prod");
  }

  @Test
  void withoutANameItIsTheSelectedOne() {
    stack().outputs();
    assertThat(said).hasContent("stack output --json");
  }

  @Test
  void theProjectIsThatOfPulumiYaml() {
    assertThat(stack().project()).isEqualTo("redis-sentinel");
  }

  @Test
  void aFolderWithoutAProjectIsAUsageError() throws IOException {
    Files.delete(folder.resolve("Pulumi.yaml"));
    assertThatThrownBy(() -> stack().project())
        .hasMessageContaining("name its folder with --project");
  }

  @Test
  void aValueGoesInByStandardInput() {
    stack("prod").setSecret("p:password", "correct horse");
    assertThat(said).hasContent("config set --secret --path p:password --stack prod");
    assertThat(folder.resolve("stdin")).hasContent("correct horse");
  }

  @Test
  void aValueIsReadAndAnAbsentOneIsEmpty() {
    assertThat(stack().config("p:quorum")).contains("value");
    assertThat(stack().config("p:absent")).isEmpty();
  }

  @Test
  void anUpdateTakesValuesAlong() {
    stack("prod").up(Map.of("p:rollout[0]", "c"));
    assertThat(said)
        .hasContent("up --stack prod --yes --skip-preview --config-path --config p:rollout[0]=c");
  }

  @Test
  void aFailureHasPulumisLastWordsAndNotTheValue() throws IOException {
    script("echo 'error: no stack named prod found' >&2; exit 255\n");
    assertThatThrownBy(() -> stack("prod").setConfig("p:key", "hidden"))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("exit code 255: error: no stack named prod found")
        .hasMessageContaining("config set")
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void aCommandThatIsNotThereIsAnError() {
    assertThatThrownBy(
            () ->
                new Stack(new PulumiCommand("/no/such/pulumi", folder), Optional.empty()).outputs())
        .hasMessageContaining("/no/such/pulumi stack output")
        .hasMessageContaining("not found");
  }
}
