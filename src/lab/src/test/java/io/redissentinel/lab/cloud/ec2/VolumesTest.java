package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  @Test
  void growsInPlaceAndNeverShrinks() {
    Resource volume = aws.volume();
    aws.update(volume, volume.inputs().with("size", 20));
    assertThat(aws.host.calls()).contains("growVolume " + volume.id() + " 20");
    assertThat(
            refusal(
                "InvalidParameterValue",
                () -> aws.update(volume, volume.inputs().with("size", 10))))
        .contains("smaller");
  }

  @Test
  void keepsItsSizeWhenTheMachineCannotGrowIt() {
    Resource volume = aws.volume();
    aws.host.failOn("growVolume");
    assertThatThrownBy(() -> aws.update(volume, volume.inputs().with("size", 20)))
        .isInstanceOf(HostException.class);
    assertThat(aws.cloud.read(Volumes.TOKEN, volume.id()))
        .hasValueSatisfying(read -> assertThat(read.inputs().number("size")).hasValue(8));
  }

  @Test
  void refusesZonesThatDoNotExist() {
    refusal(
        "InvalidZone.NotFound",
        () -> aws.create(Volumes.TOKEN, "availabilityZone", "eu-west-1a", "size", 8));
  }

  @Test
  void cannotGoWhileAttached() {
    Resource volume = aws.volume();
    Resource attachment = aws.attachment(volume, aws.instanceOn(aws.nic()));
    assertThat(refusal("VolumeInUse", () -> aws.delete(volume))).contains("currently attached");
    aws.delete(attachment);
    aws.delete(volume);
    assertThat(aws.host.calls()).contains("deleteVolume " + volume.id());
  }
}
