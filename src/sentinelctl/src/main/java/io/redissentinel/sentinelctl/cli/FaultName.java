package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.drill.FaultKind;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A fault by its name on the command line, and not by its name in Java as well. */
final class FaultName implements ITypeConverter<FaultKind>, Iterable<String> {
  @Override
  public FaultKind convert(String text) {
    return Stream.of(FaultKind.values())
        .filter(kind -> kind.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "must be one of %s, got '%s'".formatted(String.join(", ", this), text)));
  }

  @Override
  public Iterator<String> iterator() {
    return Stream.of(FaultKind.values()).map(FaultKind::toString).iterator();
  }
}
