package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import io.redissentinel.RedisSentinel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever a stack's file says: a message that says what is wrong, or a plan. Never a trace. */
class StackConfigFuzzTest {
  private static final String SECRET = "hunter2";

  private static final String[] HOSTILE = {
    "",
    " ",
    "'",
    "\"",
    "\\",
    "\n",
    "a\nb",
    "$(touch /tmp/owned)",
    "`id`",
    "%s%n%d",
    "{{node}}",
    "naïve",
    "日本語",
    "\u0000",
    "\u2028",
    "\uD800",
    "null",
    "[null]",
    "[",
    "[[[[",
    "{\"a\":1}",
    "[\"'; rm -rf /; '\"]",
    "[\"::/0\"]",
    "-1",
    "0",
    "1e9",
    "99999999999999999999",
    "٣",
    "999999999.0.0",
    "../../etc/passwd"
  };

  private static final String[] REASONABLE = {
    "true",
    "false",
    "3",
    "5",
    "7",
    "2",
    "10",
    "6380",
    "27000",
    "5.0.14",
    "6.2.23",
    "arm64",
    "none",
    "ssm",
    "m6i.large",
    "ami-1",
    "Given-Password-#1",
    "http://10.0.0.9",
    "arn:aws:kms:eu-west-1:111122223333:key/1",
    "ssh-ed25519 AAAA me",
    "orders",
    "no",
    "volatile-ttl",
    "[\"300 100\"]",
    "[]",
    "[\"a\"]",
    "acl",
    "15m",
    "prod/",
    "shared-backups",
    "s3://exports/old-0001.rdb",
    "[\"10.0.0.0/16\"]",
    "[\"0.0.0.0/0\"]",
    "[\"sg-1\",\"sg-2\"]",
    "[\"subnet-1\",\"subnet-2\",\"subnet-3\"]",
    "[\"10.0.0.10\",\"10.0.0.11\",\"10.0.0.12\"]"
  };

  private static final Map<String, String> FITTING =
      Map.ofEntries(
          Map.entry("subnetIds", "[\"subnet-1\",\"subnet-2\",\"subnet-3\"]"),
          Map.entry("allowSharedZones", "true"),
          Map.entry("publicAddresses", "false"),
          Map.entry("architecture", "arm64"),
          Map.entry("instanceType", "m7g.large"),
          Map.entry("imageId", "ami-1"),
          Map.entry("volumeSizeGiB", "10"),
          Map.entry("protectData", "false"),
          Map.entry("kmsKeyId", "arn:aws:kms:eu-west-1:111122223333:key/1"),
          Map.entry("awsEndpointUrl", "http://10.0.0.9"),
          Map.entry("clientCidrs", "[\"10.0.0.0/16\",\"192.168.0.0/24\"]"),
          Map.entry("clientSecurityGroupIds", "[\"sg-1\",\"sg-2\"]"),
          Map.entry("sshCidrs", "[\"10.0.9.0/28\"]"),
          Map.entry("publicKey", "ssh-ed25519 AAAA me"),
          Map.entry("allowPublic", "true"),
          Map.entry("sessionManager", "true"),
          Map.entry("auth", "password"),
          Map.entry("password", "Given-Password-#1"),
          Map.entry("passwordStore", "ssm"),
          Map.entry("redisVersion", "6.2.23"),
          Map.entry("redisPort", "6380"),
          Map.entry("minReplicasToWrite", "0"),
          Map.entry("redisRunTests", "true"),
          Map.entry("appendOnly", "false"),
          Map.entry("appendFsync", "always"),
          Map.entry("snapshots", "[]"),
          Map.entry("maxMemoryMiB", "2048"),
          Map.entry("maxMemoryPolicy", "allkeys-lfu"),
          Map.entry("replicationBacklogMiB", "1"),
          Map.entry("replicaOutputBufferMiB", "512"),
          Map.entry("masterName", "orders"),
          Map.entry("quorum", "3"),
          Map.entry("backups", "false"),
          Map.entry("backupBucket", "shared-backups"),
          Map.entry("backupPrefix", "prod/"),
          Map.entry("backupEvery", "15m"),
          Map.entry("backupRetentionDays", "90"),
          Map.entry("elastiCacheExport", "none"),
          Map.entry("volumeSnapshots", "true"),
          Map.entry("volumeSnapshotDays", "14"),
          Map.entry("restoreFrom", "s3://exports/old-0001.rdb"),
          Map.entry("rollout", "[\"b\"]"));

