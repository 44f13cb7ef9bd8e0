package io.redissentinel.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects problems, so that a user hears of all of them at once and not of one a run.
 *
 * <p>Each has the form {@code path: must ..., got ...; what to do}.
 */
public final class Problems {
  private final List<Problem> all = new ArrayList<>();

  /**
   * Adds a problem.
   *
   * @param path the input's property path
   * @param must what must hold; reads on after "must"
   * @param got what was given
   * @param todo the way out
   */
  public void add(String path, String must, Object got, String todo) {
    add(path, "must %s, got %s; %s".formatted(must, shown(got), todo));
  }

  /** Adds a problem whose message is not of the usual form. */
  public void add(String path, String message) {
    all.add(new Problem(path, message));
  }

  /** Adds a problem unless the value is in the range, both ends included. */
  public void requireRange(String path, long value, long from, long to, String todo) {
    if (value < from || value > to) {
      add(path, "be between %d and %d".formatted(from, to), value, todo);
    }
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** What was found, in the order of its finding. */
  public List<Problem> all() {
    return List.copyOf(all);
  }

  /** All problems, a line each. */
  @Override
  public String toString() {
    return all.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  private static String shown(Object got) {
    if (got instanceof String text) {
      return text.isEmpty() ? "nothing" : "'" + text + "'";
    }
    return String.valueOf(got);
  }
}
