package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.ClusterSize;
import io.redissentinel.topology.Ipv4;
import io.redissentinel.topology.Problems;
import io.redissentinel.topology.ZoneRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The nodes of a cluster: how many, and where. Every input has a default; the {@link Builder} says
 * which, and what a change does to a running cluster.
 */
public final class NodesArgs extends ResourceArgs {
  private static final Pattern SUBNET_ID = Pattern.compile("subnet-[A-Za-z0-9-]+");

  @Import(name = "count")
  private final Integer count;

  @Import(name = "subnetIds")
  private final Optional<Output<List<String>>> subnetIds;

  @Import(name = "privateAddresses")
  private final List<String> privateAddresses;

  @Import(name = "allowSharedZones")
  private final Boolean allowSharedZones;

  @Import(name = "publicAddresses")
  private final Boolean publicAddresses;

  /** The subnet ids where they were given as plain values, and so can be counted up front. */
  private final Optional<List<String>> plainSubnetIds;

  private NodesArgs(Builder builder) {
    this.count = builder.count;
    this.subnetIds = Optional.ofNullable(builder.subnetIds);
    this.plainSubnetIds = Optional.ofNullable(builder.plainSubnetIds);
    this.privateAddresses = List.copyOf(builder.privateAddresses);
    this.allowSharedZones = builder.allowSharedZones;
    this.publicAddresses =
        builder.publicAddresses == null ? builder.subnetIds == null : builder.publicAddresses;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#count}. */
  public int count() {
    return count;
  }

  /** See {@link Builder#subnetIds(Output)}. */
  public Optional<Output<List<String>>> subnetIds() {
    return subnetIds;
  }

  /** See {@link Builder#privateAddresses(List)}. */
  public List<String> privateAddresses() {
    return privateAddresses;
  }

  /** See {@link Builder#allowSharedZones}. */
  public boolean allowSharedZones() {
    return allowSharedZones;
  }

  /** See {@link Builder#publicAddresses}. */
  public boolean publicAddresses() {
    return publicAddresses;
  }

  /** The nodes' keys. */
  List<String> keys() {
    return ClusterSize.keys(count);
  }

  /** The private addresses, which {@link #check} has found to be well-formed. */
  List<Ipv4> parsedAddresses() {
    return privateAddresses.stream().map(Ipv4::parse).flatMap(Optional::stream).toList();
  }

  void check(String path, Problems problems) {
    boolean sizeAllowed = ClusterSize.check(path + ".count", count, problems);
    if (sizeAllowed) {
      checkSubnetIds(path + ".subnetIds", problems);
    }
    checkAddresses(path + ".privateAddresses", problems);
  }

  private void checkSubnetIds(String path, Problems problems) {
    if (plainSubnetIds.isEmpty()) {
      return;
    }
    List<String> ids = plainSubnetIds.get();
    int distinct = new HashSet<>(ids).size();
    if (distinct < ids.size()) {
      problems.add(
          path, "name each subnet once", String.join(", ", ids), "remove the repeated one");
    }
    for (int index = 0; index < ids.size(); index++) {
      problems.requireForm(
          "%s[%d]".formatted(path, index),
          ids.get(index),
          SUBNET_ID,
          "be the id of a subnet",
          "for example subnet-0123abcd");
    }
    // Fewer subnets than zones needed cannot pass the zone rule, so this needs no look-up.
    if (distinct < ZoneRule.ZONES_NEEDED && !allowSharedZones) {
      problems.add(
          path,
          "be in at least %d zones for %d nodes, so that the loss of one zone leaves a majority"
              .formatted(ZoneRule.ZONES_NEEDED, count),
          distinct == 1 ? "1 subnet" : distinct + " subnets",
          ZoneRule.wayOut());
    }
  }

  private void checkAddresses(String path, Problems problems) {
    if (!privateAddresses.isEmpty() && privateAddresses.size() != count) {
      problems.add(
          path,
          "have one address for each of the %d nodes, in their order".formatted(count),
          privateAddresses.size(),
          "give all of them, or none to let AWS choose");
    }
    HashSet<String> seen = new HashSet<>();
    for (int index = 0; index < privateAddresses.size(); index++) {
      String address = privateAddresses.get(index);
      String item = "%s[%d]".formatted(path, index);
      if (Ipv4.parse(address).isEmpty()) {
        problems.add(item, "be an IPv4 address", address, "for example 10.0.1.20");
      } else if (!seen.add(address)) {
        problems.add(item, "be given to one node only", address, "choose another address");
      }
    }
  }

  /** Builds {@link NodesArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}. */
  public static final class Builder {
    private int count = 3;
    private Output<List<String>> subnetIds;
    private List<String> plainSubnetIds;
    private List<String> privateAddresses = List.of();
    private boolean allowSharedZones;
    private Boolean publicAddresses;

    private Builder() {}

    /**
     * How many nodes, each with a Redis server and a sentinel: 3, 5 or 7. Default 3.
     *
     * <p>More nodes than before are added to the running cluster; fewer take away those with the
     * highest keys.
     */
    public Builder count(int count) {
      this.count = count;
      return this;
    }

    /**
     * The subnets, in the order of preference: nodes go in turn to the first three zones named,
     * into the first subnet of each. Default: the default VPC's default subnets, by zone name.
     *
     * <p>Subnets appended to a list of three zones move nobody. A node whose subnet changes stays
     * where it is and is listed in {@code pending}.
     */
    public Builder subnetIds(Output<List<String>> subnetIds) {
      this.subnetIds = subnetIds;
      this.plainSubnetIds = null;
      return this;
    }

    /** {@link #subnetIds(Output)} with ids that are known, and so checked at once. */
    public Builder subnetIds(List<String> subnetIds) {
      this.subnetIds = Output.of(List.copyOf(subnetIds));
      this.plainSubnetIds = List.copyOf(subnetIds);
      return this;
    }

    /** {@link #subnetIds(Output)} with ids that are known, and so checked at once. */
    public Builder subnetIds(String... subnetIds) {
      return subnetIds(List.of(subnetIds));
    }

    /**
     * The nodes' private IPv4 addresses, one a node in the nodes' order, each inside its node's
     * subnet. Default: AWS picks one when a node's network interface is created. Either way an
     * address stays for the life of the interface, however often the instance behind it is
     * replaced.
     *
     * <p>A changed address is held back and listed in {@code pending}.
     */
    public Builder privateAddresses(List<String> privateAddresses) {
      this.privateAddresses = List.copyOf(privateAddresses);
      return this;
    }

    /** {@link #privateAddresses(List)}. */
    public Builder privateAddresses(String... privateAddresses) {
      return privateAddresses(List.of(privateAddresses));
    }

    /**
     * Whether zones may hold so many nodes that losing one takes the majority along: no failover is
     * possible then until the zone is back. Default false: an error.
     */
    public Builder allowSharedZones(boolean allowSharedZones) {
      this.allowSharedZones = allowSharedZones;
      return this;
    }

    /**
     * Whether each node gets an Elastic IP address, as its way out to Ubuntu's archive and Redis's
     * tarball. The security group lets nobody in by it who is not let in anyway. Default: true
     * where no subnets are given, since a default VPC has an internet gateway and nothing else, and
     * false where they are: private subnets with a NAT gateway are the usual choice.
     *
     * <p>Takes effect on running nodes without a restart.
     */
    public Builder publicAddresses(boolean publicAddresses) {
      this.publicAddresses = publicAddresses;
      return this;
    }

    /** The arguments. Checks nothing. */
    public NodesArgs build() {
      return new NodesArgs(this);
    }
  }
}
