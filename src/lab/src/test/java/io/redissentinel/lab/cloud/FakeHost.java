package io.redissentinel.lab.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A machine that does nothing, keeps a list of what it was asked to do, and fails on demand. */
public final class FakeHost implements Host {
  /** What a node's readiness comes to. */
  @FunctionalInterface
  public interface Node {
    void await(String instanceId, Consumer<String> progress, BooleanSupplier cancelled);
  }

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, MachineState> machines = new ConcurrentHashMap<>();
  private final Map<String, Machine> metadata = new ConcurrentHashMap<>();
  private volatile FirewallRules firewall = new FirewallRules(Map.of(), List.of());
  private volatile Node node = (id, progress, cancelled) -> progress.accept("ready");
  private volatile String failing = "";
  private final FakeApis fakes = new FakeApis();
  private final AwsApis apis;

  public FakeHost() {
    this.apis = fakes.apis();
  }

  /** One where AWS's own services are not played. */
  public FakeHost(AwsApis apis) {
    this.apis = apis;
  }

  /** The calls so far, for example {@code stop i-1}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  public FirewallRules firewall() {
    return firewall;
  }

  public Machine machine(String instanceId) {
    return metadata.get(instanceId);
  }

  /** Whether nothing is left of what was made. */
  public boolean isEmpty() {
    List<String> left = new ArrayList<>();
    for (String call : calls) {
      String[] words = call.split(" ");
      switch (words[0]) {
        case "createInterface", "createVolume", "launch" -> left.add(words[1]);
        case "deleteInterface", "deleteVolume", "terminate" -> left.removeIf(words[1]::equals);
        default -> {
          // Changes nothing of what there is.
        }
      }
    }
    return left.isEmpty() && fakes.isEmpty();
  }

  public void onAwait(Node behaviour) {
    node = behaviour;
  }

  /** Makes every call fail whose record begins so; empty for none. */
  public void failOn(String prefix) {
    failing = prefix;
  }

  public void setState(String instanceId, MachineState state) {
    machines.put(instanceId, state);
  }

  private void record(String call) {
    calls.add(call);
    if (!failing.isEmpty() && call.startsWith(failing)) {
      throw new HostException("the fake host was told to fail at " + call);
    }
  }

  @Override
  public void createInterface(Interface nic) {
    record("createInterface " + nic.id() + " " + nic.address());
  }

  @Override
  public void deleteInterface(String interfaceId) {
    record("deleteInterface " + interfaceId);
  }

  @Override
  public void createVolume(String volumeId, int sizeGiB) {
    record("createVolume " + volumeId + " " + sizeGiB);
  }

  @Override
  public void growVolume(String volumeId, int sizeGiB) {
    record("growVolume " + volumeId + " " + sizeGiB);
  }

  @Override
  public void deleteVolume(String volumeId) {
    record("deleteVolume " + volumeId);
  }

  @Override
  public void launch(Machine machine) {
    record("launch " + machine.instanceId());
    metadata.put(machine.instanceId(), machine);
    machines.put(machine.instanceId(), MachineState.RUNNING);
  }

  @Override
  public void start(String instanceId) {
    record("start " + instanceId);
    machines.put(instanceId, MachineState.RUNNING);
  }

  @Override
  public void stop(String instanceId) {
    record("stop " + instanceId);
    machines.put(instanceId, MachineState.STOPPED);
  }

  @Override
  public void reboot(String instanceId) {
    record("reboot " + instanceId);
  }

  @Override
  public void terminate(String instanceId) {
    record("terminate " + instanceId);
    machines.remove(instanceId);
  }

  @Override
  public void attach(String instanceId, String volumeId, String deviceName) {
    record("attach " + instanceId + " " + volumeId + " " + deviceName);
  }

  @Override
  public void detach(String instanceId, String volumeId) {
    record("detach " + instanceId + " " + volumeId);
  }

  @Override
  public void updateMetadata(Machine machine) {
    record("updateMetadata " + machine.instanceId());
    metadata.put(machine.instanceId(), machine);
  }

  @Override
  public void applyFirewall(FirewallRules rules) {
    record("applyFirewall");
    firewall = rules;
  }

  @Override
  public MachineState state(String instanceId) {
    return machines.getOrDefault(instanceId, MachineState.ABSENT);
  }

  @Override
  public void awaitReady(String instanceId, Consumer<String> progress, BooleanSupplier cancelled) {
    record("awaitReady " + instanceId);
    node.await(instanceId, progress, cancelled);
  }

  @Override
  public AwsApis aws() {
    return apis;
  }
}
