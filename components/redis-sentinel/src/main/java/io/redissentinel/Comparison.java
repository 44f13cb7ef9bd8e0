package io.redissentinel;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what a node runs with and what it would be given now. */
final class Comparison {
  private final String node;
  private final List<Output<Optional<PendingChange>>> found = new ArrayList<>();

  Comparison(String node) {
    this.node = node;
  }

  /** Adds a property to compare; one that is not set counts as {@code none}. */
  Comparison of(String what, Output<String> running, Output<String> wanted) {
    found.add(
        Output.tuple(running, wanted)
            .applyValue(values -> compare(what, orNone(values.t1), orNone(values.t2))));
    return this;
  }

  /** What differs. */
  Output<List<PendingChange>> differences() {
    return Output.all(found).applyValue(all -> all.stream().flatMap(Optional::stream).toList());
  }

  private Optional<PendingChange> compare(String what, String running, String wanted) {
    return running.equals(wanted)
        ? Optional.empty()
        : Optional.of(new PendingChange(node, what, running, wanted));
  }

  private static String orNone(String value) {
    return value == null || value.isEmpty() ? "none" : value;
  }
}
