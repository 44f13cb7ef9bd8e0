package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subnets are written as their zone's letter, with a number where there are several in a zone. */
class LayoutTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "3, a b c, a b c",
    "3, c a b, c a b",
    "3, a a2 b b2 c, a b c",
    "3, a b c d e, a b c",
    "5, a b c, a b c a b",
    "5, a b c d e, a b c a b",
    "7, a b c, a b c a b c a",
  })
  void nodesGoInTurnToTheFirstThreeZones(int nodeCount, String subnets, String expected) {
    Layout layout = plan(nodeCount, subnets, "", false);
    assertThat(problems.all()).isEmpty();
    assertThat(ids(layout)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "3, a, 3 in zone-a",
    "3, a a2 a3, 3 in zone-a",
    "3, a b, '2 in zone-a, 1 in zone-b'",
    "5, a b, '3 in zone-a, 2 in zone-b'",
    "7, b a, '3 in zone-a, 4 in zone-b'",
  })
  void aZoneWhoseLossTakesTheMajorityIsRefused(int nodeCount, String subnets, String got) {
    plan(nodeCount, subnets, "", false);
    assertThat(problems.all()).hasSize(1);
    assertThat(problems.toString())
        .startsWith(
            "nodes.subnetIds: must spread %d nodes so that the loss of any one zone leaves"
                .formatted(nodeCount))
        .endsWith(
            "got '%s'; give subnets in 3 zones, or set allowSharedZones if this is meant"
                .formatted(got));
  }

  @ParameterizedTest
  @CsvSource({"3, a, a a a", "3, a b, a b a", "5, a b, a b a b a"})
  void sharedZonesAreTakenWhereTheyAreMeant(int nodeCount, String subnets, String expected) {
    Layout layout = plan(nodeCount, subnets, "", true);
    assertThat(problems.all()).isEmpty();
    assertThat(ids(layout)).isEqualTo(expected);
  }

  @Test
  void addressesGoToTheNodesInOrder() {
    Layout layout = plan(3, "a b c", "10.0.1.4 10.0.2.254 10.0.3.20", false);
    assertThat(problems.all()).isEmpty();
    assertThat(layout.places())
        .extracting(place -> place.address().orElseThrow().toString())
        .containsExactly("10.0.1.4", "10.0.2.254", "10.0.3.20");
  }

  @Test
  void withoutAddressesAwsChooses() {
    assertThat(plan(3, "a b c", "", false).places()).allMatch(place -> place.address().isEmpty());
  }

  @Test
  void anAddressOutsideItsNodesSubnetIsRefused() {
    plan(3, "a b c", "10.0.1.20 10.0.1.21 10.0.3.20", false);
    assertThat(problems)
        .hasToString(
            "nodes.privateAddresses[1]: must be inside node b's subnet b (zone-b, 10.0.2.0/24), got"
                + " 10.0.1.21; choose an address of that subnet");
  }

  @Test
  void anAddressThatAwsKeepsIsRefused() {
    plan(3, "a b c", "10.0.1.20 10.0.2.255 10.0.3.3", false);
    assertThat(problems.all())
        .extracting(Problem::path)
        .containsExactly("nodes.privateAddresses[1]", "nodes.privateAddresses[2]");
    assertThat(problems.toString()).contains("the first four and the last, got 10.0.3.3");
  }

  @Test
  void subnetsOfTwoVpcsAreRefused() {
    var other = new Subnet("x", "vpc-2", "zone-b", Cidr.parse("10.9.0.0/24").orElseThrow());
    Layout.plan(
        new Layout.Wish(3, List.of(subnet("a"), other, subnet("c")), List.of(), false), problems);
    assertThat(problems)
        .hasToString(
            "nodes.subnetIds: must be in one VPC, got 'vpc-1, vpc-2'; give subnets of the same VPC");
  }

  @Test
  void noSubnetAtAllIsRefused() {
    Layout.plan(new Layout.Wish(3, List.of(), List.of(), false), problems);
    assertThat(problems.toString()).startsWith("nodes.subnetIds: must name at least one subnet");
  }

  @Test
  void allProblemsAreFoundAtOnce() {
    plan(3, "a b", "10.0.1.1 10.0.9.9 10.0.1.20", false);
    assertThat(problems.all())
        .extracting(Problem::path)
        .containsExactly(
            "nodes.privateAddresses[0]", "nodes.privateAddresses[1]", "nodes.subnetIds");
  }

  private Layout plan(int nodeCount, String subnets, String addresses, boolean allowShared) {
    return Layout.plan(
        new Layout.Wish(
            nodeCount,
            Arrays.stream(subnets.split(" ")).map(LayoutTest::subnet).toList(),
            Arrays.stream(addresses.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> Ipv4.parse(text).orElseThrow())
                .toList(),
            allowShared),
        problems);
  }

  private static Subnet subnet(String id) {
    char zone = id.charAt(0);
    int number = zone - 'a' + 1;
    return new Subnet(
        id, "vpc-1", "zone-" + zone, Cidr.parse("10.0.%d.0/24".formatted(number)).orElseThrow());
  }

  private static String ids(Layout layout) {
    return String.join(" ", layout.places().stream().map(place -> place.subnet().id()).toList());
  }
}
