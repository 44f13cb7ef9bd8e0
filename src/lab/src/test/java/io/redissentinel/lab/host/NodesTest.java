package io.redissentinel.lab.host;

import static io.redissentinel.lab.host.Lab.EGRESS;
import static io.redissentinel.lab.host.Lab.NIC_A;
import static io.redissentinel.lab.host.Lab.NIC_B;
import static io.redissentinel.lab.host.Lab.ingress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.lab.cloud.FirewallRule.Cidr;
import io.redissentinel.lab.cloud.FirewallRule.Group;
import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.MachineState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes: needs root, the lab's packages, and a base image. */
@Tag("nodes")
class NodesTest {
  private static final String VOLUME = "vol-0123456789abcdef0";
  private static final String DEVICE =
      "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0";
  private static final String A = "i-0000000000000000a";
  private static final String B = "i-0000000000000000b";

  @TempDir private static Path folder;
  private static Lab lab;

  @BeforeAll
  static void create() {
    lab = new Lab("redis-host-test", folder.resolve("nodes-test"));
  }

  @AfterEach
  void terminate() {
    lab.host.terminate(A);
    lab.host.terminate(B);
    lab.host.deleteVolume(VOLUME);
  }

  @AfterAll
  static void destroy() {
    lab.host.destroyEverything();
  }

  @Test
  void bootsFromUserDataAndReportsProgress() {
    assertThat(lab.launchReady(A, NIC_A)).contains("boot: begins").endsWith("ready boot: done");
    assertThat(lab.in(A, "systemctl is-system-running --wait")).isEqualTo("running");
    assertThat(lab.in(A, "hostname")).isEqualTo("ip-10-77-1-11");
    assertThat(lab.in(A, "cat /home/*/.ssh/authorized_keys")).contains("KeyOfTheTests");
    assertThat(lab.in(A, "sysctl -n -w net.core.somaxconn=1024")).isEqualTo("1024");
  }

  @Test
  void aVolumeComesAfterBootAndStaysOverARebootAndAPowerCut() {
    lab.launchReady(A, NIC_A);
    lab.host.createVolume(VOLUME, 1);
    lab.host.attach(A, VOLUME, "/dev/sdf");
    lab.in(A, "mkfs.ext4 -q %s && mkdir /data".formatted(DEVICE));
    String mount = "mount UUID=$(blkid -p -s UUID -o value %s) /data".formatted(DEVICE);
    lab.in(A, mount + " && echo kept > /data/file && sync");
    lab.host.reboot(A);
    assertThat(lab.ready(A)).endsWith("ready boot: done");
    assertThat(lab.in(A, mount + " && cat /data/file")).isEqualTo("kept");
    lab.host.kill(A);
    assertThat(lab.host.state(A)).isEqualTo(MachineState.STOPPED);
    lab.host.start(A);
    lab.ready(A);
    assertThat(lab.in(A, mount + " && cat /data/file")).isEqualTo("kept");
    assertThat(lab.in(A, "curl -s -o /dev/null -w '%{http_code}' http://169.254.169.254/latest"))
        .isEqualTo("401");
  }

  @Test
  void aNodeBootsWithoutItsVolumeAndGetsItLater() {
    lab.launchReady(A, NIC_A);
    lab.host.createVolume(VOLUME, 1);
    lab.host.attach(A, VOLUME, "/dev/sdf");
    lab.host.kill(A);
    lab.host.takeOut(A, VOLUME);
    assertThat(lab.host.isPresent(A, VOLUME)).isFalse();
    lab.host.start(A);
    lab.ready(A);
    assertThat(lab.in(A, "ls /dev/disk/by-id")).isEmpty();
    lab.host.putBack(A, VOLUME);
    assertThat(lab.in(A, "blockdev --getsize64 " + DEVICE)).isEqualTo("" + (1L << 30));
    assertThat(lab.host.isPresent(A, VOLUME)).isTrue();
  }

