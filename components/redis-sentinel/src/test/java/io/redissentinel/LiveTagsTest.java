package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import io.redissentinel.bootstrap.LiveSettings;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a changed setting comes to a running node: by four tags, and nothing else. */
class LiveTagsTest {
  private static final String INSTANCE = "aws:ec2/instance:Instance";
  private static final String TAG = "aws:ec2/tag:Tag";

  private static final RedisSentinelArgs DEFAULTS = RedisSentinelArgs.builder().build();
  private static final RedisSentinelArgs CHANGED =
      RedisSentinelArgs.builder()
          .redis(
              RedisArgs.builder()
                  .minReplicasToWrite(0)
                  .disabledCommands("FLUSHALL", "DEBUG")
                  .build())
          .persistence(PersistenceArgs.builder().appendFsync(AppendFsync.ALWAYS).build())
          .memory(MemoryArgs.builder().maxMemoryMiB(512).build())
          .sentinel(SentinelArgs.builder().quorum(3).downAfterMillis(2_000).build())
          .build();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void eachNodesInstanceHasAll() {
    Mocked aws = new Mocked();
    up(aws, DEFAULTS);
    LiveSettings settings = ClusterSettings.of(DEFAULTS);
    for (String key : List.of("a", "b", "c")) {
      assertThat(aws.inputs(TAG, "redis-%s-redis-settings".formatted(key)))
          .containsOnly(
              entry("resourceId", "redis-%s-id".formatted(key)),
              entry("key", "redis-sentinel:redis-settings"),
              entry("value", settings.redis()));
      assertThat(aws.inputs(TAG, "redis-%s-sentinel-settings".formatted(key)))
          .containsOnly(
              entry("resourceId", "redis-%s-id".formatted(key)),
              entry("key", "redis-sentinel:sentinel-settings"),
              entry("value", settings.sentinel()));
      assertThat(aws.inputs(TAG, "redis-%s-disabled-commands".formatted(key)))
          .containsOnly(
              entry("resourceId", "redis-%s-id".formatted(key)),
              entry("key", "redis-sentinel:disabled-commands"),
              entry("value", "none"));
      assertThat(aws.inputs(TAG, "redis-%s-backups".formatted(key)))
          .containsOnly(
              entry("resourceId", "redis-%s-id".formatted(key)),
              entry("key", "redis-sentinel:backups"),
              entry("value", "none"));
    }
  }

  @Test
  void anInstanceIsLaunchedWithThem() {
    Mocked aws = new Mocked();
    up(aws, CHANGED);
    LiveSettings settings = ClusterSettings.of(CHANGED);
    assertThat(aws.inputs(INSTANCE, "redis-a").get("tags"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .contains(
            entry("redis-sentinel:redis-settings", settings.redis()),
            entry("redis-sentinel:sentinel-settings", settings.sentinel()),
            entry("redis-sentinel:disabled-commands", "FLUSHALL DEBUG"));
    assertThat(aws.userData("redis-a"))
        .contains(settings.redis(), settings.sentinel(), settings.commands());
  }

  @Test
  void aChangeIsOneOfTheirValuesAndOfWhatIsHeldBack() {
    Mocked before = new Mocked();
    Mocked after = new Mocked();
    up(before, DEFAULTS);
    PulumiTest.cleanup();
    up(after, CHANGED);

    String[] valueAndHeldBack = {"value", "userDataBase64", "tags"};
    assertThat(withoutTheArguments(after.everythingBut(valueAndHeldBack)))
        .isEqualTo(withoutTheArguments(before.everythingBut(valueAndHeldBack)));
    assertThat(after.inputs(TAG, "redis-c-redis-settings").get("value"))
        .isNotEqualTo(before.inputs(TAG, "redis-c-redis-settings").get("value"));
    assertThat(after.inputs(TAG, "redis-c-sentinel-settings").get("value"))
        .isNotEqualTo(before.inputs(TAG, "redis-c-sentinel-settings").get("value"));
  }

  @Test
  void aChangeIsNotPending() {
    Mocked launched = new Mocked();
    up(launched, DEFAULTS);
    PulumiTest.cleanup();
    Mocked aws = new Mocked();
    for (String key : List.of("a", "b", "c")) {
      aws.running(
          INSTANCE + " redis-" + key,
          Map.of("tags", launched.inputs(INSTANCE, "redis-" + key).get("tags")));
    }

    TestResult result = up(aws, CHANGED);

    Object pending = PulumiTest.extractValue(result.outputs().get("pending"));
    assertThat(pending).isEqualTo(List.of());
  }

  /** The component as the state has it says its arguments; they make nothing. */
  private static List<String> withoutTheArguments(String everything) {
    return everything
        .lines()
        .filter(line -> !line.startsWith("redis-sentinel:index:RedisSentinel "))
        .sorted()
        .toList();
  }

  private static TestResult up(Mocked aws, RedisSentinelArgs args) {
    TestResult result =
        aws.run(ctx -> new RedisSentinel("redis", args).outputs().forEach(ctx::export));
    result.throwOnError();
    return result;
  }
}
