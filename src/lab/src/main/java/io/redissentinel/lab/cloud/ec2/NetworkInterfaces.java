package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.NotModelledException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.Subnet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Network interfaces: an address in a subnet and the groups that guard it. */
public final class NetworkInterfaces implements ResourceType {
  public static final String TOKEN = "aws:ec2/networkInterface:NetworkInterface";

  private static final Schema SCHEMA =
      new Schema()
          .replace("subnetId", "interfaceType", "privateIps")
          .update("description", "securityGroups", "sourceDestCheck")
          .required("subnetId")
          .computed("arn", "interfaceType", "macAddress", "ownerId", "privateDnsName", "privateIp")
          .computed("privateIps", "securityGroups", "sourceDestCheck")
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
  public List<Problem> check(Properties inputs) {
    return inputs.texts("privateIps").size() > 1
        ? List.of(
            new Problem(
                "privateIps", NotModelledException.message("more than one address an interface")))
        : List.of();
  }

  @Override
  public boolean filtersTraffic() {
    return true;
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    Subnet subnet = Region.requireSubnet(inputs.requireText("subnetId"));
    SecurityGroups.requireAll(store, inputs.texts("securityGroups"));
    String address = address(store, subnet, inputs.texts("privateIps").stream().findFirst());
    String id = Ids.random("eni");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("ec2", "network-interface/" + id))
            .with("privateIp", address)
            .with("privateIps", List.of(address))
            .with("privateDnsName", dnsName(address))
            .with("macAddress", mac(id))
            .with("ownerId", Region.ACCOUNT)
            .withDefault("securityGroups", List.of(Region.DEFAULT_GROUP))
            .withDefault("interfaceType", "interface")
            .withDefault("sourceDestCheck", true);
    return new Resource(id, TOKEN, urn, inputs, outputs);
  }

  private static String address(Store store, Subnet subnet, Optional<String> wanted) {
    Set<String> taken =
        store.list(TOKEN).stream().map(NetworkInterfaces::address).collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      return subnet
          .lowestFree(taken)
          .orElseThrow(
              () ->
                  new AwsException(
                      "InsufficientFreeAddressesInSubnet",
                      "There are not enough free addresses in subnet '" + subnet.id() + "'."));
    }
    subnet.requireUsable(wanted.get());
    if (taken.contains(wanted.get())) {
      throw new AwsException("InvalidIPAddress.InUse", "Address " + wanted.get() + " is in use.");
    }
    return wanted.get();
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    SecurityGroups.requireAll(store, inputs.texts("securityGroups"));
    return ResourceType.super.update(store, old, inputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.createInterface(asInterface(made));
  }

  @Override
  public void checkDeletable(Store store, Resource nic) {
    if (Instances.ofInterface(store, nic.id()).isPresent()) {
      throw new AwsException(
          "InvalidNetworkInterface.InUse",
          "Network interface '" + nic.id() + "' is currently in use.");
    }
  }

  @Override
  public void remove(Store store, Host host, Resource nic) {
    host.deleteInterface(nic.id());
  }

  static Resource require(Store store, String id) {
    return store
        .find(TOKEN, id)
        .orElseThrow(
            () ->
                new AwsException(
                    "InvalidNetworkInterfaceID.NotFound",
                    "The networkInterface ID '" + id + "' does not exist"));
  }

  public static Interface asInterface(Resource nic) {
    Subnet subnet = subnet(nic);
    return new Interface(
        nic.id(),
        subnet.id(),
        address(nic),
        subnet.prefixLength(),
        subnet.gateway(),
        mac(nic.id()));
  }

  static Subnet subnet(Resource nic) {
    return Region.requireSubnet(nic.inputs().requireText("subnetId"));
  }

  static String address(Resource nic) {
    return nic.outputs().requireText("privateIp");
  }

  static List<String> groups(Resource nic) {
    return nic.outputs().texts("securityGroups");
  }

  static String dnsName(String address) {
    return "ip-" + address.replace('.', '-') + "." + Region.NAME + ".compute.internal";
  }

  /** From the id, so that it stays; 02 marks an address that no manufacturer gave. */
  private static String mac(String id) {
    return String.format(Locale.ROOT, "02%010x", id.hashCode() * 0x9E3779B97F4A7C15L >>> 24)
        .replaceAll("(..)(?!$)", "$1:");
  }
}
