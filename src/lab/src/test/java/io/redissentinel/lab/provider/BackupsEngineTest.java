package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Backups come to a stack that runs, and go again: what an update says first, and what it does. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BackupsEngineTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path temp;
  private final FakeHost host = new FakeHost();
  private ProviderServer provider;
  private PulumiEngine engine;

  @BeforeAll
  void open() throws IOException {
    Path root = PulumiEngine.projectRoot();
    provider = ProviderServer.start(new Cloud(temp.resolve("aws"), host));
    String settings =
        Files.readString(root.resolve("stacks/Pulumi.local.yaml"))
            // A secret in Secrets Manager follows protectData, too, which the fake one cannot.
            + "  redis-sentinel:passwordStore: ssm\n"
            + "  redis-sentinel:backups: false\n";
    engine = new PulumiEngine(temp, root, settings, provider);
  }

  @AfterAll
  void close() {
    provider.close();
  }

  @Test
  @Order(1)
  void comesUpWithoutThem() throws IOException {
    engine.up().succeeded();
    assertThat(tagOf("a")).isEqualTo("none");
    assertThat(redis("backups")).isEmpty();
    assertThat(changes()).isEmpty();
  }

  @Test
  @Order(2)
  void turnedOnTheyTouchNothingOfTheNodesButATagEach() throws IOException {
    engine.configure("set", "redis-sentinel:backups", "true");
    assertThat(changes())
        .containsExactly(
            "create BucketLifecycleConfigurationV2 redis-backups",
            "create BucketOwnershipControls redis-backups",
            "create BucketPolicy redis-backups",
            "create BucketPublicAccessBlock redis-backups",
            "create BucketServerSideEncryptionConfigurationV2 redis-backups",
            "create BucketV2 redis-backups",
            "create BucketVersioningV2 redis-backups",
            "create SnapshotBucket redis-backups",
            "update RolePolicy redis-node",
            "update Tag redis-a-backups",
            "update Tag redis-b-backups",
            "update Tag redis-c-backups");
    host.forgetCalls();
    engine.up().succeeded();
    String bucket = engine.resource("BucketV2::redis-backups").get("id").asText();
    assertThat(bucket).matches("redis-backups-[0-9a-f]{7}");
    assertThat(tagOf("b")).isEqualTo("bucket=%s prefix= every=6h".formatted(bucket));
    assertThat(redis("backups"))
        .isEqualTo(
            JSON.createObjectNode().put("bucket", bucket).put("every", "6h").put("prefix", ""));
    assertThat(redis("pending")).isEmpty();
    assertThat(host.calls()).noneMatch(call -> call.matches("(stop|terminate|launch) .*"));
    assertThat(changes()).isEmpty();
  }

  @Test
  @Order(3)
  void aSnapshotToBeginWithConcernsTheRoleAlone() throws IOException {
    engine.configure("set", "redis-sentinel:restoreFrom", "s3://exports/old-0001.rdb");
    assertThat(changes()).containsExactly("update RolePolicy redis-node");
    engine.up().succeeded();
    assertThat(redis("pending")).isEmpty();
    engine.configure("rm", "redis-sentinel:restoreFrom");
    engine.up().succeeded();
    assertThat(redis("pending")).isEmpty();
  }

  @Test
  @Order(4)
  void snapshotsOfTheVolumesMarkThem() throws IOException {
    engine.configure("set", "redis-sentinel:volumeSnapshots", "true");
    assertThat(changes())
        .containsExactly(
            "create LifecyclePolicy redis-volume-snapshots",
            "create Role redis-volume-snapshots",
            "create RolePolicyAttachment redis-volume-snapshots",
            "create VolumeSnapshots redis-volume-snapshots",
            "update Volume redis-a-data",
            "update Volume redis-b-data",
            "update Volume redis-c-data");
    engine.up().succeeded();
    assertThat(redis("pending")).isEmpty();
    engine.operate("refresh", "--expect-no-changes").succeeded();
  }

  @Test
  @Order(5)
  void protectedDataKeepsTheBucket() throws IOException {
    engine.configure("set", "redis-sentinel:protectData", "true");
    engine.up().succeeded();
    engine.configure("set", "redis-sentinel:backups", "false");
    assertThat(engine.up().failed().output()).contains("redis-backups", "protect");
  }

  @Test
  @Order(6)
  void turnedOffTheyAreGoneFromTheNodesBeforeTheirBucketIs() throws IOException {
    engine.configure("set", "redis-sentinel:backups", "true");
    engine.configure("set", "redis-sentinel:protectData", "false");
    engine.up().succeeded();
    engine.configure("set", "redis-sentinel:backups", "false");
    engine.up().succeeded();
    assertThat(tagOf("c")).isEqualTo("none");
    assertThat(redis("pending")).isEmpty();
    engine.operate("destroy").succeeded();
    assertThat(new Cloud(temp.resolve("aws"), host).listAll()).isEmpty();
  }

  private String tagOf(String node) throws IOException {
    return engine.resource("Tag::redis-%s-backups".formatted(node)).at("/outputs/value").asText();
  }

  private JsonNode redis(String output) throws IOException {
    return engine.resource("RedisSentinel::redis").get("outputs").path(output);
  }

  /**
   * What an update would do, sorted; that arguments of a component change is no change of AWS's.
   */
  private Set<String> changes() throws IOException {
    String output = engine.operate("preview", "--json").succeeded().output();
    Set<String> changes = new TreeSet<>();
    for (JsonNode step : JSON.readTree(output.substring(output.indexOf("{"))).path("steps")) {
      String operation = step.path("op").asText();
      String urn = step.path("urn").asText();
      String name = urn.substring(urn.lastIndexOf("::") + 2);
      String type = urn.substring(0, urn.lastIndexOf("::")).replaceFirst(".*(::|[$])", "");
      boolean unchanged = List.of("same", "read", "refresh").contains(operation);
      if (!unchanged && !(operation.equals("update") && type.startsWith("redis-sentinel:"))) {
        changes.add("%s %s %s".formatted(operation, type.replaceFirst(".*:", ""), name));
      }
    }
    return changes;
  }
}
