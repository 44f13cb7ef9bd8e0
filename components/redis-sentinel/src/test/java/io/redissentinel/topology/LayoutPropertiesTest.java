package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every list of subnets. */
class LayoutPropertiesTest {
  @Property
  void theSameWishGivesTheSameLayout(
      @ForAll("sizes") int nodeCount, @ForAll("subnets") List<Subnet> subnets) {
    assertThat(plan(nodeCount, subnets)).isEqualTo(plan(nodeCount, subnets));
  }

  @Property
  void aSubnetAppendedToThreeZonesMovesNobody(
      @ForAll("sizes") int nodeCount,
      @ForAll("subnets") List<Subnet> subnets,
      @ForAll("subnet") Subnet appended) {
    Assume.that(zones(subnets) >= ZoneRule.ZONES_NEEDED);
    List<Subnet> longer = new ArrayList<>(subnets);
    longer.add(appended);
    assertThat(plan(nodeCount, longer)).isEqualTo(plan(nodeCount, subnets));
  }

  @Property
  void moreNodesMoveNobody(@ForAll("subnets") List<Subnet> subnets) {
    List<Place> seven = plan(7, subnets).places();
    assertThat(plan(3, subnets).places()).isEqualTo(seven.subList(0, 3));
    assertThat(plan(5, subnets).places()).isEqualTo(seven.subList(0, 5));
  }

  @Property
  void zonesDifferByOneNodeAtMost(
      @ForAll("sizes") int nodeCount, @ForAll("subnets") List<Subnet> subnets) {
    Map<String, Long> perZone = perZone(plan(nodeCount, subnets));
    long most = perZone.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    long least = perZone.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  @Property
  void threeZonesAreEnoughAndFewerAreNot(
      @ForAll("sizes") int nodeCount, @ForAll("subnets") List<Subnet> subnets) {
    Problems problems = new Problems();
    Layout.plan(new Layout.Wish(nodeCount, subnets, List.of(), false), problems);
    assertThat(problems.isEmpty()).isEqualTo(zones(subnets) >= ZoneRule.ZONES_NEEDED);
  }

  @Property
  void whatIsAcceptedSurvivesTheLossOfAnyZone(
      @ForAll("sizes") int nodeCount, @ForAll("subnets") List<Subnet> subnets) {
    Problems problems = new Problems();
    Layout layout = Layout.plan(new Layout.Wish(nodeCount, subnets, List.of(), false), problems);
    Assume.that(problems.isEmpty());
    assertThat(perZone(layout).values())
        .allMatch(lost -> nodeCount - lost >= ClusterSize.majorityOf(nodeCount));
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(ClusterSize.ALLOWED);
  }

  @Provide
  Arbitrary<List<Subnet>> subnets() {
    return subnet().list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<Subnet> subnet() {
    return Arbitraries.of("a", "b", "c", "d", "e")
        .flatMap(
            zone ->
                Arbitraries.integers()
                    .between(0, 255)
                    .map(
                        number ->
                            new Subnet(
                                "subnet-" + zone + number,
                                "vpc-1",
                                "zone-" + zone,
                                Cidr.parse("10.0.%d.0/24".formatted(number)).orElseThrow())));
  }

  private static Layout plan(int nodeCount, List<Subnet> subnets) {
    return Layout.plan(new Layout.Wish(nodeCount, subnets, List.of(), true), new Problems());
  }

  private static long zones(List<Subnet> subnets) {
    return subnets.stream().map(Subnet::zone).distinct().count();
  }

  private static Map<String, Long> perZone(Layout layout) {
    return layout.places().stream()
        .collect(Collectors.groupingBy(place -> place.subnet().zone(), Collectors.counting()));
  }
}
