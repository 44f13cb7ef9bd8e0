package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.Machine;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Store;
import java.util.Map;

/** An instance, gathered from the resources around it, as the host needs to know it. */
public final class Machines {
  private Machines() {}

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
        inputs.text("iamInstanceProfile"),
        tags);
  }
}
