package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the metadata service tells an instance, as plain files in metadata/ADDRESS: {@code settings}
 * (whether tokens are required) and the tree below {@code latest}.
 */
final class MetadataFiles {
  private static final String ACCOUNT = "000000000000";
  private static final String CREDENTIALS = "iam/security-credentials/";
  private static final String INFO =
      """
      {
        "Code" : "Success",
        "LastUpdated" : "%s",
        "InstanceProfileArn" : "%s",
        "InstanceProfileId" : "%s"
      }
      """;

  private final LabSettings lab;

  MetadataFiles(LabSettings lab) {
    this.lab = lab;
  }

  /**
   * Brings all up to date. Whose credentials to hand out is not in the tree: the service asks for
   * them. The instance may be asking meanwhile, so what does not change is never away.
   */
  void write(Machine machine, Interface nic, Map<String, String> attachments) {
    Path latest = Path.of("latest");
    Map<Path, byte[]> files = new TreeMap<>();
    files.put(Path.of("settings.properties"), bytes(settings(machine)));
    metadata(machine, nic, attachments)
        .forEach((path, text) -> files.put(latest.resolve("meta-data").resolve(path), bytes(text)));
    files.put(latest.resolve("dynamic/instance-identity/document"), bytes(document(machine, nic)));
    if (machine.userData().length > 0) {
      files.put(latest.resolve("user-data"), machine.userData());
    }
    Folders.replaceTree(lab.metadata().resolve(nic.address()), files);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String settings(Machine machine) {
    String role =
        machine
            .instanceProfile()
            .flatMap(Machine.Profile::roleArn)
            .map(arn -> "roleArn=%s\n".formatted(arn))
            .orElse("");
    return "tokensRequired=%s\n%s".formatted(machine.tokensRequired(), role);
  }

  /** Block devices come and go while the instance runs. */
  void writeDevices(Interface nic, Map<String, String> attachments) {
    Path devices =
        lab.metadata().resolve(nic.address()).resolve("latest/meta-data/block-device-mapping");
    if (Files.exists(devices.getParent())) {
      Folders.deleteTree(devices);
      devices(attachments).forEach((name, text) -> Folders.write(devices.resolve(name), text));
    }
  }

  void delete(Interface nic) {
    Folders.deleteTree(lab.metadata().resolve(nic.address()));
  }

  /** EC2's private DNS name for an address. */
  static String hostName(String address, String region) {
    return "ip-%s.%s.compute.internal".formatted(address.replace('.', '-'), region);
  }

  private static Map<String, String> metadata(
      Machine machine, Interface nic, Map<String, String> attachments) {
    String hostName = hostName(nic.address(), machine.region());
    Map<String, String> files = new TreeMap<>();
    files.put("ami-id", machine.imageId());
    files.put("hostname", hostName);
    files.put("instance-id", machine.instanceId());
    files.put("instance-type", machine.instanceType());
    files.put("local-hostname", hostName);
    files.put("local-ipv4", nic.address());
    files.put("mac", nic.mac());
    files.put("placement/availability-zone", machine.zone());
    files.put("placement/region", machine.region());
    String network = "network/interfaces/macs/%s/".formatted(nic.mac());
    files.put(network + "device-number", "0");
    files.put(network + "interface-id", nic.id());
    files.put(network + "local-hostname", hostName);
    files.put(network + "local-ipv4s", nic.address());
    files.put(network + "mac", nic.mac());
    files.put(network + "subnet-id", nic.subnetId());
    files.put(network + "subnet-ipv4-cidr-block", subnet(nic));
    machine
        .publicKey()
        .ifPresent(
            key -> {
              files.put("public-keys/.index", "0=lab");
              files.put("public-keys/0/openssh-key", key.strip() + "\n");
            });
    machine
        .instanceProfile()
        .ifPresent(
            profile -> {
              files.put("iam/info", INFO.formatted(Instant.now(), profile.arn(), profile.id()));
              // The service fills it in for whoever reads it.
              profile.roleArn().ifPresent(arn -> files.put(CREDENTIALS + roleName(arn), ""));
            });
    machine.tags().forEach((key, value) -> files.put("tags/instance/" + key, value));
    devices(attachments).forEach((name, text) -> files.put("block-device-mapping/" + name, text));
    return files;
  }

  private static String roleName(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static Map<String, String> devices(Map<String, String> attachments) {
    Map<String, String> devices = new TreeMap<>();
    devices.put("ami", "/dev/sda1");
    devices.put("root", "/dev/sda1");
    int number = 1;
    for (String device : attachments.values()) {
      devices.put("ebs" + number++, device.replaceFirst("^/dev/", ""));
    }
    return devices;
  }

  private static String subnet(Interface nic) {
    int bits = 0;
    for (String part : nic.address().split("\\.")) {
      bits = bits << 8 | Integer.parseInt(part);
    }
    int network = bits & (int) (-1L << (32 - nic.prefixLength()));
    return "%d.%d.%d.%d/%d"
        .formatted(
            network >>> 24,
            network >>> 16 & 255,
            network >>> 8 & 255,
            network & 255,
            nic.prefixLength());
  }

  private static String document(Machine machine, Interface nic) {
    return """
        {
          "accountId" : "%s",
          "architecture" : "x86_64",
          "availabilityZone" : "%s",
          "imageId" : "%s",
          "instanceId" : "%s",
          "instanceType" : "%s",
          "privateIp" : "%s",
          "region" : "%s",
          "version" : "2017-09-30"
        }
        """
        .formatted(
            ACCOUNT,
            machine.zone(),
            machine.imageId(),
            machine.instanceId(),
            machine.instanceType(),
            nic.address(),
            machine.region());
  }
}
