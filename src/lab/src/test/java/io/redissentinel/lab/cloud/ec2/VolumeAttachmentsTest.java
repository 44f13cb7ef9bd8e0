package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.SUBNET_B;
import static io.redissentinel.lab.cloud.CloudFixture.instanceInputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Resource.Readiness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeAttachmentsTest {
  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  private Resource node() {
    return aws.create(
        Instances.TOKEN,
        instanceInputs(aws.nic()).with("tags", Map.of("redis-sentinel:node", "a")));
  }

  private Readiness recorded(Resource attachment) {
    return aws.cloud.list(VolumeAttachments.TOKEN).stream()
        .filter(other -> other.id().equals(attachment.id()))
        .findFirst()
        .orElseThrow()
        .readiness();
  }

  @Test
  void refusesAVolumeInUse() {
    Resource volume = aws.volume();
    aws.attachment(volume, aws.instanceOn(aws.nic()));
    Resource other = aws.instanceOn(aws.nic());
    refusal("VolumeInUse", () -> aws.attachment(volume, other));
  }

  @Test
  void refusesAVolumeOfAnotherZone() {
    Resource volume = aws.volume();
    Resource instance = aws.instanceOn(aws.nic("subnetId", SUBNET_B));
    refusal("InvalidVolume.ZoneMismatch", () -> aws.attachment(volume, instance));
  }

  @Test
  void refusesADeviceNameInUse() {
    Resource instance = aws.instanceOn(aws.nic());
    aws.attachment(aws.volume(), instance);
    Resource second = aws.volume();
    assertThat(refusal("InvalidParameterValue", () -> aws.attachment(second, instance)))
        .contains("/dev/sdf is already in use");
  }

  @Test
  void refusesWhatDoesNotExist() {
    refusal(
        "InvalidVolume.NotFound",
        () ->
            aws.create(
                VolumeAttachments.TOKEN,
                "deviceName",
                "/dev/sdf",
                "volumeId",
                "vol-1",
                "instanceId",
                "i-1"));
    Resource volume = aws.volume();
    refusal(
        "InvalidInstanceID.NotFound",
        () ->
            aws.create(
                VolumeAttachments.TOKEN,
                "deviceName",
                "/dev/sdf",
                "volumeId",
                volume.id(),
                "instanceId",
                "i-1"));
  }

  @Test
  void waitsForNodesAndForNoOtherInstances() {
    Resource plain = aws.attachment(aws.volume(), aws.instanceOn(aws.nic()));
    List<String> lines = new ArrayList<>();
    aws.cloud.awaitReady(plain, lines::add, () -> false);
    assertThat(lines).isEmpty();

    Resource ofNode = aws.attachment(aws.volume(), node());
    aws.cloud.awaitReady(ofNode, lines::add, () -> false);
    assertThat(lines).containsExactly("ready");
  }

  @Test
  void givesANodeThatFailedAnotherBoot() {
    Resource instance = node();
    Resource attachment = aws.attachment(aws.volume(), instance);
    aws.host.onAwait(
        (id, progress, cancelled) -> {
          throw new HostException("gcc: not found");
        });
    assertThatThrownBy(() -> aws.cloud.awaitReady(attachment, line -> {}, () -> false))
        .hasMessageContaining("gcc");
    assertThat(recorded(attachment)).isEqualTo(Readiness.FAILED);

    aws.host.onAwait((id, progress, cancelled) -> {});
    Resource again = aws.update(attachment, attachment.inputs());
    assertThat(aws.host.calls()).contains("reboot " + instance.id());
    aws.cloud.awaitReady(again, line -> {}, () -> false);
    assertThat(recorded(attachment)).isEqualTo(Readiness.READY);
  }

  @Test
  void givesNoBootToANodeWhoseWaitWasCancelled() {
    Resource instance = node();
    Resource attachment = aws.attachment(aws.volume(), instance);
    aws.host.onAwait(
        (id, progress, cancelled) -> {
          throw new HostException("cancelled");
        });
    assertThatThrownBy(() -> aws.cloud.awaitReady(attachment, line -> {}, () -> true))
        .isInstanceOf(HostException.class);
    assertThat(recorded(attachment)).isEqualTo(Readiness.UNKNOWN);
    aws.update(attachment, attachment.inputs());
    assertThat(aws.host.calls()).doesNotContain("reboot " + instance.id());
  }

  @Test
  void startsANodeThatIsOff() {
    Resource instance = node();
    Resource attachment = aws.attachment(aws.volume(), instance);
    aws.host.setState(instance.id(), MachineState.STOPPED);
    aws.update(attachment, attachment.inputs());
    assertThat(aws.host.calls()).contains("start " + instance.id());
  }

  @Test
  void leavesNoRecordWhenTheMachineCannotAttach() {
    Resource volume = aws.volume();
    Resource instance = node();
    aws.host.failOn("attach");
    assertThatThrownBy(() -> aws.attachment(volume, instance)).isInstanceOf(HostException.class);
    aws.host.failOn("");
    aws.attachment(volume, instance);
  }

  @Test
  void canStopTheInstanceFirst() {
    Resource instance = node();
    Resource attachment = aws.attachment(aws.volume(), instance);
    Resource now =
        aws.update(attachment, attachment.inputs().with("stopInstanceBeforeDetaching", true));
    aws.delete(now);
    assertThat(aws.host.calls()).contains("stop " + instance.id());
    aws.delete(now);
  }
}
