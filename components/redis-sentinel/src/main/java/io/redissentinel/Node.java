package io.redissentinel;

import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.NetworkInterface;
import com.pulumi.aws.ec2.NetworkInterfaceArgs;
import com.pulumi.aws.ec2.inputs.InstanceMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.InstanceNetworkInterfaceArgs;
import com.pulumi.aws.ec2.inputs.InstanceRootBlockDeviceArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.redissentinel.bootstrap.LiveSettings;
import io.redissentinel.bootstrap.NodeSpec;
import io.redissentinel.bootstrap.UserData;
import io.redissentinel.topology.Ipv4;
import io.redissentinel.topology.Place;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node: a network interface and a data volume that last, and an instance that can be thrown
 * away.
 *
 * <p>A node is made in two steps, since an instance's user data names the addresses of all nodes:
 * the constructor makes what lasts, {@link #launch} the instance.
 *
 * <p>What would replace or restart the instance is held back by {@code ignoreChanges}; {@link
 * #pending} tells what that hides. On a node that is in the rollout nothing is held back.
 */
final class Node extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:Node";

  private static final List<String> HELD_BACK_ON_INTERFACE = List.of("subnetId", "privateIps");

  /**
   * The tags as a whole, since one of them is the fingerprint, which is not known while nodes are
   * being added: the engine cannot look for a key in a map that is unknown.
   */
  private static final List<String> HELD_BACK_ON_INSTANCE =
      List.of("ami", "instanceType", "userDataBase64", "keyName", "rootBlockDevice", "tags");

  private final NodeScope scope;
  private final Output<Place> place;
  private final NetworkInterface networkInterface;
  private final DataVolume volume;
  private final List<Resource> needed = new ArrayList<>();

  private Instance instance;
  private Output<List<PendingChange>> pending;

  /**
   * What an instance is launched with, apart from what the arguments say.
   *
   * @param imageId the machine image
   * @param keyName the key pair that may log in
   * @param instanceProfile the name of the instance profile
   * @param userData this node's user data
   * @param backups where its backups go, as its tag says it
   * @param needed what has to be there before the instance boots: without the firewall it is cut
   *     off from the archives that it needs, without its role from the password
   */
  record Launch(
      Output<String> imageId,
      Optional<Output<String>> keyName,
      Output<String> instanceProfile,
      Output<UserData> userData,
      Output<String> backups,
      List<Resource> needed) {}

  Node(
      String cluster,
      String key,
      RedisSentinelArgs args,
      Output<Place> place,
      Output<String> securityGroupId,
      ComponentResourceOptions options) {
    super(TYPE, cluster + "-" + key, options);
    this.scope = new NodeScope(cluster, key, args, this);
    this.place = place;
    this.networkInterface = networkInterface(securityGroupId);
    this.volume = new DataVolume(scope, place);
    if (args.nodes().publicAddresses()) {
      needed.add(publicAddress());
    }
  }

  /** The node as every node's user data names it. */
  Output<NodeSpec> spec() {
    return Output.tuple(networkInterface.privateIp(), volume.id())
        .applyValue(known -> new NodeSpec(scope.key(), known.t1, known.t2, DataVolume.DEVICE));
  }

  /** Makes the instance and attaches the volume. To be called once. */
  void launch(Launch launch) {
    needed.addAll(launch.needed());
    Output<String> fingerprint = launch.userData().applyValue(UserData::fingerprint);
    this.instance = instance(launch, fingerprint);
    LiveTags.on(instance.id(), scope, launch.backups());
    volume.attachTo(instance.id());
    this.pending = comparison(launch, fingerprint).differences();
    registerOutputs(
        Map.of(
            "instanceId", instance.id(),
            "privateAddress", networkInterface.privateIp(),
            "volumeId", volume.id()));
  }

  /** What the node turned out to be. */
  Output<NodeOutput> output() {
    return Output.tuple(
            instance.id(),
            volume.zone(),
            networkInterface.privateIp(),
            volume.id(),
            networkInterface.id())
        .applyValue(
            known -> new NodeOutput(scope.key(), known.t1, known.t2, known.t3, known.t4, known.t5));
  }

  /** What was held back. */
  Output<List<PendingChange>> pending() {
    return pending;
  }

  private NetworkInterface networkInterface(Output<String> securityGroupId) {
    return new NetworkInterface(
        scope.name("-interface"),
        NetworkInterfaceArgs.builder()
            .subnetId(place.applyValue(at -> at.subnet().id()))
            .privateIps(
                place.applyValue(at -> at.address().map(Ipv4::toString).map(List::of).orElse(null)))
            .securityGroups(securityGroupId.applyValue(List::of))
            .tags(scope.tags())
            .build(),
        // Never deleteBeforeReplace: the user data of all nodes names this interface, so the engine
        // might take the other nodes down along with it.
        scope.holdingBack(HELD_BACK_ON_INTERFACE).build());
  }

  private Eip publicAddress() {
    return new Eip(
        scope.name("-public"),
        EipArgs.builder()
            .domain("vpc")
            .networkInterface(networkInterface.id())
            .tags(scope.tags())
            .build(),
        scope.options().build());
  }

  private Instance instance(Launch launch, Output<String> fingerprint) {
    var instance =
        InstanceArgs.builder()
            .ami(launch.imageId())
            .instanceType(scope.args().machine().instanceType())
            .iamInstanceProfile(launch.instanceProfile())
            .networkInterfaces(
                InstanceNetworkInterfaceArgs.builder()
                    .networkInterfaceId(networkInterface.id())
                    .deviceIndex(0)
                    .build())
            .metadataOptions(
                InstanceMetadataOptionsArgs.builder()
                    .httpEndpoint("enabled")
                    .httpTokens("required")
                    .httpPutResponseHopLimit(1)
                    // The node reads there what it is to take while it runs.
                    .instanceMetadataTags("enabled")
                    .build())
            .rootBlockDevice(rootDisk())
            .userDataBase64(
                launch
                    .userData()
                    .applyValue(data -> Base64.getEncoder().encodeToString(data.gzipped())))
            // Else new user data would stop and start the instance, and cloud-init would ignore it.
            .userDataReplaceOnChange(true)
            .tags(tags(launch, fingerprint));
    launch.keyName().ifPresent(instance::keyName);
    return new Instance(
        scope.name(""),
        instance.build(),
        // The new instance takes over the interface, which the old one has to have left.
        scope
            .holdingBack(HELD_BACK_ON_INSTANCE)
            .deleteBeforeReplace(true)
            .dependsOn(needed)
            .build());
  }

  private Output<Map<String, String>> tags(Launch launch, Output<String> fingerprint) {
    LiveSettings settings = ClusterSettings.of(scope.args());
    return Output.tuple(fingerprint, launch.backups())
        .applyValue(
            known ->
                Tags.ofInstance(
                    scope.cluster(), scope.key(), known.t1, settings.withBackups(known.t2)));
  }

  private InstanceRootBlockDeviceArgs rootDisk() {
    var disk =
        InstanceRootBlockDeviceArgs.builder().volumeType("gp3").encrypted(true).tags(scope.tags());
    scope.args().machine().kmsKeyId().ifPresent(disk::kmsKeyId);
    return disk.build();
  }

  private Comparison comparison(Launch launch, Output<String> fingerprint) {
    var comparison =
        new Comparison(scope.key())
            .of("ami", instance.ami(), launch.imageId())
            .of(
                "instanceType",
                instance.instanceType(),
                Output.of(scope.args().machine().instanceType()))
            .of(
                "configuration",
                instance
                    .tags()
                    .applyValue(
                        tags -> tags.orElse(Map.of()).getOrDefault(Tags.FINGERPRINT, "none")),
                fingerprint)
            .of("subnetId", networkInterface.subnetId(), place.applyValue(at -> at.subnet().id()));
    launch.keyName().ifPresent(wanted -> comparison.of("keyName", instance.keyName(), wanted));
    if (!scope.args().nodes().privateAddresses().isEmpty()) {
      comparison.of(
          "privateAddress",
          networkInterface.privateIp(),
          place.applyValue(at -> at.address().map(Ipv4::toString).orElseThrow()));
    }
    return comparison;
  }
}
