package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.verify.Line;
import io.redissentinel.sentinelctl.verify.Verdict;
import io.redissentinel.sentinelctl.verify.Verdict.Failed;
import io.redissentinel.sentinelctl.verify.Verdict.NotCheckable;
import io.redissentinel.sentinelctl.verify.Verdict.Passed;
import io.redissentinel.sentinelctl.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A verification for people: a line each, the same for several nodes said once. */
final class VerificationText {
  private static final String INDENT = " ".repeat(15);

  private VerificationText() {}

  private record Same(String check, Verdict verdict) {}

  static String of(Verification verification, Style style) {
    Map<Same, List<String>> merged = new LinkedHashMap<>();
    for (Line line : verification.lines()) {
      merged
          .computeIfAbsent(new Same(line.check(), line.verdict()), same -> new ArrayList<>())
          .add(line.subject());
    }
    StringBuilder text = new StringBuilder();
    merged.forEach(
        (same, subjects) -> {
          text.append(word(same.verdict(), style)).append(same.check());
          if (!subjects.equals(List.of(Line.CLUSTER))) {
            text.append(" on ").append(String.join(", ", subjects));
          }
          text.append(": ").append(same.verdict().what()).append('\n');
          if (same.verdict() instanceof Failed failed) {
            text.append(INDENT).append("-> ").append(failed.remedy()).append('\n');
          }
        });
    return text.append(
            "%d passed, %d failed, %d not checkable"
                .formatted(
                    count(verification, Passed.class),
                    count(verification, Failed.class),
                    count(verification, NotCheckable.class)))
        .toString();
  }

  static long count(Verification verification, Class<? extends Verdict> kind) {
    return verification.lines().stream().filter(line -> kind.isInstance(line.verdict())).count();
  }

  private static String word(Verdict verdict, Style style) {
    if (verdict instanceof Failed) {
      return style.bad("FAILED         ");
    }
    return verdict instanceof Passed
        ? style.good("passed         ")
        : style.doubtful("not checkable  ");
  }
}
