package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.setup.Tarball;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pulumi may do where no lab is up. */
final class PulumiCommandTest {
  @TempDir private Path folder;
  private Lab lab;

  @BeforeEach
  void noLab() {
    lab = new Lab("lab-x", folder, folder.resolve("state"), folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "update", "refresh", "destroy", "stack", "import", "watch"})
  void whatNeedsALabIsRefusedWithoutOne(String command) {
    assertThatThrownBy(() -> PulumiCommand.requireUp(lab, false, List.of(command, "--yes")))
        .isInstanceOf(NothingThere.class)
        .hasMessage(
            "the lab is not up, so there is nothing for `pulumi %s`: run bin/lab up first"
                .formatted(command));
    assertThat(lab.state()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "preview", "pre"})
  void whatMakesSenseBeforeIsRefusedOnlyToWhoWantsALabThatRuns(String command) {
    PulumiCommand.requireUp(lab, false, List.of(command));
    assertThatThrownBy(() -> PulumiCommand.requireUp(lab, true, List.of(command)))
        .isInstanceOf(NothingThere.class);
  }

  /** A machine that was restarted has a lab, of which nothing runs. */
  @Test
  void aLabThatWasBroughtUpIsThereUntilItIsTakenDown() throws IOException {
    Files.createDirectories(lab.state());
    assertThatThrownBy(() -> PulumiCommand.requireUp(lab, true, List.of("up")))
        .isInstanceOf(NothingThere.class);
    new LabChoices(3, "bullseye", new Tarball("5.0.6", folder.resolve("x"), "0", "x"), true)
        .save(lab);
    PulumiCommand.requireUp(lab, true, List.of("up"));
    PulumiCommand.requireUp(lab, false, List.of("stack", "output"));
  }

  @Test
  void theCommandLineSaysSo() {
    assertThat(
            Main.commandLine()
                .parseArgs("pulumi", "--running", "--", "up", "--running")
                .subcommand()
                .matchedOption("--running")
                .stringValues())
        .hasSize(1);
  }
}
