package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.FirewallRule;
import io.redissentinel.lab.cloud.FirewallRule.Direction;
import io.redissentinel.lab.cloud.FirewallRule.Peer;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The two types of rules of a security group, which differ in direction only. */
public final class SecurityGroupRules implements ResourceType {
  public static final String INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  public static final String EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "tcp", "tcp", "6", "tcp", "udp", "udp", "17", "udp", "icmp", "icmp", "1", "icmp", "-1",
          "-1", "all", "-1");
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String CIDR = "(" + BYTE + "\\.){3}" + BYTE + "/(3[0-2]|[12]?[0-9])";

  private static final Schema SCHEMA =
      new Schema()
          .replace("securityGroupId")
          .update("cidrIpv4", "referencedSecurityGroupId", "description")
          .update("ipProtocol", "fromPort", "toPort")
          .required("securityGroupId", "ipProtocol")
          .computed("arn", "securityGroupRuleId")
          .tags();

  private final Direction direction;

  public SecurityGroupRules(Direction direction) {
    this.direction = direction;
  }

  @Override
  public String token() {
    return direction == Direction.INGRESS ? INGRESS : EGRESS;
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
    if (inputs.has("cidrIpv4") == inputs.has("referencedSecurityGroupId")) {
      problems.add(
          new Problem(
              "cidrIpv4",
              "exactly one of [cidrIpv4] and [referencedSecurityGroupId] must be given"));
    }
    inputs
        .text("cidrIpv4")
        .filter(cidr -> !cidr.matches(CIDR))
        .ifPresent(cidr -> problems.add(new Problem("cidrIpv4", "not a CIDR block: " + cidr)));
    Optional<String> protocol = inputs.text("ipProtocol");
    if (protocol.isPresent() && !PROTOCOLS.containsKey(protocol.get())) {
      problems.add(
          new Problem("ipProtocol", "the lab knows tcp, udp, icmp and -1, not " + protocol.get()));
    }
    boolean all = protocol.map(PROTOCOLS::get).filter("-1"::equals).isPresent();
    boolean ports = inputs.has("fromPort") && inputs.has("toPort");
    if (protocol.isPresent() && all == ports) {
      problems.add(
          new Problem(
              "fromPort",
              all
                  ? "fromPort and toPort cannot be given with protocol -1"
                  : "fromPort and toPort must be given with protocol " + protocol.get()));
    }
    return problems;
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String id = Ids.random("sgr");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("ec2", "security-group-rule/" + id))
            .with("securityGroupRuleId", id);
    Resource rule = new Resource(id, token(), urn, inputs, outputs);
    requireNew(store, rule);
    return rule;
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    Resource rule = ResourceType.super.update(store, old, inputs);
    requireNew(store, rule);
    return rule;
  }

  private void requireNew(Store store, Resource rule) {
    SecurityGroups.requireAll(store, List.of(groupId(rule)));
    SecurityGroups.requireAll(
        store, rule.inputs().text("referencedSecurityGroupId").stream().toList());
    FirewallRule wanted = firewallRule(rule);
    store.list(token()).stream()
        .filter(other -> !other.id().equals(rule.id()) && firewallRule(other).equals(wanted))
        .findFirst()
        .ifPresent(
            other -> {
              throw new AwsException(
                  "InvalidPermission.Duplicate",
                  "the specified rule \"" + describe(wanted) + "\" already exists");
            });
  }

  static List<Resource> all(Store store) {
    return Stream.of(INGRESS, EGRESS).flatMap(token -> store.list(token).stream()).toList();
  }

  static String groupId(Resource rule) {
    return rule.inputs().requireText("securityGroupId");
  }

  static FirewallRule firewallRule(Resource rule) {
    Properties inputs = rule.inputs();
    return new FirewallRule(
        groupId(rule),
        rule.type().equals(INGRESS) ? Direction.INGRESS : Direction.EGRESS,
        PROTOCOLS.get(inputs.requireText("ipProtocol")),
        inputs.number("fromPort"),
        inputs.number("toPort"),
        inputs
            .text("cidrIpv4")
            .<Peer>map(FirewallRule.Cidr::new)
            .orElseGet(
                () -> new FirewallRule.Group(inputs.requireText("referencedSecurityGroupId"))));
  }

  /** In the words of AWS's message. */
  private static String describe(FirewallRule rule) {
    String peer =
        rule.peer() instanceof FirewallRule.Cidr cidr
            ? cidr.cidr()
            : ((FirewallRule.Group) rule.peer()).groupId();
    String ports =
        rule.fromPort().isPresent()
            ? ", from port: "
                + rule.fromPort().getAsInt()
                + ", to port: "
                + rule.toPort().getAsInt()
            : "";
    String protocol =
        rule.protocol().equals("-1") ? "ALL" : rule.protocol().toUpperCase(Locale.ROOT);
    return "peer: " + peer + ", " + protocol + ports + ", ALLOW";
  }
}
