package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.Machine;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.iam.InstanceProfiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instance, gathered from the resources around it, as the host needs to know it. */
public final class Machines {
  private Machines() {}

  /** The instances that have an instance profile. */
  public static List<Machine> withProfile(Store store, String profile) {
    return store.list(Instances.TOKEN).stream()
        .filter(i -> i.inputs().text("iamInstanceProfile").equals(Optional.of(profile)))
        .map(instance -> of(store, instance))
        .toList();
  }

  public static Machine of(Store store, Resource instance) {
    Properties inputs = instance.inputs();
    Properties metadata = inputs.object("metadataOptions");
    Map<String, String> tags = inputs.textMap("tags");
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
        tags);
  }
}
