package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogsTest {
  @Test
  void aWriterTellsWhereItIsAndWhatCameOfEachWrite() {
    WriterLog log = new WriterLog("b");
    log.hear("err 1 1000.5 20.125 no master found");
    log.hear("master 10.0.1.10 1000.9");
    log.hear("ack 2 1001.000000 0.412");
    log.hear("err 3 1001.005000 500.000 timed out");
    log.hear("err 4 1002.0 1.0 READONLY You can't write against a read only replica.");
    log.hear("end");
    assertThat(log.writes(time -> time - 1000))
        .containsExactly(
            new Write("b", 1, 0.5, 0.020125, "", "no master found"),
            new Write("b", 2, 1, 0.000412, "10.0.1.10", ""),
            new Write("b", 3, 1.0049999999999955, 0.5, "10.0.1.10", "timed out"),
            new Write(
                "b",
                4,
                2,
                0.001,
                "10.0.1.10",
                "READONLY You can't write against a read only replica."));
    assertThat(log.acknowledged()).isEqualTo(1);
    assertThat(log.last()).isEqualTo(4);
    assertThat(log.lastError()).startsWith("READONLY");
  }

  @Test
  void aWriterThatHasSaidNothing() {
    WriterLog log = new WriterLog("b");
    assertThat(log.last()).isZero();
    assertThat(log.lastError()).isEqualTo("it has not tried to");
  }

  @Test
  void aListenerTellsWhatItsSentinelPublishes() {
    ListenerLog log = new ListenerLog("c");
    assertThat(log.hears()).isFalse();
    log.hear("hears 1000.0");
    log.hear("event 1001.5 +odown master mymaster 10.0.1.10 6379 #quorum 2/2");
    log.hear("event 1002.5 +switch-master mymaster 10.0.1.10 6379 10.0.2.10 6379");
    log.hear("event 1002.6 +switch-master other 10.0.9.1 6379 10.0.9.2 6379");
    log.hear("deaf 1003.0 connection closed by the server");
    assertThat(log.hears()).isTrue();
    assertThat(log.switches("mymaster")).isEqualTo(1);
    assertThat(log.events(time -> time - 1000))
        .first()
        .isEqualTo(new Event(1.5, "c", "+odown", "master mymaster 10.0.1.10 6379 #quorum 2/2"));
  }
}
