package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.Bench;
import org.junit.jupiter.api.Test;

class NodeChecksTest {
  private static Bench bench() {
    return new Bench();
  }

  @Test
  void aNodeIsReady() {
    Checked.of(bench()).passed("bootstrap", "a", "ready");
    Checked.of(
            bench()
                .block("a", "ready", "")
                .block("a", "bootstrap", "failed redis: Redis 5.0.7 does not compile"))
        .failed("bootstrap", "a", "not through: failed redis: Redis 5.0.7 does not compile");
  }

  @Test
  void servicesRun() {
    Checked.of(bench()).passed("services", "a");
    Checked.of(bench().change("a", "redis-server active static", "redis-server failed static"))
        .failed("services", "a", "redis-server is failed");
    Checked.of(bench().change("a", "redis-node active enabled", "redis-node active disabled"))
        .failed("services", "a", "redis-node does not start at boot");
    Checked.of(bench().block("a", "redis-ping", "Could not connect to Redis: Connection refused"))
        .failed("services", "a", "Redis: Could not connect to Redis: Connection refused");
    // What hangs is active, and a plain restart would wait for it for minutes.
    Checked.of(bench().block("a", "redis-ping", "no answer within 2 s"))
        .remedied("services", "a", "systemctl kill -s KILL redis-server");
  }

  @Test
  void portsAreOnTheNodesAddress() {
    Checked.of(bench()).passed("ports", "a", "6379", "26379");
    Checked.of(bench().change("a", "10.77.1.10:26379\n", ""))
        .failed("ports", "a", "nothing listens on 10.77.1.10:26379");
    Checked.of(bench().change("a", "127.0.0.1:6379\n", "0.0.0.0:6379\n"))
        .failed("ports", "a", "0.0.0.0:6379 is on every interface");
  }

  @Test
  void theLastWritesWentWell() {
    Checked.of(bench()).passed("persistence", "a");
    Checked.of(bench().change("a", "aof_last_write_status:ok", "aof_last_write_status:err"))
        .failed("persistence", "a", "aof_last_write_status is err");
    Checked.of(bench().block("a", "redis-ping", "no answer within 2 s"))
        .notCheckable("persistence", "a", "Redis does not answer");
  }

  @Test
  void warningsOfTheHostAreNoneOfAContainers() {
    Checked.of(bench())
        .passed("no warnings in logs", "a", "kernel settings of this container's host");
    Checked.of(bench().block("a", "redis-warnings", "")).passed("no warnings in logs", "a", "none");
  }

  @Test
  void warningsOfAMachineAreItsOwn() {
    Checked.of(bench().machine("a"))
        .failed("no warnings in logs", "a", "2, the last", "Transparent Huge Pages");
  }

  @Test
  void anotherWarningCountsInAContainerToo() {
    Checked.of(
            bench()
                .block(
                    "a",
                    "redis-warnings",
                    "1:M # Can't save in background: fork: Cannot allocate memory"))
        .failed("no warnings in logs", "a", "1, the last", "Cannot allocate memory");
    Checked.of(bench().block("a", "sentinel-warnings", "1:X # WARNING: something"))
        .failed("no warnings in logs", "a", "something");
  }
}
