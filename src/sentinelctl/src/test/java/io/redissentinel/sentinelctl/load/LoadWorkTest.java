package io.redissentinel.sentinelctl.load;

import static io.redissentinel.sentinelctl.handover.Looks.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import io.redissentinel.sentinelctl.ssh.Shells;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a node, and what becomes of its answer. */
final class LoadWorkTest {
  private final Shells shells = mock();
  private final NodeShell shell = mock();
  private final List<String> told = new ArrayList<>();
  private final LoadWork work =
      new LoadWork(
          Looks.healthy().look().outputs(),
          shells,
          Duration.ofSeconds(20),
          Duration.ofMinutes(3),
          told::add,
          question -> {});
  private String command = "";
  private String read = "";
  private String answer = "{}";
  private String progress = "";
  private int code;

  @TempDir private Path folder;

  @BeforeEach
  void node() {
    when(shells.of(B)).thenReturn(shell);
    when(shell.stream(anyString(), any(), any(), any()))
        .thenAnswer(
            call -> {
              command = call.getArgument(0);
              byte[] stdin = call.<InputStream>getArgument(1).readAllBytes();
              read = new String(stdin, StandardCharsets.UTF_8);
              call.<OutputStream>getArgument(2).write(answer.getBytes(StandardCharsets.UTF_8));
              call.<OutputStream>getArgument(3).write(progress.getBytes(StandardCharsets.UTF_8));
              return code;
            });
  }

  @Test
  void anUploadIsItsBytesByStandardInputAndItsSizeIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("it's.rdb"), "REDIS0009");
    work.fetch(B, "one", new Source.Upload(file));
    assertThat(command)
        .isEqualTo("sudo -n redis-node-load fetch --id 'one' --upload 9 --name 'it'\\''s.rdb'");
    assertThat(read).isEqualTo("REDIS0009");
  }

  @Test
  void aPresignedUrlIsASecretAndOnNoCommandLine() {
    work.fetch(B, "one", new Source.Url(URI.create("https://b/k?X-Amz-Signature=s"), "k.rdb"));
    assertThat(command).isEqualTo("sudo -n redis-node-load fetch --id 'one' --url --name 'k.rdb'");
    assertThat(read).isEqualTo("https://b/k?X-Amz-Signature=s\n");
  }

  @Test
  void aBackupIsNamedByItsKey() {
    work.fetch(B, "one", new Source.Backup("redis/2026/x.rdb"));
    assertThat(command).endsWith("fetch --id 'one' --backup 'redis/2026/x.rdb'");
  }

  @Test
  void whatANodeSaysMeanwhileIsHandedOnByLines() {
    progress = "b refuses writes\nredis-server loads\n";
    answer =
        "a line of the log\n{\"before\": 1, \"keys\": 7, \"expires\": 2, \"seconds\": {\"load\": 1.5}, \"warnings\": [\"w\"], \"aside\": \"/x\"}\n";
    Switched done = work.switchOver(B, "one");
    assertThat(command).endsWith("switch --id 'one' --limit 180");
    assertThat(told).containsExactly("b: b refuses writes", "b: redis-server loads");
    assertThat(done.keys()).isEqualTo(7);
    assertThat(done.seconds()).containsEntry("load", 1.5);
    assertThat(done.warnings()).containsExactly("w");
  }

  @Test
  void itsErrorIsTheCommandsAndNamesTheNode() {
    code = 1;
    answer = "{\"error\": \"x.rdb has RDB version 11\"}";
    assertThatThrownBy(() -> work.check(B, "one"))
        .hasMessage("b (10.0.2.10): x.rdb has RDB version 11");
  }

  @Test
  void aCommandThatSaysNothingOfItsEndHasFailed() {
    code = 127;
    answer = "";
    progress = "sudo: redis-node-load: command not found\n";
    assertThatThrownBy(() -> work.commit(B, "one"))
        .hasMessageContaining("redis-node-load commit: exit code 127: sudo: redis-node-load");
  }

  @Test
  void whatCameOfUndoing() {
    answer = "{\"undone\": false, \"master\": true}";
    assertThat(work.undo(B, "one")).isEqualTo(new Undone(false, true));
  }
}
