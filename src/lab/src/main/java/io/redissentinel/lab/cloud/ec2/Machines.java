package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Machine;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.iam.InstanceProfiles;
import java.util.Map;
import java.util.Optional;

/** An instance, gathered from the resources around it, as the host needs to know it. */
public final class Machines {
  private Machines() {}

  /**
   * Lets the metadata service tell an instance what is true now. Under the store's lock: of two
   * changes side by side the later one is written last. An instance that has gone is told nothing.
   */
  static void tell(Store store, Host host, String instanceId) {
    store.locked(
        () -> {
          Optional<Resource> instance = store.find(Instances.TOKEN, instanceId);
          instance.ifPresent(there -> host.updateMetadata(of(store, there)));
          return instance;
        });
  }

  /** The same for all instances that have an instance profile. */
  public static void tellWithProfile(Store store, Host host, String profile) {
    store.list(Instances.TOKEN).stream()
        .filter(i -> i.inputs().text("iamInstanceProfile").equals(Optional.of(profile)))
        .forEach(instance -> tell(store, host, instance.id()));
  }

  static Machine of(Store store, Resource instance) {
    Properties inputs = instance.inputs();
    Properties metadata = inputs.object("metadataOptions");
    Map<String, String> tags = InstanceTags.of(instance);
    return new Machine(
        instance.id(),
        tags.getOrDefault("Name", instance.id()),
        instance.outputs().requireText("primaryNetworkInterfaceId"),
        instance.outputs().requireText("availabilityZone"),
        Region.NAME,
        inputs.requireText("ami"),
        inputs.requireText("instanceType"),
        UserDataBytes.of(inputs),
        metadata.text("httpTokens").filter("required"::equals).isPresent(),
        metadata.number("httpPutResponseHopLimit").orElse(1),
        inputs
            .text("keyName")
            .map(name -> KeyPairs.require(store, name).inputs().requireText("publicKey")),
        inputs.text("iamInstanceProfile").map(name -> InstanceProfiles.describe(store, name)),
        InstanceTags.inMetadata(instance) ? tags : Map.of());
  }
}
