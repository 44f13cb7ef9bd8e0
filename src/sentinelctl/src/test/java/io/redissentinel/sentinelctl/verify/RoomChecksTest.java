package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.Bench;
import org.junit.jupiter.api.Test;

class RoomChecksTest {
  private static Bench bench() {
    return new Bench();
  }

  @Test
  void thereIsRoomOnTheDisks() {
    Checked.of(bench().block("a", "disks", "/data 1000000 900000 1\n/ 1000000 500000 4"))
        .passed("disk room", "a", "/data 90 % free, / 50 % free");
    Checked.of(bench().block("a", "disks", "/data 1000000 900000 1\n/ 1000000 90000 4"))
        .failed("disk room", "a", "/ 9 % free, less than 10 %");
    Checked.of(bench().block("a", "disks", "/data 1000000 900000 95"))
        .failed("disk room", "a", "95 % of the inodes");
  }

  /** Rewriting the append-only file needs room for the whole data set. */
  @Test
  void theDataSetHasToFitOnceMore() {
    Checked.of(bench().block("a", "disks", "/data 100000 50000 1"))
        .failed("disk room", "a", "/data has 48 MiB free");
  }

  @Test
  void thereIsMemory() {
    Checked.of(bench()).passed("memory room", "a", "no maxmemory");
    Checked.of(bench().block("a", "memory", "MemTotal: 1000000 kB\nMemAvailable: 90000 kB"))
        .failed("memory room", "a", "9 % of the machine's memory is available");
    Checked.of(bench().block("a", "memory", "MemTotal: 100000 kB\nMemAvailable: 30000 kB"))
        .failed("memory room", "a", "is Redis's, and there is no maxmemory");
    Checked.of(bench().change("a", "\nmaxmemory:0", "\nmaxmemory:70000000"))
        .failed("memory room", "a", "of maxmemory is in use");
    Checked.of(bench().change("a", "\nmaxmemory:0", "\nmaxmemory:700000000"))
        .passed("memory room", "a", "10 % of maxmemory in use");
    Checked.of(bench().block("a", "redis-ping", "no answer within 2 s"))
        .notCheckable("memory room", "a", "does not answer");
  }

  @Test
  void clocksAgree() {
    Checked.of(bench()).passed("clock skew", Line.CLUSTER, "of each other");
    Checked.of(bench().change("b", "@clock\n1000.0", "@clock\n1900.0"))
        .failed("clock skew", Line.CLUSTER, "they are 900.");
    Checked.of(bench().down("b").down("c")).notCheckable("clock skew", Line.CLUSTER);
  }
}
