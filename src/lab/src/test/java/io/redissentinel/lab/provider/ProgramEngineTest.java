package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of the project's own local stack, step by step, under the real engine. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ProgramEngineTest {
  private static final String GOLDEN =
      "src/lab/src/test/resources/io/redissentinel/lab/provider/urns.golden.txt";

  @TempDir static Path temp;
  private final FakeHost host = new FakeHost();
  private ProviderServer provider;
  private PulumiEngine engine;
  private Path root;

  @BeforeAll
  void open() throws IOException {
    root = PulumiEngine.projectRoot();
    provider = ProviderServer.start(new Cloud(temp.resolve("aws"), host));
    engine =
        new PulumiEngine(
            temp, root, Files.readString(root.resolve("stacks/Pulumi.local.yaml")), provider);
  }

  @AfterAll
  void close() {
    provider.close();
  }

  private String instanceId(String key) throws IOException {
    return engine.resource("Instance::redis-" + key).get("id").asText();
  }

  @Test
  @Order(1)
  void comesUp() {
    engine.up().succeeded();
    assertThat(host.calls()).filteredOn(call -> call.startsWith("awaitReady")).hasSize(3);
  }

  /** Names are a public contract: another URN is another resource, with other data. */
  @Test
  @Order(2)
  void hasTheUrnsOfTheGoldenFile() throws IOException {
    List<String> urns =
        StreamSupport.stream(engine.resources().spliterator(), false)
            .map(resource -> resource.get("urn").asText())
            .filter(urn -> !urn.contains("::pulumi:"))
            .map(urn -> urn.replaceFirst("^urn:pulumi:test::redis-sentinel::", ""))
            .sorted()
            .toList();
    assertThat(String.join("\n", urns) + "\n")
        .as("%s; a change in it is a breaking change", GOLDEN)
        .isEqualTo(Files.readString(root.resolve(GOLDEN)));
  }

  @Test
  @Order(3)
  void hasNothingToChangeTheSecondTime() {
    engine.operate("preview", "--expect-no-changes").succeeded();
  }

  @Test
  @Order(4)
  void findsNothingOnRefresh() {
    engine.operate("refresh", "--expect-no-changes").succeeded();
  }

  @Test
  @Order(5)
  void replacesTheNodeThatIsRolledOutAndNoOther() throws IOException {
    String a = instanceId("a");
    String b = instanceId("b");
    String interfaceOfB = engine.resource("NetworkInterface::redis-b-interface").get("id").asText();
    String volumeOfB =
        engine.resource("VolumeAttachment::redis-b-data").get("outputs").get("volumeId").asText();
    engine.configure("set", "redis-sentinel:redisVersion", "5.0.14");
    engine.configure("set", "--path", "redis-sentinel:rollout[0]", "b");
    host.forgetCalls();

    engine.up().succeeded();

    assertThat(instanceId("a")).isEqualTo(a);
    assertThat(instanceId("b")).isNotEqualTo(b);
    assertThat(engine.resource("NetworkInterface::redis-b-interface").get("id").asText())
        .isEqualTo(interfaceOfB);
    JsonNode attachment = engine.resource("VolumeAttachment::redis-b-data").get("outputs");
    assertThat(attachment.get("volumeId").asText()).isEqualTo(volumeOfB);
    assertThat(host.calls())
        .containsSubsequence(
            "stop " + b,
            "detach " + b + " " + volumeOfB,
            "terminate " + b,
            "launch " + instanceId("b"),
            "attach " + instanceId("b") + " " + volumeOfB + " /dev/sdf",
            "awaitReady " + instanceId("b"));
    assertThat(host.calls()).noneMatch(call -> call.contains(a));
  }

  @Test
  @Order(6)
  void leavesNothingBehindOnDestroy() {
    engine.operate("destroy").succeeded();
    assertThat(new Cloud(temp.resolve("aws"), host).listAll()).isEmpty();
  }
}