  @Provide
  Arbitrary<Map<String, String>> anything() {
    return stacks(
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40),
            Arbitraries.of(HOSTILE),
            Arbitraries.of(REASONABLE)),
        Key.values().length);
  }

  /** Keys with values that fit them, and at times one that does not. */
  @Provide
  Arbitrary<Map<String, String>> mostlyFitting() {
    Arbitrary<Map<String, String>> fitting =
        Arbitraries.maps(Arbitraries.of(FITTING.keySet()), Arbitraries.just(""))
            .ofMaxSize(8)
            .map(
                keys -> {
                  Map<String, String> stack = new HashMap<>(keys);
                  stack.replaceAll((key, nothing) -> FITTING.get(key));
                  return stack;
                });
    Arbitrary<Map<String, String>> hostile = stacks(Arbitraries.of(HOSTILE), 1);
    return Combinators.combine(fitting, hostile, Arbitraries.integers().between(0, 3))
        .as(
            (stack, one, dice) -> {
              if (dice == 0) {
                stack.putAll(one);
              }
              return stack;
            });
  }

  private static Arbitrary<Map<String, String>> stacks(Arbitrary<String> values, int keys) {
    return Arbitraries.maps(Arbitraries.of(Key.class).map(Key::toString), values).ofMaxSize(keys);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void readingEndsInArgumentsOrInAMessage(
      @ForAll("anything") Map<String, String> stack, @ForAll boolean encrypted) {
    stack.computeIfPresent(Key.PASSWORD.toString(), (key, value) -> SECRET + value);
    try {
      read(stack, encrypted).toArgs(bucket -> Output.of("redis-backups"));
    } catch (RunException refusal) {
      assertIsClear(refusal.getMessage(), stack);
    }
  }

  /** The plan itself: every resource is asked for, with mocks in AWS's place. */
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void aRunEndsInAPlanOrInAMessage(@ForAll("mostlyFitting") Map<String, String> stack) {
    LogManager.getLogManager().reset();
    try {
      TestResult result =
          PulumiTest.withMocks(new DefaultVpc())
              .runTest(
                  ctx ->
                      new RedisSentinel("redis", read(stack, true).toArgs(App::backupBucket))
                          .outputs()
                          .forEach(ctx::export));
      Statistics.label("a plan").collect(result.errors().isEmpty());
      Statistics.label("a plan").coverage(seen -> seen.check(true).percentage(share -> share > 20));
      if (result.errors().isEmpty()) {
        assertThat(result.outputs()).containsKey("sentinelEndpoints");
      } else {
        assertThat(result.errors()).as(stack.toString()).hasSize(1);
        assertThat(result.errors().get(0)).as(stack.toString()).doesNotContain("\tat ");
      }
    } finally {
      PulumiTest.cleanup();
    }
  }

  private static StackConfig read(Map<String, String> stack, boolean encrypted) {
    return StackConfig.read(key -> Optional.ofNullable(stack.get(key)), key -> encrypted);
  }

  /** One line each, which begins with a key that is there. */
  private static void assertIsClear(String message, Map<String, String> stack) {
    assertThat(message.lines().toList()).hasSizeGreaterThan(1);
    message
        .lines()
        .skip(1)
        .forEach(
            line ->
                assertThat(line)
                    .as(stack.toString())
                    .matches(" {2}redis-sentinel:[A-Za-z0-9]+(\\[\\d+])?: .+"));
    assertThat(message).as("a message never shows a password").doesNotContain(SECRET);
  }
}
