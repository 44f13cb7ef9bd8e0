package io.redissentinel.topology;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rule that makes a cluster worth having: the loss of any one zone leaves a majority of the
 * sentinels, or nobody is left who may name a new master.
 */
public final class ZoneRule {
  /**
   * How many zones are needed, and enough, for every allowed size: of three nodes two have to
   * survive, so no zone may hold more than one; five and seven nodes spread as 2-2-1 and 3-2-2.
   */
  public static final int ZONES_NEEDED = 3;

  private ZoneRule() {}

  /** The most nodes that one zone may hold. */
  public static int mostPerZone(int nodeCount) {
    return nodeCount - ClusterSize.majorityOf(nodeCount);
  }

  static void check(String path, List<Place> places, Problems problems) {
    Map<String, Long> nodesByZone =
        places.stream()
            .map(place -> place.subnet().zone())
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    int most = mostPerZone(places.size());
    if (nodesByZone.values().stream().anyMatch(nodes -> nodes > most)) {
      problems.add(
          path,
          ("spread %d nodes so that the loss of any one zone leaves a majority of %d (at most %d a"
                  + " zone)")
              .formatted(places.size(), ClusterSize.majorityOf(places.size()), most),
          nodesByZone.entrySet().stream()
              .map(zone -> zone.getValue() + " in " + zone.getKey())
              .collect(Collectors.joining(", ")),
          wayOut());
    }
  }

  /** What to do where there are too few zones. */
  public static String wayOut() {
    return "give subnets in %d zones, or set allowSharedZones if this is meant"
        .formatted(ZONES_NEEDED);
  }
}
