package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Something that must be true. */
@FunctionalInterface
public interface Check {
  /** The lines it comes to. */
  List<Line> of(Situation situation);

  /** A check of each node that answered. Of the others, {@link NodeChecks#REACHABLE} speaks. */
  static Check eachNode(String name, BiFunction<NodeLook, NodeFacts, Verdict> check) {
    return situation ->
        situation.look().nodes().stream()
            .flatMap(
                look ->
                    look.facts().stream()
                        .map(facts -> new Line(name, look.node().key(), check.apply(look, facts))))
            .toList();
  }

  /** A check of the cluster as a whole. */
  static Check cluster(String name, Function<Situation, Verdict> check) {
    return situation -> List.of(Line.cluster(name, check.apply(situation)));
  }
}
