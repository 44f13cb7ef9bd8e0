package io.redissentinel.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Collects problems, so that a user hears of all of them at once and not of one a run.
 *
 * <p>Each has the form {@code path: must ..., got ...; what to do}.
 */
public final class Problems {
  private static final int LONGEST_SHOWN = 200;

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
    all.add(new Problem(path, printable(message)));
  }

  /** Adds a problem unless the value is in the range, both ends included. */
  public void requireRange(String path, long value, long from, long to, String todo) {
    if (value < from || value > to) {
      add(path, "be between %d and %d".formatted(from, to), value, todo);
    }
  }

  /** Adds a problem unless all of the value matches the form. */
  public void requireForm(String path, String value, Pattern form, String must, String todo) {
    if (!form.matcher(value).matches()) {
      add(path, must, value, todo);
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
    if (!(got instanceof String text)) {
      return String.valueOf(got);
    }
    int length = text.codePointCount(0, text.length());
    if (length <= LONGEST_SHOWN) {
      return text.isEmpty() ? "nothing" : "'" + text + "'";
    }
    return "'%s...'".formatted(text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)));
  }

  /** On one line, whatever was given, and with nothing in it that a terminal obeys. */
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    shown.append("\\u%04x".formatted(c));
                default -> shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
