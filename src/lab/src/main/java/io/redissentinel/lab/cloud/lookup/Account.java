package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Look-ups of where and who one is. */
final class Account {
  static final List<Lookup> LOOKUPS =
      List.of(
          new Lookup("aws:index/getRegion:getRegion", Set.of("name"), (s, args) -> region(args)),
          new Lookup(
              "aws:index/getCallerIdentity:getCallerIdentity",
              Set.of(),
              (store, arguments) ->
                  Properties.empty()
                      .with("id", Region.ACCOUNT)
                      .with("accountId", Region.ACCOUNT)
                      .with("arn", Region.iamArn("user/lab"))
                      .with("userId", "AIDALAB")),
          new Lookup(
              "aws:index/getPartition:getPartition",
              Set.of(),
              (store, arguments) ->
                  Properties.empty()
                      .with("id", "aws")
                      .with("partition", "aws")
                      .with("dnsSuffix", "amazonaws.com")
                      .with("reverseDnsPrefix", "com.amazonaws")),
          new Lookup(
              "aws:index/getAvailabilityZones:getAvailabilityZones",
              Set.of("state", "excludeNames", "filters"),
              (store, arguments) -> zones(arguments)));

  private Account() {}

  private static Properties region(Properties arguments) {
    if (!arguments.text("name").orElse(Region.NAME).equals(Region.NAME)) {
      throw new AwsException("InvalidParameterValue", "the lab's one region is " + Region.NAME);
    }
    return Properties.empty()
        .with("id", Region.NAME)
        .with("name", Region.NAME)
        .with("description", "The lab")
        .with("endpoint", "ec2." + Region.NAME + ".invalid");
  }

  private static Properties zones(Properties arguments) {
    List<Subnet> found =
        arguments.text("state").orElse("available").equals("available")
            ? Region.SUBNETS.stream()
                .filter(s -> !arguments.texts("excludeNames").contains(s.zone()))
                .filter(
                    s ->
                        Filters.match(
                            arguments,
                            Map.of(
                                "zone-name",
                                s.zone(),
                                "region-name",
                                Region.NAME,
                                "opt-in-status",
                                "opt-in-not-required")))
                .toList()
            : List.of();
    return Properties.empty()
        .with("id", Region.NAME)
        .with("names", found.stream().map(Subnet::zone).toList())
        .with("zoneIds", found.stream().map(Subnet::zoneId).toList())
        .with("groupNames", List.of(Region.NAME));
  }
}
