package io.redissentinel.sentinelctl.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.Bench;
import io.redissentinel.sentinelctl.stack.Outputs;
import io.redissentinel.sentinelctl.stack.PendingChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingChecksTest {
  private static final String REDIS = "Redis's settings";
  private static final String SENTINEL = "Sentinel's settings";
  private static final String COMMANDS = "disabled commands";
  private static final String PENDING = "nothing held back";

  private static Bench bench() {
    return new Bench();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repl-backlog-size | 64mb | 67108864 | true",
        "repl-backlog-size | 64mb | 1048576 | false",
        "maxmemory | 2048mb | 2147483648 | true",
        "maxmemory | auto | 600 | true",
        "maxmemory | auto | 0 | false",
        "maxmemory | auto | 900 | false",
        "save | 3600 1 300 100 | 3600 1 300 100 | true",
        "save | '' | '' | true",
        "save | '' | 3600 1 | false",
        "appendonly | yes | yes | true",
        "appendonly | yes | no | false",
        "client-output-buffer-limit | replica 256mb 128mb 60 | normal 0 0 0 slave 268435456 134217728 60 pubsub 33554432 8388608 60 | true",
        "client-output-buffer-limit | replica 256mb 64mb 60 | normal 0 0 0 slave 268435456 134217728 60 | false",
      })
  void valuesAreComparedByWhatTheyMean(String name, String wanted, String live, boolean same) {
    assertThat(SettingValues.same(name, wanted, live, 1000)).isEqualTo(same);
  }

  @Test
  void redisIsConfiguredAsTheStackWants() {
    Checked.of(bench()).passed(REDIS, "a", "as the stack wants them");
    Checked.of(bench().change("a", "min-replicas-to-write\n1\n", "min-replicas-to-write\n0\n"))
        .failed(REDIS, "a", "min-replicas-to-write is '0', not '1'");
  }

  @Test
  void whatTheTagsWantWinsOverWhatItWasLaunchedWith() {
    Checked.of(bench().block("a", "wanted-redis", "min-replicas-to-write=2"))
        .failed(REDIS, "a", "min-replicas-to-write is '1', not '2'");
    Checked.of(bench().block("a", "wanted-redis", "maxmemory=auto"))
        .failed(REDIS, "a", "maxmemory is '0', not 'auto'");
  }

  @Test
  void redisDoesNotSay() {
    Checked.of(bench().block("a", "redis-ping", "no answer within 2 s"))
        .notCheckable(REDIS, "a", "does not answer");
    Checked.of(bench().block("a", "redis-config", "ERR unknown command `config`"))
        .notCheckable(REDIS, "a", "CONFIG is renamed");
  }

  @Test
  void sentinelIsConfiguredAsTheStackWants() {
    Checked.of(bench()).notCheckable(SENTINEL, "a", "launched without them");
    Checked.of(bench().block("a", "wanted-sentinel", "quorum=2 down-after-milliseconds=5000"))
        .passed(SENTINEL, "a", "2, as the stack wants them");
    Checked.of(bench().block("a", "wanted-sentinel", "down-after-milliseconds=2000"))
        .failed(SENTINEL, "a", "down-after-milliseconds is '5000', not '2000'");
    Checked.of(bench().block("a", "wanted-sentinel", "nonsense=1"))
        .failed(SENTINEL, "a", "none of them");
    Checked.of(bench().block("a", "sentinel-ping", "no answer within 2 s"))
        .notCheckable(SENTINEL, "a", "does not answer");
  }

  @Test
  void theVersionThatRunsIsTheOneThatIsInstalled() {
    Checked.of(bench()).passed("Redis's version", "a", "5.0.6");
    Checked.of(bench().change("a", "REDIS_VERSION='5.0.6'", "REDIS_VERSION='6.2.23'"))
        .failed("Redis's version", "a", "5.0.6 runs, 6.2.23 is installed");
  }

  @Test
  void thePasswordIsAskedForWhereThereIsOne() {
    Checked.of(bench()).passed("password", "a", "asked for");
    Checked.of(bench().change("a", "requirepass\nset", "requirepass\n"))
        .failed("password", "a", "lets everybody in");
    Checked.of(bench().change("a", "masterauth\nset", "masterauth\n"))
        .failed("password", "a", "could not follow one");
    Checked.of(bench().change("a", "AUTH='secrets-manager'", "AUTH='none'"))
        .failed("password", "a", "the stack wants none");
    Checked.of(
            bench()
                .change("a", "AUTH='secrets-manager'", "AUTH='none'")
                .change("a", "requirepass\nset", "requirepass\n"))
        .passed("password", "a", "none, as the stack wants it");
    Checked.of(bench().block("a", "redis-config", "")).notCheckable("password", "a");
  }

  @Test
  void nothingIsHeldBack() {
    Checked.of(bench()).passed(PENDING, Line.CLUSTER, "every node runs with what the stack says");
    Checked.of(bench().outputs(all -> holding(all, "ami")))
        .passed(PENDING, Line.CLUSTER, "newer machine image");
    Checked.of(bench().outputs(all -> holding(all, "configuration")))
        .failed(PENDING, Line.CLUSTER, "c: configuration 1, wanted 2");
  }

  @Test
  void whatIsHeldBackIsRolledOut() {
    Checked.of(bench().outputs(all -> holding(all, "configuration")))
        .remedied(PENDING, Line.CLUSTER, "`sentinelctl roll`");
  }

  @Test
  void redisRefusesWhatTheStackDisables() {
    Checked.of(bench()).passed(COMMANDS, "a", "none, as the stack wants it");
    Checked.of(
            bench()
                .block("a", "wanted-commands", "DEBUG FLUSHALL")
                .block("a", "without", "FLUSHALL\nDEBUG"))
        .passed(COMMANDS, "a", "refuses DEBUG, FLUSHALL");
    Checked.of(
            bench().block("a", "wanted-commands", "DEBUG FLUSHALL").block("a", "without", "DEBUG"))
        .failed(COMMANDS, "a", "still takes FLUSHALL, which the stack disables");
    Checked.of(bench().block("a", "without", "KEYS"))
        .failed(COMMANDS, "a", "refuses KEYS, which the stack has given back");
    Checked.of(bench().block("a", "wanted-commands", ""))
        .notCheckable(COMMANDS, "a", "older release");
    Checked.of(bench().block("a", "redis-ping", "no answer within 2 s"))
        .notCheckable(COMMANDS, "a", "does not answer");
  }

  @ParameterizedTest
  @CsvSource({"none, FLUSHALL, harden --undo`", "FLUSHALL, '', harden`"})
  void theRemedyIsToHardenOrToUndoThat(String wanted, String without, String remedy) {
    Checked.of(bench().block("a", "wanted-commands", wanted).block("a", "without", without))
        .remedied(COMMANDS, "a", remedy);
  }

  private static Outputs holding(Outputs all, String what) {
    return new Outputs(
        all.masterName(),
        all.quorum(),
        all.sentinelEndpoints(),
        all.redisEndpoints(),
        all.nodes(),
        all.securityGroupId(),
        List.of(new PendingChange("c", what, "1", "2")));
  }

  @ParameterizedTest
  @CsvSource({
    "same rotating, a rotation is under way",
    "same prepared, a rotation is under way",
    "other prepared, a rotation is under way",
    "other, another one than the store"
  })
  void aNodeSaysWhetherItHasTheStoresPassword(String said, String why) {
    Checked.of(bench().block("a", "secret", said)).failed("stored password", "a", why);
    Checked.of(bench().block("a", "secret", "same")).passed("stored password", "a", "current one");
  }
}
