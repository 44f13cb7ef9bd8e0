package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.redissentinel.sentinelctl.verify.Verdict.Failed;
import io.redissentinel.sentinelctl.verify.Verdict.NotCheckable;
import io.redissentinel.sentinelctl.verify.Verdict.Passed;
import io.redissentinel.sentinelctl.verify.Verification;
import java.util.List;

/**
 * What {@code sentinelctl verify --output json} prints, in the shape that the README documents.
 *
 * @param ok whether nothing failed
 */
@JsonPropertyOrder({"ok", "passed", "failed", "notCheckable", "lines"})
record VerificationJson(
    boolean ok, long passed, long failed, long notCheckable, List<Entry> lines) {
  /**
   * A line.
   *
   * @param subject a node's key, or {@code cluster}
   * @param verdict {@code passed}, {@code failed} or {@code notCheckable}
   * @param what what was found, or why nothing can be
   * @param remedy what to do; only where it failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"check", "subject", "verdict", "what", "remedy"})
  record Entry(String check, String subject, String verdict, String what, String remedy) {}

  static VerificationJson of(Verification verification) {
    long failed = VerificationText.count(verification, Failed.class);
    return new VerificationJson(
        failed == 0,
        VerificationText.count(verification, Passed.class),
        failed,
        VerificationText.count(verification, NotCheckable.class),
        verification.lines().stream()
            .map(
                line ->
                    new Entry(
                        line.check(),
                        line.subject(),
                        line.failed()
                            ? "failed"
                            : line.verdict() instanceof Passed ? "passed" : "notCheckable",
                        line.verdict().what(),
                        line.verdict() instanceof Failed it ? it.remedy() : null))
            .toList());
  }
}
