package io.redissentinel.lab.cloud;

import static io.redissentinel.lab.cloud.CloudFixture.instanceInputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.ec2.Instances;
import io.redissentinel.lab.cloud.ec2.Volumes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS loses by itself, and what a refresh then finds. */
class LossTest {
  @TempDir Path folder;
  private CloudFixture aws;
  private Resource nic;
  private Resource instance;
  private Resource volume;
  private Resource attachment;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
    nic = aws.nic();
    instance = aws.create(Instances.TOKEN, instanceInputs(nic).with("disableApiTermination", true));
    volume = aws.volume();
    attachment = aws.attachment(volume, instance);
  }

  @Test
  void anInstanceGoesWithItsAttachmentAndLeavesVolumeAndInterface() {
    aws.cloud.lose(Instances.TOKEN, instance.id());
    assertThat(isThere(instance)).isFalse();
    assertThat(isThere(attachment)).isFalse();
    assertThat(isThere(volume)).isTrue();
    assertThat(isThere(nic)).isTrue();
    assertThat(aws.host.calls())
        .contains("terminate " + instance.id())
        .doesNotContain("deleteVolume " + volume.id(), "deleteInterface " + nic.id());
    aws.attachment(volume, aws.instanceOn(nic));
  }

  @Test
  void aVolumeGoesWithItsAttachment() {
    aws.cloud.lose(Volumes.TOKEN, volume.id());
    assertThat(isThere(volume)).isFalse();
    assertThat(isThere(attachment)).isFalse();
    assertThat(isThere(instance)).isTrue();
    assertThat(aws.host.calls())
        .containsSubsequence(
            "detach " + instance.id() + " " + volume.id(), "deleteVolume " + volume.id());
    aws.attachment(aws.volume(), instance);
  }

  @Test
  void nothingThatIsNotThereCanBeLost() {
    refusal("NotFound", () -> aws.cloud.lose(Volumes.TOKEN, "vol-1"));
  }

  @Test
  void anUpdateOfWhatIsLostSaysThatARefreshHelps() {
    aws.cloud.lose(Volumes.TOKEN, volume.id());
    assertThat(refusal("NotFound", () -> aws.update(volume, volume.inputs().with("size", 9))))
        .contains("pulumi refresh");
  }

  private boolean isThere(Resource resource) {
    return aws.cloud.read(resource.type(), resource.id()).isPresent();
  }
}
