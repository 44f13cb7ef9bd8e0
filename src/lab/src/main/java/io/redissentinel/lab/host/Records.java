package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.Interface;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** What must be known again after a restart of the machine: interfaces, and each node's parts. */
final class Records {
  private static final String VOLUME = "volume.";
  private static final String TAKEN_OUT = "takenOut.";
  private final LabSettings lab;

  Records(LabSettings lab) {
    this.lab = lab;
  }

  void save(Interface nic) {
    Properties properties = new Properties();
    properties.setProperty("id", nic.id());
    properties.setProperty("subnetId", nic.subnetId());
    properties.setProperty("address", nic.address());
    properties.setProperty("prefixLength", Integer.toString(nic.prefixLength()));
    properties.setProperty("gateway", nic.gateway());
    properties.setProperty("mac", nic.mac());
    write(file(nic.id()), properties);
  }

  Optional<Interface> findInterface(String interfaceId) {
    return read(file(interfaceId))
        .map(
            p ->
                new Interface(
                    p.getProperty("id"),
                    p.getProperty("subnetId"),
                    p.getProperty("address"),
                    Integer.parseInt(p.getProperty("prefixLength")),
                    p.getProperty("gateway"),
                    p.getProperty("mac")));
  }

  void deleteInterface(String interfaceId) {
    Folders.delete(file(interfaceId));
  }

  void saveNode(String instanceId, String interfaceId) {
    Properties properties = new Properties();
    properties.setProperty("interface", interfaceId);
    write(nodeFile(instanceId), properties);
  }

  boolean nodeExists(String instanceId) {
    return Files.exists(nodeFile(instanceId));
  }

  /** The interface of a node; the node must exist. */
  Interface interfaceOf(String instanceId) {
    String id = node(instanceId).getProperty("interface");
    return findInterface(id)
        .orElseThrow(() -> new HostException(instanceId + ": no network interface " + id));
  }

  /** The node's volumes: device name by volume id. */
  synchronized Map<String, String> attachments(String instanceId) {
    Map<String, String> attachments = new TreeMap<>();
    read(nodeFile(instanceId))
        .ifPresent(
            properties ->
                properties.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(VOLUME))
                    .forEach(
                        key ->
                            attachments.put(
                                key.substring(VOLUME.length()), properties.getProperty(key))));
    return attachments;
  }

  /** As {@link #attachments}, without what was taken out. */
  synchronized Map<String, String> present(String instanceId) {
    Map<String, String> present = attachments(instanceId);
    Properties properties = node(instanceId);
    present.keySet().removeIf(volume -> properties.containsKey(TAKEN_OUT + volume));
    return present;
  }

  /** Keeps in mind whether an attached volume is out of the machine for now. */
  synchronized void takeOut(String instanceId, String volumeId, boolean out) {
    Properties properties = node(instanceId);
    properties.remove(TAKEN_OUT + volumeId);
    if (out) {
      properties.setProperty(TAKEN_OUT + volumeId, "true");
    }
    write(nodeFile(instanceId), properties);
  }

  synchronized void attach(String instanceId, String volumeId, String deviceName) {
    Properties properties = node(instanceId);
    properties.setProperty(VOLUME + volumeId, deviceName);
    write(nodeFile(instanceId), properties);
  }

  synchronized void detach(String instanceId, String volumeId) {
    Properties properties = node(instanceId);
    properties.remove(VOLUME + volumeId);
    properties.remove(TAKEN_OUT + volumeId);
    write(nodeFile(instanceId), properties);
  }

  private Properties node(String instanceId) {
    return read(nodeFile(instanceId))
        .orElseThrow(() -> new HostException("there is no instance " + instanceId));
  }

  private Path file(String interfaceId) {
    return lab.interfaces().resolve(interfaceId + ".properties");
  }

  private Path nodeFile(String instanceId) {
    return lab.node(instanceId).resolve("node.properties");
  }

  private static Optional<Properties> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(properties);
    } catch (IOException e) {
      throw new HostException("cannot read " + file, e);
    }
  }

  private static void write(Path file, Properties properties) {
    try {
      StringWriter text = new StringWriter();
      properties.store(text, null);
      Folders.write(file, text.toString());
    } catch (IOException e) {
      throw new HostException("cannot write " + file, e);
    }
  }
}
