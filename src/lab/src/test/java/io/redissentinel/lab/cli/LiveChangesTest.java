package io.redissentinel.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.lab.host.Command;
import io.redissentinel.lab.workload.ClientKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is changed or done again on nodes that run, and stops nothing. */
@Tag("nodes")
@ExtendWith(FaultLabExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class LiveChangesTest {
  private static final String PROCESSES = "pidof redis-server redis-sentinel";

  /** All that the bootstrap writes. */
  private static final String FILES =
      """
      find /etc/redis-node /etc/sysctl.d /etc/systemd/system /usr/local/lib/redis-node \
        /usr/local/bin /data/redis.conf /data/sentinel.conf -type f ! -name '*.pyc' -print0 |
        sort -z | xargs -0 sha256sum
      """;

  private static final String SAVED = "pulumi/.pulumi/stacks/redis-sentinel/local.json";

  private static final String DEVICE_SIZE =
      "blockdev --getsize64 \"$(findmnt -n -o SOURCE /data)\"";

  private final FaultLab faults;

  LiveChangesTest(FaultLab faults) {
    this.faults = faults;
  }

  @Test
  void cloudInitRunASecondTimeChangesNothing() {
    faults.row(
        "cloud-init run a second time",
        row -> {
          List<String> processes = faults.onEach(faults.nodes(), PROCESSES);
          List<String> files = faults.onEach(faults.nodes(), FILES);
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.each(faults.nodes(), this::cloudInitAgain));
          assertThat(row.awaitWhole(Duration.ofSeconds(60))).isEqualTo(row.master());
          assertThat(faults.onEach(faults.nodes(), PROCESSES)).isEqualTo(processes);
          assertThat(faults.onEach(faults.nodes(), FILES)).isEqualTo(files);
          assertThat(faults.onEach(faults.nodes(), "redis-node-ready")).containsOnly("ready\n");
          row.assertNothingLost();
          row.assertFailovers(0);
        });
  }

  private void cloudInitAgain(String node) {
    Command.Result result =
        faults
            .host()
            .inNode(
                faults.instance(node),
                List.of(
                    "sh",
                    "-ec",
                    """
                    cloud-init clean
                    cloud-init init --local
                    cloud-init init
                    cloud-init modules --mode=config
                    cloud-init modules --mode=final
                    """))
            .limit(Duration.ofMinutes(2))
            .attempt();
    assertThat(result.exitCode()).as(() -> node + ": " + result.output() + result.error()).isZero();
  }

  @Test
  void aSettingReachesAllSentinelsAndStopsNothing() {
    faults.row(
        "down-after changed on live nodes",
        row -> {
          List<String> processes = faults.onEach(faults.nodes(), PROCESSES);
          row.write(ClientKind.CAREFUL);
          row.inflict(() -> faults.setDownAfter(1000));
          assertThat(pending()).isEqualTo("[]");
          assertThat(faults.onEach(faults.nodes(), PROCESSES)).isEqualTo(processes);
          faults.setDownAfter(5000);
          assertThat(pending()).isEqualTo("[]");
          assertThat(faults.onEach(faults.nodes(), PROCESSES)).isEqualTo(processes);
          assertThat(row.awaitWhole(Duration.ofSeconds(30))).isEqualTo(row.master());
          row.assertNothingLost();
          row.assertFailovers(0);
        });
  }

  /** As the engine has saved it, which is what {@code pulumi stack output} takes seconds to say. */
  private String pending() {
    Path saved = faults.lab().lab().state().resolve(SAVED);
    try {
      for (JsonNode resource :
          new JsonMapper().readTree(saved.toFile()).at("/checkpoint/latest/resources")) {
        if (resource.path("type").asText().equals("pulumi:pulumi:Stack")) {
          return resource.at("/outputs/pending").toString();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("there is no stack in " + saved);
  }

  @Test
  void aVolumeThatGrewHasALargerFileSystem() {
    faults.row(
        "volumes grown on live nodes",
        row -> {
          List<String> processes = faults.onEach(faults.nodes(), PROCESSES);
          row.write(ClientKind.CAREFUL);
          // For good, as a volume cannot shrink.
          row.inflict(() -> faults.configure("volumeSizeGiB", "2"));
          assertThat(faults.onEach(faults.nodes(), DEVICE_SIZE)).containsOnly("2147483648\n");
          List<String> grown = faults.nodes();
          if (!Machine.mayGrowFileSystemsOnLine()) {
            // Then a node does it at its next boot.
            grown = List.of(row.replica());
            faults.host().reboot(faults.instance(grown.get(0)));
          }
          awaitLargeFileSystem(row, grown);
          assertThat(row.awaitWhole(Duration.ofSeconds(90))).isEqualTo(row.master());
          List<Integer> kept = new ArrayList<>(List.of(0, 1, 2));
          if (grown.size() == 1) {
            kept.remove(Integer.valueOf(faults.nodes().indexOf(grown.get(0))));
          }
          List<String> after = faults.onEach(faults.nodes(), PROCESSES);
          kept.forEach(node -> assertThat(after.get(node)).isEqualTo(processes.get(node)));
          row.assertNothingLost();
          row.assertFailovers(0);
        });
  }

  private void awaitLargeFileSystem(Row row, List<String> nodes) {
    row.await(
        Duration.ofSeconds(60),
        "file system of more than 1.5 GiB on " + nodes,
        () -> faults.onEach(nodes, "df --output=size -k /data | tail -n 1"),
        sizes ->
            sizes.stream()
                .map(String::strip)
                .allMatch(size -> size.matches("[0-9]{7,}") && Long.parseLong(size) > 1572864));
  }
}
