package io.redissentinel;

import com.pulumi.exceptions.RunException;
import io.redissentinel.topology.Problem;
import io.redissentinel.topology.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked of the component cannot be had. Names everything that is wrong, a line each.
 *
 * <p>A {@link RunException}: Pulumi prints its message and no stack trace, since whoever reads it
 * has to look into their own program's arguments and not into this code.
 */
public final class InvalidArgumentsException extends RunException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> lines;

  InvalidArgumentsException(String what, Problems problems) {
    super("%s cannot be built:\n%s".formatted(what, problems.toString().indent(2)).stripTrailing());
    this.lines = new ArrayList<>(problems.all().stream().map(Problem::toString).toList());
  }

  /** What is wrong, a line each: {@code path: must ..., got ...; what to do}. */
  public List<String> problems() {
    return List.copyOf(lines);
  }
}
