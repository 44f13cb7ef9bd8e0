package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Elastic IP addresses. They are recorded and lead nowhere, since the lab has no way out; the
 * addresses are of TEST-NET-3 (RFC 5737), which nobody has.
 */
public final class Eips implements ResourceType {
  private static final String TOKEN = "aws:ec2/eip:Eip";
  private static final String NETWORK = "203.0.113.";

  private static final Schema SCHEMA =
      new Schema()
          .replace("domain")
          .update("networkInterface", "instance", "associateWithPrivateIp")
          .computed("allocationId", "arn", "associationId", "domain", "instance")
          .computed("networkInterface", "privateIp", "publicDns", "publicIp")
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
  public Resource create(Store store, String urn, Properties inputs) {
    requireTarget(store, inputs);
    Set<String> taken =
        store.list(TOKEN).stream()
            .map(other -> other.outputs().requireText("publicIp"))
            .collect(Collectors.toSet());
    String address =
        IntStream.range(1, 255)
            .mapToObj(host -> NETWORK + host)
            .filter(free -> !taken.contains(free))
            .findFirst()
            .orElseThrow(
                () ->
                    new AwsException(
                        "AddressLimitExceeded",
                        "The maximum number of addresses has been reached."));
    String id = Ids.random("eipalloc");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("allocationId", id)
            .with("associationId", Ids.random("eipassoc"))
            .with("arn", Region.arn("ec2", "elastic-ip/" + id))
            .with("publicIp", address)
            .with("publicDns", "")
            .with("privateIp", "")
            .withDefault("domain", "vpc")
            .withDefault("instance", "")
            .withDefault("networkInterface", "");
    return new Resource(id, TOKEN, urn, inputs, outputs);
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    requireTarget(store, inputs);
    return ResourceType.super.update(store, old, inputs);
  }

  private static void requireTarget(Store store, Properties inputs) {
    inputs.text("networkInterface").ifPresent(id -> NetworkInterfaces.require(store, id));
    inputs.text("instance").ifPresent(id -> Instances.require(store, id));
  }
}
