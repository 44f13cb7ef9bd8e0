package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.FakeHost;
import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider under the real engine, with small YAML programs. */
@Tag("engine")
class ProviderEngineTest {
  private static final String SETTINGS = "config:\n  aws:region: lab-local-1\n";

  @TempDir Path temp;
  private final FakeHost host = new FakeHost();
  private ProviderServer provider;

  @BeforeEach
  void startProvider() {
    provider = ProviderServer.start(new Cloud(temp.resolve("aws"), host));
  }

  @AfterEach
  void stopProvider() {
    provider.close();
  }

  private static String template(String name) throws IOException {
    Path file =
        PulumiEngine.projectRoot()
            .resolve("src/lab/src/test/resources/io/redissentinel/lab/provider")
            .resolve(name);
    return Files.readString(file);
  }

  private PulumiEngine engine(String settings, String... nodes) throws IOException {
    Path program = Files.createDirectories(temp.resolve("program"));
    String node = template("node.yaml");
    Files.writeString(
        program.resolve("Pulumi.yaml"),
        "name: test\nruntime: yaml\nresources:\n"
            + Stream.of(nodes).map(key -> node.replace("KEY", key)).collect(Collectors.joining()));
    return new PulumiEngine(temp, program, settings, provider);
  }

  @Test
  void showsWhatANodeDoes() throws Exception {
    host.onAwait((id, progress, cancelled) -> progress.accept("running redis: compiling"));
    PulumiEngine.Result up = engine(SETTINGS, "a").up().succeeded();
    assertThat(up.output()).containsPattern("VolumeAttachment a-data .*running redis: compiling");
  }

  @Test
  void refusesAnyOtherRegion() throws Exception {
    PulumiEngine.Result preview =
        engine("config:\n  aws:region: eu-west-1\n", "a").operate("preview").failed();
    assertThat(preview.output())
        .contains("its only region is lab-local-1, not eu-west-1", "It can never be AWS");
    assertThat(host.calls()).isEmpty();
  }

  @Test
  void refusesToGoWithoutARegion() throws Exception {
    PulumiEngine.Result preview = engine("config: {}\n", "a").operate("preview").failed();
    assertThat(preview.output()).contains("aws:region is not set");
  }

  @Test
  void recordsANodeThatFailedAndTriesItAgain() throws Exception {
    PulumiEngine engine = engine(SETTINGS, "a");
    host.onAwait(
        (id, progress, cancelled) -> {
          throw new HostException("redis: gcc: command not found");
        });
    assertThat(engine.up().failed().output()).contains("redis: gcc: command not found");
    String id = engine.resource("VolumeAttachment::a-data").get("id").asText();
    assertThat(engine.resource("VolumeAttachment::a-data").get("initErrors").toString())
        .contains("gcc");

    engine.operate("refresh").succeeded();
    assertThat(engine.resource("VolumeAttachment::a-data").has("initErrors")).isTrue();

    host.onAwait((instance, progress, cancelled) -> {});
    host.forgetCalls();
    engine.up().succeeded();
    String instance = engine.resource("Instance::a").get("id").asText();
    assertThat(host.calls()).contains("reboot " + instance, "awaitReady " + instance);
    assertThat(engine.resource("VolumeAttachment::a-data").get("id").asText()).isEqualTo(id);
    engine.operate("preview", "--expect-no-changes").succeeded();
  }

  @Test
  void stopsWaitingWhenTheUserCancels() throws Exception {
    PulumiEngine engine = engine(SETTINGS, "a");
    CountDownLatch waiting = new CountDownLatch(1);
    host.onAwait(
        (id, progress, cancelled) -> {
          waiting.countDown();
          while (!cancelled.getAsBoolean()) {
            Thread.onSpinWait();
          }
          throw new HostException("cancelled while it compiled");
        });
    PulumiEngine.Running up = engine.start("up");
    assertThat(waiting.await(60, TimeUnit.SECONDS)).as("the node is waited for").isTrue();
    up.interrupt();
    assertThat(PulumiEngine.await(up).failed().output()).contains("cancelled while it compiled");

    host.onAwait((id, progress, cancelled) -> {});
    host.forgetCalls();
    engine.up().succeeded();
    assertThat(host.calls()).noneMatch(call -> call.startsWith("reboot"));
  }

  @Test
  void waitsForTenNodesAtOnce() throws Exception {
    String[] keys = IntStream.range(0, 10).mapToObj(i -> "n" + i).toArray(String[]::new);
    CyclicBarrier together = new CyclicBarrier(keys.length);
    host.onAwait(
        (id, progress, cancelled) -> {
          try {
            together.await(60, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new HostException("the others did not come", e);
          }
        });
    engine(SETTINGS, keys).up("--parallel", "16").succeeded();
  }

  @Test
  void keepsSecretsSecret() throws Exception {
    PulumiEngine engine = engine(SETTINGS, "a");
    engine.up().succeeded();
    JsonNode instance = engine.resource("Instance::a");
    for (String side : new String[] {"inputs", "outputs"}) {
      assertThat(instance.get(side).get("userDataBase64").has("ciphertext")).as(side).isTrue();
    }
    assertThat(instance.toString()).doesNotContain("c2VjcmV0");
  }

  @Test
  void leavesNothingBehindOnDestroy() throws Exception {
    PulumiEngine engine = engine(SETTINGS, "a");
    engine.up().succeeded();
    engine.operate("destroy").succeeded();
    assertThat(host.isEmpty()).isTrue();
    assertThat(new Cloud(temp.resolve("aws"), host).listAll()).isEmpty();
  }
}