  @Test
  void aMountedVolumeIsNotDetached() {
    lab.launchReady(A, NIC_A);
    lab.host.createVolume(VOLUME, 1);
    lab.host.attach(A, VOLUME, "/dev/sdf");
    lab.in(A, "mkfs.ext4 -q %1$s && mount %1$s /mnt".formatted(DEVICE));
    assertThatThrownBy(() -> lab.host.detach(A, VOLUME))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("still mounted");
    lab.host.stop(A);
    lab.host.detach(A, VOLUME);
    assertThat(Command.of("losetup", "--list").run().output()).doesNotContain(VOLUME);
  }

  @Test
  void aGrownVolumeIsLargerInTheRunningNode() {
    lab.launchReady(A, NIC_A);
    lab.host.createVolume(VOLUME, 1);
    lab.host.attach(A, VOLUME, "/dev/sdf");
    lab.host.growVolume(VOLUME, 2);
    assertThat(lab.in(A, "blockdev --getsize64 " + DEVICE)).isEqualTo("" + (2L << 30));
  }

  @Test
  void securityGroupsBlockAndOpenLive() {
    lab.launchReady(A, NIC_A);
    lab.launchReady(B, NIC_B);
    listen(B);
    lab.rules(EGRESS);
    assertThat(reaches(A)).isFalse();
    lab.rules(EGRESS, ingress(6379, new Group(Lab.GROUP)));
    assertThat(reaches(A)).isTrue();
    assertThat(clientReaches()).isFalse();
    lab.rules(ingress(6379, new Group(Lab.GROUP)));
    assertThat(reaches(A)).as("without an egress rule").isFalse();
    lab.rules(EGRESS, ingress(6379, new Cidr("10.77.0.0/24")));
    assertThat(clientReaches()).isTrue();
    assertThat(reaches(A)).isFalse();
  }

  @Test
  void aCutNodeIsReachedAgainOnceHealed() {
    lab.launchReady(A, NIC_A);
    lab.launchReady(B, NIC_B);
    listen(B);
    lab.rules(EGRESS, ingress(6379, new Cidr("10.77.0.0/16")));
    lab.host.cut(B, Cut.FROM_PEERS_ONLY);
    assertThat(reaches(A)).isFalse();
    assertThat(clientReaches()).isTrue();
    lab.host.cut(B, Cut.ALL);
    assertThat(clientReaches()).isFalse();
    lab.host.heal(B);
    assertThat(reaches(A)).isTrue();
    lab.host.linkDown(B);
    assertThat(reaches(A)).isFalse();
    lab.host.heal(B);
    assertThat(reaches(A)).isTrue();
  }

  @Test
  void aNewInstanceTakesOverTheInterface() {
    lab.launchReady(A, NIC_A);
    lab.in(A, "touch /root/old; sysctl -q -w net.core.somaxconn=1024");
    lab.host.terminate(A);
    assertThat(lab.host.state(A)).isEqualTo(MachineState.ABSENT);
    lab.launchReady(B, NIC_A);
    assertThat(lab.in(B, "hostname; ls /root; sysctl -n net.core.somaxconn"))
        .startsWith("ip-10-77-1-11")
        .doesNotContain("old", "1024");
  }

  /** Returns once the port is open. */
  private static void listen(String instanceId) {
    lab.in(
        instanceId,
        "cd /tmp && systemd-run --quiet python3 -m http.server 6379;"
            + " timeout 10 sh -c 'until curl -s -o /dev/null localhost:6379; do sleep 0.1; done'");
  }

  private static boolean reaches(String from) {
    return lab.host.inNode(from, probe()).attempt().ok();
  }

  private static boolean clientReaches() {
    return lab.host.inLab(probe()).attempt().ok();
  }

  private static List<String> probe() {
    return List.of(
        "timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/%s/6379".formatted(NIC_B.address()));
  }
}
