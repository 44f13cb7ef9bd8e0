package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.instanceInputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagsTest {
  private static final String KEY = "redis-sentinel:redis-settings";

  @TempDir Path folder;
  private CloudFixture aws;
  private Resource instance;

  @BeforeEach
  void launch() {
    aws = new CloudFixture(folder.resolve("aws"));
    instance =
        aws.create(
            Instances.TOKEN,
            instanceInputs(aws.nic())
                .with("tags", Map.of("Name", "redis-a"))
                .with("metadataOptions", Map.of("instanceMetadataTags", "enabled")));
  }

  @Test
  void anInstanceIsToldOfItsTagsAtOnce() {
    Resource tag = tag(KEY, "appendonly=yes");
    assertThat(tag.id()).isEqualTo(instance.id() + "," + KEY);
    assertThat(told()).containsOnly(Map.entry("Name", "redis-a"), Map.entry(KEY, "appendonly=yes"));
    aws.update(tag, tag.inputs().with("value", "appendonly=no"));
    assertThat(told()).containsEntry(KEY, "appendonly=no");
    aws.delete(tag);
    assertThat(told()).containsOnlyKeys("Name");
    assertThat(aws.host.calls()).doesNotContain("stop " + instance.id());
  }

  /** As of two settings that one `pulumi up` changes. */
  @Test
  void noneIsLostWhereManyChangeAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Resource>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String key = "key" + i;
        tasks.add(() -> aws.cloud.create(Tags.TOKEN, "urn", inputs(instance.id(), key, "v")));
      }
      for (Future<Resource> made : pool.invokeAll(tasks)) {
        made.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(told()).hasSize(17);
  }

  @Test
  void areTheInstancesToWhoeverReadsIt() {
    tag(KEY, "v1");
    assertThat(readInstance().outputs().textMap("tags")).containsEntry(KEY, "v1");
    assertThat(readInstance().outputs().textMap("tagsAll")).containsEntry(KEY, "v1");
  }

  @Test
  void stayWhereAnUpdateOfTheInstanceDoesNotNameThem() {
    tag(KEY, "v1");
    aws.update(instance, instance.inputs().with("tags", Map.of("Name", "other")));
    assertThat(told()).containsOnly(Map.entry("Name", "other"), Map.entry(KEY, "v1"));
  }

  /** What a refresh has put into the state counts as the instance's, and goes with its inputs. */
  @Test
  void goWhereTheEngineBelievesThatTheyAreTheInstances() {
    Resource tag = tag(KEY, "v1");
    Properties refreshed = instance.inputs().with("tags", Map.of("Name", "redis-a", KEY, "v1"));
    aws.cloud.update(Instances.TOKEN, instance.id(), refreshed, instance.inputs());
    assertThat(told()).containsOnlyKeys("Name");
    assertThat(aws.cloud.read(Tags.TOKEN, tag.id())).isEmpty();
  }

  /** Inputs that the engine holds on to (ignoreChanges) do not bring an old value back. */
  @Test
  void keepTheirValueWhereTheInstancesInputsHaveAnOldOne() {
    Resource tag = tag(KEY, "v1");
    Properties refreshed = instance.inputs().with("tags", Map.of("Name", "redis-a", KEY, "v1"));
    aws.update(tag, tag.inputs().with("value", "v2"));
    aws.cloud.update(Instances.TOKEN, instance.id(), refreshed, refreshed.with("monitoring", true));
    assertThat(told()).containsEntry(KEY, "v2");
  }

  @Test
  void areReadAsTheInstanceHasThem() {
    Resource tag = tag(KEY, "v1");
    aws.update(instance, instance.inputs().with("tags", Map.of("Name", "redis-a", KEY, "v3")));
    assertThat(aws.cloud.read(Tags.TOKEN, tag.id()))
        .hasValueSatisfying(read -> assertThat(read.outputs().text("value")).contains("v3"));
    aws.delete(tag);
    assertThat(told()).as("deletion of a tag with another value").containsEntry(KEY, "v3");
  }

  @Test
  void goWithTheirInstance() {
    Resource tag = tag(KEY, "v1");
    aws.delete(instance);
    assertThat(aws.cloud.read(Tags.TOKEN, tag.id())).isEmpty();
    aws.delete(tag);
  }

  @Test
  void canBeOnAnythingThatExists() {
    Resource volume = aws.volume();
    Resource tag = aws.create(Tags.TOKEN, inputs(volume.id(), "team/x", "a b"));
    aws.create(Tags.TOKEN, inputs(aws.group("g").id(), "k", "v"));
    aws.create(Tags.TOKEN, inputs(Region.VPC, "k", "v"));
    assertThat(aws.cloud.read(Tags.TOKEN, tag.id())).isPresent();
    aws.delete(volume);
    assertThat(aws.cloud.read(Tags.TOKEN, tag.id())).isEmpty();
  }

  @Test
  void cannotBeOnWhatDoesNotExist() {
    refusal("InvalidInstanceID.NotFound", () -> aws.create(Tags.TOKEN, inputs("i-1", "k", "v")));
    refusal("InvalidVolume.NotFound", () -> aws.create(Tags.TOKEN, inputs("vol-1", "k", "v")));
    refusal(
        "InvalidNetworkInterfaceID.NotFound",
        () -> aws.create(Tags.TOKEN, inputs("eni-1", "k", "v")));
    refusal("InvalidID", () -> aws.create(Tags.TOKEN, inputs("sg-1", "k", "v")));
    assertThat(aws.cloud.list(Tags.TOKEN)).isEmpty();
  }

  @Test
  void haveTheLimitsOfAws() {
    tag("k".repeat(128), "v".repeat(256));
    refusal("InvalidParameterValue", () -> tag("k".repeat(129), "v"));
    assertThat(refusal("InvalidParameterValue", () -> tag(KEY, "v".repeat(257))))
        .contains("'" + KEY + "' has 29 and 257");
    refusal("InvalidParameterValue", () -> tag("aws:mine", "v"));
  }

  @Test
  void ofAnInstanceWhoseMetadataTellsThemHaveKeysThatAPathCanHave() {
    assertThat(refusal("InvalidParameterValue", () -> tag("team/x", "v")))
        .contains("'team/x' is not a valid tag key");
    refusal("InvalidParameterValue", () -> tag("two words", "v"));
    refusal("InvalidParameterValue", () -> tag("_index", "v"));
    refusal(
        "InvalidParameterValue",
        () -> aws.update(instance, instance.inputs().with("tags", Map.of("team/x", "v"))));
    refusal(
        "InvalidParameterValue",
        () ->
            aws.create(
                Instances.TOKEN,
                instance
                    .inputs()
                    .with("tags", Map.of("team/x", "v"))
                    .with("networkInterfaces", nic())));
    assertThat(told()).containsOnlyKeys("Name");
  }

  @Test
  void areToldOnlyWhereTheInstanceAllowsIt() {
    Resource other = aws.instanceOn(aws.nic());
    aws.create(Tags.TOKEN, inputs(other.id(), "team/x", "v"));
    assertThat(aws.host.machine(other.id()).tags()).isEmpty();
    Properties enabled =
        other.inputs().with("metadataOptions", Map.of("instanceMetadataTags", "enabled"));
    assertThat(refusal("InvalidParameterValue", () -> aws.update(other, enabled)))
        .contains("'team/x'");

    aws.host.forgetCalls();
    aws.update(
        instance,
        instance.inputs().with("metadataOptions", Map.of("instanceMetadataTags", "disabled")));
    assertThat(told()).isEmpty();
    aws.update(instance, instance.inputs());
    assertThat(told()).containsOnlyKeys("Name");
    assertThat(aws.host.calls()).doesNotContain("stop " + instance.id());
  }

  @Test
  void aSettingThatAwsDoesNotKnowIsRefused() {
    assertThat(
            aws.cloud.check(
                Instances.TOKEN,
                instance.inputs().with("metadataOptions", Map.of("instanceMetadataTags", "yes"))))
        .extracting("property")
        .containsExactly("metadataOptions.instanceMetadataTags");
  }

  private List<Map<String, Object>> nic() {
    return List.of(Map.of("networkInterfaceId", aws.nic().id(), "deviceIndex", 0));
  }

  private Map<String, String> told() {
    return aws.host.machine(instance.id()).tags();
  }

  private Resource readInstance() {
    return aws.cloud.read(Instances.TOKEN, instance.id()).orElseThrow();
  }

  private Resource tag(String key, String value) {
    return aws.create(Tags.TOKEN, inputs(instance.id(), key, value));
  }

  private static Properties inputs(String id, String key, String value) {
    return CloudFixture.inputs("resourceId", id, "key", key, "value", value);
  }
}
