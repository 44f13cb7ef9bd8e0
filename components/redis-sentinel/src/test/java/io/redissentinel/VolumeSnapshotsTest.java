package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.test.PulumiTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Daily snapshots of the data volumes. */
class VolumeSnapshotsTest {
  private static final String NAME = "redis-volume-snapshots";
  private static final String VOLUME = "aws:ebs/volume:Volume";

  private final Mocked aws = new Mocked();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void defaults() {
    VolumeSnapshotArgs snapshots = VolumeSnapshotArgs.builder().build();
    assertThat(snapshots.days()).isEqualTo(7);
    assertThat(snapshots.timeOfDay()).isEqualTo("03:00");
    assertThat(Refusals.ofVolumeSnapshots(args -> args)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void daysOutOfRangeAreRefused(int days) {
    assertThat(Refusals.ofVolumeSnapshots(args -> args.days(days)))
        .containsExactly(
            "volumeSnapshots.days: must be between 1 and 1000, got %d; leave volumeSnapshots out"
                    .formatted(days)
                + " to have none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "3:00", "24:00", "23:60", "03:00 ", "03:00\n"})
  void whatIsNoTimeOfDayIsRefused(String time) {
    assertThat(Refusals.ofVolumeSnapshots(args -> args.timeOfDay(time)))
        .singleElement()
        .asString()
        .startsWith("volumeSnapshots.timeOfDay: must be HH:MM, from 00:00 to 23:59, in UTC, got")
        .endsWith("for example 03:00");
  }

  @Test
  void thereAreNoneUnlessAskedFor() {
    up(RedisSentinelArgs.builder());
    assertThat(aws.names()).noneMatch(name -> name.contains(NAME));
    assertThat(tags("redis-a-data")).doesNotContainKey("redis-sentinel:volume-snapshots");
  }

  @Test
  void aPolicyTakesThemOfTheDataVolumesAndOfNoOther() {
    var snapshots = VolumeSnapshotArgs.builder().days(14).timeOfDay("22:30").build();
    up(RedisSentinelArgs.builder().volumeSnapshots(snapshots));

    Map<String, Object> policy = aws.inputs("aws:dlm/lifecyclePolicy:LifecyclePolicy", NAME);
    assertThat(policy)
        .contains(
            entry("state", "ENABLED"),
            entry("executionRoleArn", "arn:aws-cn:iam::111122223333:role/" + NAME),
            entry("tags", Map.of("Name", "redis", "redis-sentinel:cluster", "redis")));
    assertThat(policy.get("policyDetails"))
        .isEqualTo(
            Map.of(
                "resourceTypes",
                List.of("VOLUME"),
                "targetTags",
                Map.of("redis-sentinel:volume-snapshots", "redis"),
                "schedules",
                List.of(
                    Map.of(
                        "name",
                        "daily",
                        "createRule",
                        Map.of("interval", 24.0, "intervalUnit", "HOURS", "times", "22:30"),
                        "retainRule",
                        Map.of("interval", 14.0, "intervalUnit", "DAYS"),
                        "copyTags",
                        true))));
    for (String key : List.of("a", "b", "c")) {
      assertThat(tags("redis-%s-data".formatted(key)))
          .contains(entry("redis-sentinel:volume-snapshots", "redis"));
    }
    Object rootDisk = aws.inputs("aws:ec2/instance:Instance", "redis-a").get("rootBlockDevice");
    assertThat(rootDisk.toString()).doesNotContain("redis-sentinel:volume-snapshots");
  }

  @Test
  void itsRoleIsForTheLifecycleManagerAlone() {
    up(RedisSentinelArgs.builder().volumeSnapshots(VolumeSnapshotArgs.builder().build()));
    assertThat(aws.inputs("aws:iam/role:Role", NAME).get("assumeRolePolicy"))
        .asString()
        .contains("\"Principal\": {\"Service\": \"dlm.amazonaws.com\"}");
    assertThat(aws.inputs("aws:iam/rolePolicyAttachment:RolePolicyAttachment", NAME))
        .containsOnly(
            entry("role", NAME + "-1234"),
            entry(
                "policyArn",
                "arn:aws-cn:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole"));
    assertThat(aws.names()).contains("redis-sentinel:index:VolumeSnapshots " + NAME);
  }

  private Map<String, Object> tags(String volume) {
    Map<String, Object> tags = new TreeMap<>();
    ((Map<?, ?>) aws.inputs(VOLUME, volume).get("tags"))
        .forEach((key, value) -> tags.put(key.toString(), value));
    return tags;
  }

  private void up(RedisSentinelArgs.Builder args) {
    aws.run(ctx -> new RedisSentinel("redis", args.build())).throwOnError();
  }
}
