package io.redissentinel.lab.cloud;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.ec2.NetworkInterfaces;
import io.redissentinel.lab.cloud.ec2.Volumes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudTest {
  @TempDir Path temp;
  private Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    folder = temp.resolve("aws");
    aws = new CloudFixture(folder);
  }

  @Test
  void keepsWhatItHasBetweenProcesses() throws Exception {
    Resource volume = aws.volume();
    assertThat(new CloudFixture(folder).cloud.read(Volumes.TOKEN, volume.id())).contains(volume);
    assertThat(new CloudFixture(folder).cloud.listAll()).containsExactly(volume);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void leavesNoRecordOfWhatTheMachineRefused() {
    for (String call : List.of("createInterface", "applyFirewall")) {
      aws.host.failOn(call);
      assertThatThrownBy(() -> aws.nic()).isInstanceOf(HostException.class);
      aws.host.failOn("");
      assertThat(aws.cloud.list(NetworkInterfaces.TOKEN)).isEmpty();
    }
  }

  @Test
  void givesNoAddressTwiceHoweverManyAskAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Resource>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Properties inputs = inputs("subnetId", CloudFixture.SUBNET_A);
        tasks.add(() -> aws.cloud.create(NetworkInterfaces.TOKEN, "urn", inputs));
      }
      List<String> addresses = new ArrayList<>();
      for (Future<Resource> made : pool.invokeAll(tasks)) {
        addresses.add(made.get().outputs().requireText("privateIp"));
      }
      assertThat(new HashSet<>(addresses)).hasSize(16);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void namesWhatItDoesNotModel() {
    assertThatThrownBy(() -> aws.cloud.check("aws:s3/bucket:Bucket", inputs()))
        .isInstanceOf(NotModelledException.class)
        .hasMessageContaining("the lab does not model the resource type aws:s3/bucket:Bucket");
    assertThat(
            aws.cloud.check(
                Volumes.TOKEN,
                inputs("availabilityZone", "z", "size", 1, "outpostArn", "x", "__defaults", "y")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.property()).isEqualTo("outpostArn");
              assertThat(problem.reason()).contains("does not model the property 'outpostArn'");
            });
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(aws.cloud.check(Volumes.TOKEN, inputs("size", 1)))
        .extracting("property")
        .containsExactly("availabilityZone");
  }

  @Test
  void deletesWhatIsGoneAlready() {
    aws.cloud.delete(Volumes.TOKEN, "vol-1");
    assertThat(aws.cloud.read(Volumes.TOKEN, "vol-1")).isEmpty();
  }

  @Test
  void previewsWithUnknownsForWhatAwsChooses() {
    Properties preview =
        aws.cloud.previewCreate(NetworkInterfaces.TOKEN, inputs("subnetId", Unknown.VALUE));
    assertThat(preview.isUnknown("privateIp")).isTrue();
    assertThat(preview.isUnknown("tagsAll")).isFalse();
    Properties known = inputs("privateIp", "10.77.1.10");
    assertThat(aws.cloud.previewUpdate(NetworkInterfaces.TOKEN, known, inputs()).text("privateIp"))
        .contains("10.77.1.10");
  }

  @Test
  void bringsBackWhatARestartOfTheMachineTakes() {
    Resource nic = aws.nic();
    FakeHost restarted = new FakeHost();
    new Cloud(folder, restarted).restore();
    assertThat(restarted.calls())
        .containsExactly("createInterface " + nic.id() + " 10.77.1.10", "applyFirewall");
  }
}
