package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.FakeHost;
import io.redissentinel.lab.cloud.ec2.Instances;
import io.redissentinel.lab.cloud.ec2.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engine and what it did not do itself: tags beside an instance, and losses. */
@Tag("engine")
class ChangesBehindTheEngineTest {
  private static final String KEY = "redis-sentinel:redis-settings";

  @TempDir Path temp;
  private final FakeHost host = new FakeHost();
  private Cloud cloud;
  private ProviderServer provider;
  private PulumiEngine engine;

  @BeforeEach
  void launch() throws IOException {
    cloud = new Cloud(temp.resolve("aws"), host);
    provider = ProviderServer.start(cloud);
    write("yes");
    engine =
        new PulumiEngine(
            temp, temp.resolve("program"), "config:\n  aws:region: lab-local-1\n", provider);
    engine.up().succeeded();
  }

  @AfterEach
  void stopProvider() {
    provider.close();
  }

  /** A refresh puts a tag of its own among those of the instance, where ignoreChanges leaves it. */
  @Test
  void aTagChangesInPlaceAlsoAfterARefresh() throws Exception {
    String instance = engine.resource("Instance::node").get("id").asText();
    assertThat(host.machine(instance).tags())
        .containsOnly(Map.entry("Name", "node"), Map.entry(KEY, "appendonly=yes"));
    engine.operate("refresh").succeeded();
    assertThat(engine.resource("Instance::node").get("outputs").get("tags").has(KEY)).isTrue();
    engine.operate("preview", "--expect-no-changes").succeeded();

    write("no");
    host.forgetCalls();
    assertThat(engine.up().succeeded().output()).contains("~ 1 updated");
    assertThat(host.machine(instance).tags()).containsEntry(KEY, "appendonly=no");
    assertThat(host.calls()).noneMatch(call -> call.matches("(stop|start|launch|reboot).*"));
    engine.operate("preview", "--expect-no-changes").succeeded();
    engine.operate("destroy").succeeded();
    assertThat(host.isEmpty()).isTrue();
    assertThat(cloud.listAll()).isEmpty();
  }

  @Test
  void aLostInstanceComesBackWithItsTagsAndItsVolume() throws Exception {
    String before = engine.resource("Instance::node").get("id").asText();
    String volume = engine.resource("Volume::volume").get("id").asText();
    cloud.lose(Instances.TOKEN, before);
    engine.up("--refresh").succeeded();
    String after = engine.resource("Instance::node").get("id").asText();
    assertThat(after).isNotEqualTo(before);
    assertThat(host.machine(after).tags()).containsEntry(KEY, "appendonly=yes");
    assertThat(host.calls()).contains("attach " + after + " " + volume + " /dev/sdf");
    engine.operate("preview", "--expect-no-changes").succeeded();
  }

  @Test
  void aLostVolumeIsMadeAnewAndAttached() throws Exception {
    String instance = engine.resource("Instance::node").get("id").asText();
    String before = engine.resource("Volume::volume").get("id").asText();
    cloud.lose(Volumes.TOKEN, before);
    engine.up("--refresh").succeeded();
    String after = engine.resource("Volume::volume").get("id").asText();
    assertThat(after).isNotEqualTo(before);
    assertThat(engine.resource("Instance::node").get("id").asText()).isEqualTo(instance);
    assertThat(host.calls()).contains("attach " + instance + " " + after + " /dev/sdf");
    engine.operate("preview", "--expect-no-changes").succeeded();
  }

  private void write(String value) throws IOException {
    Path program = Files.createDirectories(temp.resolve("program"));
    String text =
        Files.readString(
            PulumiEngine.projectRoot()
                .resolve("src/lab/src/test/resources/io/redissentinel/lab/provider/tagged.yaml"));
    Files.writeString(program.resolve("Pulumi.yaml"), text.replace("VALUE", value));
  }
}
