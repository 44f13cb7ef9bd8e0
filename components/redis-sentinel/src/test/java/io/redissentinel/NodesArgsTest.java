package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodesArgsTest {
  @Test
  void defaults() {
    NodesArgs nodes = NodesArgs.builder().build();
    assertThat(nodes.count()).isEqualTo(3);
    assertThat(nodes.subnetIds()).isEmpty();
    assertThat(nodes.privateAddresses()).isEmpty();
    assertThat(nodes.allowSharedZones()).isFalse();
    assertThat(nodes.publicAddresses()).as("the default VPC has no other way out").isTrue();
    assertThat(Refusals.ofNodes(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    NodesArgs nodes =
        NodesArgs.builder()
            .count(5)
            .subnetIds("subnet-1", "subnet-2", "subnet-3")
            .privateAddresses("10.0.1.4", "10.0.2.4", "10.0.3.4", "10.0.1.5", "10.0.2.5")
            .allowSharedZones(true)
            .publicAddresses(true)
            .build();
    assertThat(nodes.count()).isEqualTo(5);
    assertThat(nodes.subnetIds()).isPresent();
    assertThat(nodes.privateAddresses()).hasSize(5);
    assertThat(nodes.parsedAddresses()).hasSize(5);
    assertThat(nodes.allowSharedZones()).isTrue();
    assertThat(nodes.publicAddresses()).isTrue();
  }

  @Test
  void subnetsOfOnesOwnNeedNoPublicAddresses() {
    NodesArgs nodes = NodesArgs.builder().subnetIds(Output.of(List.of("subnet-1"))).build();
    assertThat(nodes.publicAddresses()).isFalse();
  }

  @Test
  void anEvenCountIsRefused() {
    assertThat(Refusals.ofNodes(args -> args.count(4)))
        .containsExactly(
            "nodes.count: must be 3, 5 or 7 (an even number survives no more losses than the odd"
                + " one below it), got 4; choose one of these");
  }

  @Test
  void oneSubnetForThreeNodesIsRefusedUnlessItIsMeant() {
    assertThat(Refusals.ofNodes(args -> args.subnetIds("subnet-1")))
        .containsExactly(
            "nodes.subnetIds: must be in at least 3 zones for 3 nodes, so that the loss of one zone"
                + " leaves a majority, got '1 subnet'; give subnets in 3 zones, or set"
                + " allowSharedZones if this is meant");
    assertThat(Refusals.ofNodes(args -> args.subnetIds("subnet-1").allowSharedZones(true)))
        .isEmpty();
  }

  @Test
  void aRepeatedSubnetIsRefused() {
    assertThat(
            Refusals.ofNodes(
                args -> args.subnetIds("subnet-1", "subnet-2", "subnet-3", "subnet-1")))
        .containsExactly(
            "nodes.subnetIds: must name each subnet once, got 'subnet-1, subnet-2, subnet-3,"
                + " subnet-1'; remove the repeated one");
  }

  @Test
  void subnetsThatAreNotKnownYetCannotBeCounted() {
    assertThat(Refusals.ofNodes(args -> args.subnetIds(Output.of(List.of("subnet-1"))))).isEmpty();
  }

  @Test
  void addressesAreGivenToAllNodesOrNone() {
    assertThat(Refusals.ofNodes(args -> args.privateAddresses("10.0.1.4", "10.0.2.4")))
        .containsExactly(
            "nodes.privateAddresses: must have one address for each of the 3 nodes, in their order,"
                + " got 2; give all of them, or none to let AWS choose");
  }

  @Test
  void addressesAreWellFormedAndDiffer() {
    assertThat(Refusals.ofNodes(args -> args.privateAddresses("10.0.1.4", "10.0.1.4", "ten")))
        .containsExactly(
            "nodes.privateAddresses[1]: must be given to one node only, got '10.0.1.4'; choose"
                + " another address",
            "nodes.privateAddresses[2]: must be an IPv4 address, got 'ten'; for example 10.0.1.20");
  }

  @Test
  void whatIsNoSubnetIsRefused() {
    assertThat(Refusals.ofNodes(args -> args.subnetIds("subnet-1", "subnet-2", "$(id)")))
        .containsExactly(
            "nodes.subnetIds[2]: must be the id of a subnet, got '$(id)'; for example"
                + " subnet-0123abcd");
  }
}
