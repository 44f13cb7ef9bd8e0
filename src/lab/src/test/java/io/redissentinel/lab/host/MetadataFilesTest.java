package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataFilesTest {
  private static final Interface NIC =
      new Interface("eni-1", "subnet-1", "10.77.1.11", 24, "10.77.1.1", "02:00:00:00:00:01");

  @TempDir private Path folder;

  @Test
  void writesWhatAnInstanceMayAsk() {
    files().write(machine("#cloud-config\n"), NIC, Map.of("vol-1", "/dev/sdf"));
    Path latest = latest();
    Path metadata = latest.resolve("meta-data");
    assertThat(metadata.resolve("instance-id")).hasContent("i-1");
    assertThat(metadata.resolve("hostname"))
        .hasContent("ip-10-77-1-11.lab-local-1.compute.internal");
    assertThat(metadata.resolve("placement/availability-zone")).hasContent("lab-local-1a");
    assertThat(metadata.resolve("public-keys/0/openssh-key")).hasContent("ssh-ed25519 AAAA");
    assertThat(metadata.resolve("tags/instance/redis-sentinel:node")).hasContent("a");
    assertThat(metadata.resolve("block-device-mapping/ebs1")).hasContent("sdf");
    assertThat(metadata.resolve("network/interfaces/macs/02:00:00:00:00:01/subnet-ipv4-cidr-block"))
        .hasContent("10.77.1.0/24");
    assertThat(metadata.resolve("iam/info")).content().contains("instance-profile/redis-node");
    assertThat(metadata.resolve("iam/security-credentials/redis-role")).isEmptyFile();
    assertThat(latest.resolveSibling("settings.properties"))
        .content()
        .contains("tokensRequired=true", "roleArn=arn:aws:iam::000000000000:role/path/redis-role");
    assertThat(latest.resolve("user-data")).hasContent("#cloud-config\n");
    assertThat(latest.resolve("dynamic/instance-identity/document"))
        .content()
        .contains("\"region\" : \"lab-local-1\"");
  }

  @Test
  void leavesNothingOfAnEarlierInstance() {
    files().write(machine("#cloud-config\n"), NIC, Map.of());
    files().write(machine(""), NIC, Map.of());
    assertThat(latest().resolve("user-data")).doesNotExist();
    files().delete(NIC);
    assertThat(folder.resolve("state/metadata")).isEmptyDirectory();
  }

  @Test
  void leavesTheRestAloneWhereOneTagChanges() throws IOException {
    files().write(machine("#cloud-config\n"), NIC, Map.of());
    Path tags = latest().resolve("meta-data/tags/instance");
    Object userData = inode(latest().resolve("user-data"));
    Object node = inode(tags.resolve("redis-sentinel:node"));
    files().write(machine("#cloud-config\n", Map.of("redis-sentinel:node", "b")), NIC, Map.of());
    assertThat(tags.resolve("redis-sentinel:node")).hasContent("b");
    assertThat(inode(tags.resolve("redis-sentinel:node"))).isNotEqualTo(node);
    assertThat(inode(latest().resolve("user-data"))).isEqualTo(userData);
    files().write(machine("#cloud-config\n", Map.of()), NIC, Map.of());
    assertThat(tags.getParent()).doesNotExist();
    assertThat(latest().resolve("meta-data/instance-id")).exists();
  }

  private static Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private Path latest() {
    return folder.resolve("state/metadata/10.77.1.11/latest");
  }

  private MetadataFiles files() {
    return new MetadataFiles(
        new LabSettings("x", folder.resolve("state"), folder, folder, folder, Optional.empty()));
  }

  private static Machine machine(String userData) {
    return machine(userData, Map.of("redis-sentinel:node", "a"));
  }

  private static Machine machine(String userData, Map<String, String> tags) {
    return new Machine(
        "i-1",
        "redis-a",
        "eni-1",
        "lab-local-1a",
        "lab-local-1",
        "ami-1",
        "t3.micro",
        userData.getBytes(StandardCharsets.UTF_8),
        true,
        1,
        Optional.of("ssh-ed25519 AAAA"),
        Optional.of(
            new Machine.Profile(
                "arn:aws:iam::000000000000:instance-profile/redis-node",
                "AIPA1",
                Optional.of("arn:aws:iam::000000000000:role/path/redis-role"))),
        tags);
  }
}
