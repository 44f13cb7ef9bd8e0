package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** After how many days a bucket deletes what. Nobody does so in the lab; the rules are checked. */
public final class BucketLifecycles extends BucketSetting {
  private static final String RULES = "rules";
  private static final String EXPIRATION = "expiration";
  private static final String DELETE_MARKER = "expiredObjectDeleteMarker";
  private static final String NONCURRENT = "noncurrentVersionExpiration";
  private static final String ABORT = "abortIncompleteMultipartUpload";
  private static final Set<String> MODELLED =
      Set.of("id", "status", "filter", EXPIRATION, NONCURRENT, ABORT);

  public BucketLifecycles() {
    super("BucketLifecycleConfigurationV2", new Schema().update(RULES).required(RULES));
  }

  @Override
  public List<Problem> check(Properties inputs) {
    List<String> wrong = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Properties rule : inputs.objects(RULES)) {
      String id = rule.text("id").orElse("");
      if (!ids.add(id)) {
        wrong.add("rule ID must be unique; got '" + id + "' twice");
      }
      problems(rule).map(problem -> "rule '" + id + "': " + problem).forEach(wrong::add);
    }
    return wrong.stream().map(reason -> new Problem(RULES, reason)).toList();
  }

  private static Stream<String> problems(Properties rule) {
    List<String> wrong = new ArrayList<>();
    rule.values().keySet().stream()
        .filter(name -> !MODELLED.contains(name))
        .forEach(name -> wrong.add("the lab does not model the property '" + name + "'"));
    if (!List.of("Enabled", "Disabled").contains(rule.text("status").orElse("Enabled"))) {
      wrong.add("status must be Enabled or Disabled");
    }
    if (Stream.of(EXPIRATION, NONCURRENT, ABORT).noneMatch(rule::has)) {
      wrong.add("at least one action needs to be specified");
    }
    Properties expiration = rule.object(EXPIRATION);
    if (expiration.flag(DELETE_MARKER) && expiration.has("days")) {
      wrong.add(DELETE_MARKER + " cannot be given with days");
    }
    Stream.of(
            expiration.number("days"),
            rule.object(NONCURRENT).number("noncurrentDays"),
            rule.object(ABORT).number("daysAfterInitiation"))
        .flatMapToInt(OptionalInt::stream)
        .filter(days -> days < 1)
        .forEach(days -> wrong.add("a number of days must be positive; got " + days));
    return wrong.stream();
  }

  @Override
  void put(S3Client s3, String bucket, Properties inputs) {
    List<LifecycleRule> rules = inputs.objects(RULES).stream().map(BucketLifecycles::rule).toList();
    s3.putBucketLifecycleConfiguration(
        to -> to.bucket(bucket).lifecycleConfiguration(all -> all.rules(rules)));
  }

  private static LifecycleRule rule(Properties rule) {
    Properties expiration = rule.object(EXPIRATION);
    LifecycleRule.Builder made =
        LifecycleRule.builder()
            .id(rule.text("id").orElse(null))
            .status(rule.requireText("status"))
            .filter(some -> some.prefix(rule.object("filter").text("prefix").orElse("")));
    if (expiration.has("days")) {
      made.expiration(after -> after.days(days(expiration, "days")));
    } else if (expiration.has(DELETE_MARKER)) {
      made.expiration(marks -> marks.expiredObjectDeleteMarker(expiration.flag(DELETE_MARKER)));
    }
    if (rule.has(NONCURRENT)) {
      int days = days(rule.object(NONCURRENT), "noncurrentDays");
      made.noncurrentVersionExpiration(after -> after.noncurrentDays(days));
    }
    if (rule.has(ABORT)) {
      int days = days(rule.object(ABORT), "daysAfterInitiation");
      made.abortIncompleteMultipartUpload(after -> after.daysAfterInitiation(days));
    }
    return made.build();
  }

  private static int days(Properties action, String name) {
    return action.number(name).orElseThrow(() -> new IllegalStateException("no " + name));
  }

  @Override
  void clear(S3Client s3, Resource setting) {
    s3.deleteBucketLifecycle(of -> of.bucket(setting.id()));
  }

  @Override
  Object get(S3Client s3, String bucket) {
    return s3.getBucketLifecycleConfiguration(of -> of.bucket(bucket));
  }
}
