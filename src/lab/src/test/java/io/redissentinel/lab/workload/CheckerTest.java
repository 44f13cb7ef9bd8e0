package io.redissentinel.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of all other fault tests, on histories that are made up. */
final class CheckerTest {
  private static final long FAULT = 10_000_000;
  private final List<Write> writes = new ArrayList<>();
  private final List<View> views = new ArrayList<>();

  private CheckerTest acknowledged(int writer, long n, double seconds) {
    writes.add(new Write(writer, n, at(seconds) - 1000, at(seconds), null));
    return this;
  }

  private CheckerTest failed(int writer, long n, double seconds) {
    writes.add(new Write(writer, n, at(seconds) - 1000, at(seconds), "READONLY You can't"));
    return this;
  }

  private CheckerTest view(String host, double seconds, boolean takesWrites) {
    views.add(new View(at(seconds), host, takesWrites ? "master" : "slave", takesWrites, "x"));
    return this;
  }

  private static long at(double seconds) {
    return FAULT + Math.round(seconds * 1e6);
  }

  private History history() {
    return new History("r", 1, ClientKind.CAREFUL, writes, views);
  }

  private Verdict judged(String... missing) {
    return Checker.judge(history(), Set.of(missing), FAULT);
  }

  @Test
  void nothingIsLostWhereEverythingIsThere() {
    Verdict verdict = acknowledged(0, 1, -1).acknowledged(1, 1, 2).judged();
    assertThat(verdict.acknowledged()).isEqualTo(2);
    assertThat(verdict.failed()).isZero();
    assertThat(verdict.lost()).isEmpty();
    assertThat(verdict.lastLost()).isNegative();
  }

  @Test
  void lostWritesAreSaidWithTheMomentOfTheirAcknowledgement() {
    Verdict verdict =
        acknowledged(0, 1, -1)
            .acknowledged(0, 2, 3.5)
            .acknowledged(1, 1, 1.25)
            .judged("w:r:0:2", "w:r:1:1");
    assertThat(verdict.lost()).containsExactly(1.25, 3.5);
    assertThat(verdict.firstLost()).isEqualTo(1.25);
    assertThat(verdict.lastLost()).isEqualTo(3.5);
    assertThat(verdict.toString())
        .contains("2 lost (2 as the master died), acknowledged 1.25 to 3.50 s");
  }

  @Test
  void onlyTheLastWriteOfAWriterBeforeAnOutageCanHaveGoneWithTheMaster() {
    Verdict verdict =
        acknowledged(0, 1, -0.02)
            .acknowledged(0, 2, -0.01)
            .acknowledged(1, 1, -0.01)
            .acknowledged(0, 3, 6)
            .acknowledged(0, 4, 6.5)
            .acknowledged(1, 2, 6)
            .judged("w:r:0:1", "w:r:0:2", "w:r:1:1", "w:r:0:3");
    assertThat(verdict.lost()).hasSize(4);
    assertThat(verdict.lostLast()).isEqualTo(2);
  }

  @Test
  void aWriteThatWasNotAcknowledgedCannotBeLost() {
    Verdict verdict = acknowledged(0, 1, -1).failed(0, 2, 1).judged("w:r:0:2");
    assertThat(verdict.lost()).isEmpty();
    assertThat(verdict.failed()).isEqualTo(1);
  }

  @Test
  void theTimeWithoutWritesIsThatOfAllWritersTogether() {
    Verdict verdict =
        acknowledged(0, 1, -0.5)
            .acknowledged(1, 1, 0.25)
            .failed(0, 2, 3)
            .acknowledged(1, 2, 6.5)
            .acknowledged(0, 3, 6.75)
            .judged();
    assertThat(verdict.gap()).isEqualTo(6.25);
    assertThat(verdict.gapBegin()).isEqualTo(0.25);
  }

  @Test
  void writesThatNeverComeBackCountToTheEnd() {
    assertThat(acknowledged(0, 1, 0).failed(0, 2, 1).failed(0, 3, 40).judged().gap()).isEqualTo(40);
  }

  @Test
  void twoMastersAreSeenWhileBothTakeWrites() {
    view("a", -1, true).view("b", -1, false).view("b", 7, true).view("a", 10.5, false);
    assertThat(judged().twoMasters()).isEqualTo(3.5);
  }

  @Test
  void oneMasterAfterTheOtherIsNoPair() {
    view("a", -1, true).view("b", -1, false).view("a", 6, false).view("b", 7, true);
    assertThat(judged().twoMasters()).isZero();
  }

  @Test
  void aHistoryIsReadBackAsItWasSaved(@TempDir Path folder) throws Exception {
    acknowledged(0, 1, -1).failed(3, 2, 1).view("10.77.1.10", 0, true);
    Path file = folder.resolve("history");
    history().save(file);
    assertThat(History.load(file)).isEqualTo(history());
  }
}
