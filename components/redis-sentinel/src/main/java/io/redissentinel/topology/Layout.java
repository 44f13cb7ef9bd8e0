package io.redissentinel.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which node goes where.
 *
 * @param places one place a node, in the nodes' order
 */
public record Layout(List<Place> places) {
  /** Takes a copy of the places. */
  public Layout {
    places = List.copyOf(places);
  }

  /**
   * What a layout is made of.
   *
   * @param nodeCount how many nodes; one of {@link ClusterSize#ALLOWED}
   * @param subnets the subnets, in the order of preference
   * @param addresses one private address a node in the nodes' order, or none at all
   * @param allowSharedZones whether the {@link ZoneRule} is waived
   */
  public record Wish(
      int nodeCount, List<Subnet> subnets, List<Ipv4> addresses, boolean allowSharedZones) {
    /** Takes copies of the lists. */
    public Wish {
      subnets = List.copyOf(subnets);
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Places the nodes: in turn over the first three zones, in the order in which the subnets name
   * them, in the first subnet of each. Three zones and one subnet in each are enough for every size
   * ({@link ZoneRule#ZONES_NEEDED}); going no further means that neither a subnet appended to the
   * list later nor more nodes move a node that is there.
   *
   * @param problems takes what is wrong; the layout counts only if that stays empty
   */
  public static Layout plan(Wish wish, Problems problems) {
    if (wish.subnets().isEmpty()) {
      problems.add("nodes.subnetIds", "name at least one subnet", "none", "give some");
      return new Layout(List.of());
    }
    List<Subnet> chosen = firstOfEachZone(wish.subnets());
    List<String> keys = ClusterSize.keys(wish.nodeCount());
    List<Place> places = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      places.add(
          new Place(
              keys.get(index),
              chosen.get(index % chosen.size()),
              index < wish.addresses().size()
                  ? Optional.of(wish.addresses().get(index))
                  : Optional.empty()));
    }
    Layout layout = new Layout(places);
    layout.checkVpc(wish.subnets(), problems);
    layout.checkAddresses(problems);
    if (!wish.allowSharedZones()) {
      ZoneRule.check("nodes.subnetIds", layout.places, problems);
    }
    return layout;
  }

  /** The VPC that all nodes are in. */
  public String vpcId() {
    return places.get(0).subnet().vpcId();
  }

  private static List<Subnet> firstOfEachZone(List<Subnet> subnets) {
    Map<String, Subnet> byZone = new LinkedHashMap<>();
    subnets.forEach(subnet -> byZone.putIfAbsent(subnet.zone(), subnet));
    return byZone.values().stream().limit(ZoneRule.ZONES_NEEDED).toList();
  }

  private void checkVpc(List<Subnet> subnets, Problems problems) {
    var vpcs = subnets.stream().map(Subnet::vpcId).collect(Collectors.toCollection(TreeSet::new));
    if (vpcs.size() > 1) {
      problems.add(
          "nodes.subnetIds",
          "be in one VPC",
          String.join(", ", vpcs),
          "give subnets of the same VPC");
    }
  }

  private void checkAddresses(Problems problems) {
    for (int index = 0; index < places.size(); index++) {
      Place place = places.get(index);
      if (place.address().isEmpty()) {
        continue;
      }
      Ipv4 address = place.address().get();
      Subnet subnet = place.subnet();
      String path = "nodes.privateAddresses[%d]".formatted(index);
      String where =
          "node %s's subnet %s (%s, %s)"
              .formatted(place.key(), subnet.id(), subnet.zone(), subnet.cidr());
      if (!subnet.cidr().contains(address)) {
        problems.add(path, "be inside " + where, address, "choose an address of that subnet");
      } else if (subnet.cidr().reserves(address)) {
        problems.add(
            path,
            "not be one of the five that AWS keeps in " + where + ": the first four and the last",
            address,
            "choose another");
      }
    }
  }
}
