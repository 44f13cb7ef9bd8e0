package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Difference;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.PropertyPath;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Schema.Effect;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.iam.InstanceProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Instances. One stands on a network interface: the one it names, which outlives it, or one that is
 * made for it and goes with it.
 */
public final class Instances implements ResourceType {
  public static final String TOKEN = "aws:ec2/instance:Instance";

  private static final Set<String> USER_DATA = Set.of("userData", "userDataBase64");

  private static final Schema SCHEMA =
      new Schema()
          .replace("ami", "availabilityZone", "subnetId", "privateIp", "keyName")
          .replace("associatePublicIpAddress", "networkInterfaces", "ebsOptimized", "tenancy")
          .replace("rootBlockDevice.encrypted", "rootBlockDevice.kmsKeyId")
          .restart("instanceType", "userData", "userDataBase64")
          .update("rootBlockDevice", "metadataOptions", "creditSpecification", "monitoring")
          .update("disableApiStop", "disableApiTermination", "maintenanceOptions")
          .update("iamInstanceProfile", "instanceInitiatedShutdownBehavior", "volumeTags")
          .update("userDataReplaceOnChange", "vpcSecurityGroupIds", "sourceDestCheck")
          .required("ami", "instanceType")
          .computed("arn", "availabilityZone", "instanceState", "primaryNetworkInterfaceId")
          .computed("privateDns", "privateIp", "publicDns", "publicIp", "subnetId")
          .computed("vpcSecurityGroupIds", "networkInterfaces")
          .tags();

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public boolean filtersTraffic() {
    return true;
  }

  @Override
  public List<Problem> check(Properties inputs) {
    List<Problem> problems = new ArrayList<>();
    if (inputs.has("userData") && inputs.has("userDataBase64")) {
      problems.add(
          new Problem("userData", "only one of [userData] and [userDataBase64] can be given"));
    }
    if (!UserDataBytes.isBase64(inputs)) {
      problems.add(new Problem("userDataBase64", "must be base64-encoded"));
    }
    problems.addAll(PrimaryInterface.check(inputs));
    problems.addAll(InstanceTags.check(inputs));
    return problems;
  }

  /** userDataReplaceOnChange turns the stop and start into a replacement. */
  @Override
  public Effect effect(PropertyPath changed, Properties inputs) {
    boolean replaces =
        USER_DATA.contains(changed.steps().get(0)) && inputs.flag("userDataReplaceOnChange");
    return replaces ? Effect.REPLACE : SCHEMA.effect(changed);
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    if (!inputs.requireText("ami").startsWith("ami-")) {
      throw new AwsException(
          "InvalidAMIID.Malformed",
          "Invalid id: \"" + inputs.requireText("ami") + "\" (expecting \"ami-...\")");
    }
    UserDataBytes.requireFit(inputs);
    inputs.text("keyName").ifPresent(name -> KeyPairs.require(store, name));
    inputs.text("iamInstanceProfile").ifPresent(name -> InstanceProfiles.require(store, name));

    Resource nic = PrimaryInterface.find(store, inputs);
    String zone = NetworkInterfaces.subnet(nic).zone();
    if (inputs.text("availabilityZone").filter(wanted -> !wanted.equals(zone)).isPresent()) {
      throw new AwsException(
          "InvalidParameterValue",
          "The interface's subnet is in the availability zone '"
              + zone
              + "', not in '"
              + inputs.requireText("availabilityZone")
              + "'");
    }
    String id = Ids.random("i");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("ec2", "instance/" + id))
            .with("availabilityZone", zone)
            .with("instanceState", "running")
            .with("primaryNetworkInterfaceId", nic.id())
            .with("privateIp", NetworkInterfaces.address(nic))
            .with("privateDns", NetworkInterfaces.dnsName(NetworkInterfaces.address(nic)))
            .with("publicIp", "")
            .with("publicDns", "")
            .with("subnetId", NetworkInterfaces.subnet(nic).id())
            .with("vpcSecurityGroupIds", NetworkInterfaces.groups(nic))
            .withDefault("networkInterfaces", List.of());
    Resource instance = new Resource(id, TOKEN, urn, inputs, outputs);
    InstanceTags.require(instance);
    if (nic.urn().isEmpty()) {
      store.save(nic);
    }
    return instance;
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    // Also for an interface of its own: after a restart of the machine it may be gone.
    host.createInterface(NetworkInterfaces.asInterface(nic(store, made)));
    host.launch(Machines.of(store, made));
  }

  @Override
  public Resource update(Store store, Resource old, Properties oldInputs, Properties inputs) {
    UserDataBytes.requireFit(inputs);
    inputs.text("iamInstanceProfile").ifPresent(name -> InstanceProfiles.require(store, name));
    Resource now = InstanceTags.updated(old, oldInputs, update(store, old, inputs));
    InstanceTags.require(now);
    if (inputs.has("vpcSecurityGroupIds")) {
      SecurityGroups.requireAll(store, inputs.texts("vpcSecurityGroupIds"));
      store.save(nic(store, old).withOutput("securityGroups", inputs.texts("vpcSecurityGroupIds")));
    }
    return now;
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    boolean restart =
        Difference.between(old.inputs(), now.inputs()).stream()
            .anyMatch(change -> SCHEMA.effect(change.path()) == Effect.RESTART);
    if (restart) {
      host.stop(now.id());
    }
    Machines.tell(store, host, now.id());
    if (restart) {
      host.start(now.id());
    }
  }

  @Override
  public void checkDeletable(Store store, Resource instance) {
    if (instance.inputs().flag("disableApiTermination")) {
      throw new AwsException(
          "OperationNotPermitted",
          "The instance '"
              + instance.id()
              + "' may not be terminated. Modify its 'disableApiTermination' instance attribute"
              + " and try again.");
    }
  }

  /** What is attached to it falls off with it. */
  @Override
  public void remove(Store store, Host host, Resource instance) {
    host.terminate(instance.id());
    for (Resource attachment : store.list(VolumeAttachments.TOKEN)) {
      if (VolumeAttachments.instanceId(attachment).equals(instance.id())) {
        host.detach(instance.id(), attachment.inputs().requireText("volumeId"));
        store.remove(attachment);
      }
    }
    Tags.removeAll(store, instance.id());
    Resource nic = nic(store, instance);
    if (nic.urn().isEmpty()) {
      host.deleteInterface(nic.id());
      store.remove(nic);
    }
  }

  /** An instance that is off is still there; one without its root is terminated, and gone. */
  @Override
  public Optional<Resource> read(Store store, Host host, Resource recorded) {
    MachineState state = host.state(recorded.id());
    if (state == MachineState.ABSENT) {
      return Optional.empty();
    }
    return Optional.of(
        recorded.withOutput(
            "instanceState", state == MachineState.RUNNING ? "running" : "stopped"));
  }

  static Optional<Resource> ofInterface(Store store, String interfaceId) {
    return store.list(TOKEN).stream()
        .filter(i -> i.outputs().requireText("primaryNetworkInterfaceId").equals(interfaceId))
        .findFirst();
  }

  static Resource require(Store store, String id) {
    return store
        .find(TOKEN, id)
        .orElseThrow(
            () ->
                new AwsException(
                    "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist"));
  }

  private static Resource nic(Store store, Resource instance) {
    return NetworkInterfaces.require(
        store, instance.outputs().requireText("primaryNetworkInterfaceId"));
  }
}
