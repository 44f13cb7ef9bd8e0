package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.FirewallRule;
import io.redissentinel.lab.cloud.FirewallRule.Cidr;
import io.redissentinel.lab.cloud.FirewallRule.Direction;
import io.redissentinel.lab.cloud.FirewallRules;
import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** A lab of the tests' own, and what they say about it in one word. */
final class Lab {
  static final Interface NIC_A = nic("0a", "10.77.1.11", "10.77.1.1");
  static final Interface NIC_B = nic("0b", "10.77.2.11", "10.77.2.1");
  static final String GROUP = "sg-0123456789abcdef0";
  static final FirewallRule EGRESS =
      new FirewallRule(
          GROUP,
          Direction.EGRESS,
          "-1",
          OptionalInt.empty(),
          OptionalInt.empty(),
          new Cidr("0.0.0.0/0"));

  final LabSettings settings;
  final LabHost host;

  Lab(String name, Path folder) {
    settings =
        new LabSettings(name, folder, image(), folder, MotoTest.environment(), Optional.empty());
    host = new LabHost(settings);
  }

  private static Path image() {
    String image = System.getProperty("lab.image", System.getenv("LAB_IMAGE"));
    if (image == null || !Files.exists(Path.of(image, "etc/os-release"))) {
      throw new IllegalStateException(
          "these tests boot real nodes: set LAB_IMAGE to the folder of a base image, got " + image);
    }
    return Path.of(image);
  }

  static Interface nic(String number, String address, String gateway) {
    String id = "eni-" + "0".repeat(15) + number;
    return new Interface(id, "subnet-1", address, 24, gateway, "02:00:00:00:00:" + number);
  }

  void launch(String instanceId, Interface nic) {
    host.createInterface(nic);
    host.launch(machine(instanceId, nic));
  }

  /** Launches and waits; returns what the node said meanwhile. */
  List<String> launchReady(String instanceId, Interface nic) {
    launch(instanceId, nic);
    return ready(instanceId);
  }

  List<String> ready(String instanceId) {
    List<String> lines = new ArrayList<>();
    host.awaitReady(instanceId, lines::add, () -> false);
    return lines;
  }

  String in(String instanceId, String script) {
    return host.inNode(instanceId, List.of("sh", "-c", script)).run().output().strip();
  }

  void rules(FirewallRule... rules) {
    Set<String> members = Set.of(NIC_A.address(), NIC_B.address());
    host.applyFirewall(new FirewallRules(Map.of(GROUP, members), List.of(rules)));
  }

  static FirewallRule ingress(int port, FirewallRule.Peer peer) {
    return new FirewallRule(
        GROUP, Direction.INGRESS, "tcp", OptionalInt.of(port), OptionalInt.of(port), peer);
  }

  private static Machine machine(String instanceId, Interface nic) {
    return new Machine(
        instanceId,
        instanceId,
        nic.id(),
        "lab-local-1a",
        "lab-local-1",
        "ami-1",
        "t3.micro",
        userData(),
        true,
        1,
        Optional.of(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfTheTestsOnlyNobodyHasThePrivatePart test"),
        Optional.empty(),
        Map.of("Name", instanceId));
  }

  private static byte[] userData() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream text = Lab.class.getResourceAsStream("user-data.yaml");
        GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      text.transferTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
