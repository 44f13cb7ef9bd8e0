package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Collection;
import java.util.List;

/**
 * Security groups. As with the real provider a new one lets nothing in and nothing out: its rules
 * are resources of their own ({@link SecurityGroupRules}).
 */
public final class SecurityGroups implements ResourceType {
  public static final String TOKEN = "aws:ec2/securityGroup:SecurityGroup";

  private static final Schema SCHEMA =
      new Schema()
          .replace("name", "namePrefix", "description", "vpcId")
          .update("revokeRulesOnDelete")
          .computed("arn", "ownerId", "vpcId", "name", "namePrefix", "ingress", "egress")
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
  public Properties complete(Autoname names, Properties oldInputs, Properties inputs) {
    return names
        .fill(oldInputs, inputs, "name", "namePrefix")
        .withDefault("description", "Managed by Pulumi");
  }

  @Override
  public List<Problem> check(Properties inputs) {
    return inputs.text("name").filter(name -> name.startsWith("sg-")).isPresent()
        ? List.of(new Problem("name", "cannot begin with sg-"))
        : List.of();
  }

  @Override
  public boolean filtersTraffic() {
    return true;
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    inputs.text("vpcId").ifPresent(Region::requireVpc);
    String name = inputs.requireText("name");
    boolean taken =
        store.list(TOKEN).stream()
            .anyMatch(other -> other.inputs().requireText("name").equals(name));
    if (taken || name.equals("default")) {
      throw new AwsException(
          "InvalidGroup.Duplicate",
          "The security group '" + name + "' already exists for VPC '" + Region.VPC + "'");
    }
    String id = Ids.random("sg");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("ec2", "security-group/" + id))
            .with("ownerId", Region.ACCOUNT)
            .withDefault("vpcId", Region.VPC)
            .withDefault("namePrefix", "")
            .with("ingress", List.of())
            .with("egress", List.of());
    return new Resource(id, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void checkDeletable(Store store, Resource group) {
    boolean used =
        store.list(NetworkInterfaces.TOKEN).stream()
                .anyMatch(nic -> NetworkInterfaces.groups(nic).contains(group.id()))
            || SecurityGroupRules.all(store).stream()
                .filter(rule -> !SecurityGroupRules.groupId(rule).equals(group.id()))
                .anyMatch(
                    rule ->
                        rule.inputs()
                            .text("referencedSecurityGroupId")
                            .filter(group.id()::equals)
                            .isPresent());
    if (used) {
      throw new AwsException(
          "DependencyViolation", "resource " + group.id() + " has a dependent object");
    }
  }

  /** A group's rules go with it. */
  @Override
  public void remove(Store store, Host host, Resource group) {
    SecurityGroupRules.all(store).stream()
        .filter(rule -> SecurityGroupRules.groupId(rule).equals(group.id()))
        .forEach(store::remove);
  }

  static void requireAll(Store store, Collection<String> ids) {
    for (String id : ids) {
      if (!id.equals(Region.DEFAULT_GROUP) && store.find(TOKEN, id).isEmpty()) {
        throw new AwsException(
            "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
      }
    }
  }
}
