package io.redissentinel.lab.cloud.dlm;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.iam.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Policies that have snapshots of volumes taken. A record and no more: no service is behind it, and
 * no snapshot is ever taken. What AWS refuses of a policy for volumes is refused here, too.
 */
public final class LifecyclePolicies implements ResourceType {
  public static final String TOKEN = "aws:dlm/lifecyclePolicy:LifecyclePolicy";

  private static final String DETAILS = "policyDetails";
  private static final Set<Integer> HOURS = Set.of(1, 2, 3, 4, 6, 8, 12, 24);
  private static final Set<String> UNITS = Set.of("DAYS", "WEEKS", "MONTHS", "YEARS");
  private static final int MOST_SCHEDULES = 4;
  private static final int MOST_SNAPSHOTS = 1000;

  private static final Schema SCHEMA =
      new Schema()
          .update("description", "executionRoleArn", "state", DETAILS)
          .required("description", "executionRoleArn", DETAILS)
          .computed("arn")
          .tags();

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<Problem> check(Properties inputs) {
    List<Problem> wrong = new ArrayList<>();
    inputs
        .text("description")
        .filter(text -> !text.matches("[0-9A-Za-z _-]{1,500}"))
        .ifPresent(
            text ->
                wrong.add(
                    new Problem(
                        "description",
                        "must be 1 to 500 of letters, digits, spaces, '_' and '-'; got " + text)));
    if (!Set.of("ENABLED", "DISABLED").contains(inputs.text("state").orElse("ENABLED"))) {
      wrong.add(new Problem("state", "must be ENABLED or DISABLED"));
    }
    if (!inputs.isUnknown(DETAILS)) {
      details(inputs.object(DETAILS)).forEach(why -> wrong.add(new Problem(DETAILS, why)));
    }
    return wrong;
  }

  private static List<String> details(Properties details) {
    List<String> wrong = new ArrayList<>();
    if (!details.texts("resourceTypes").equals(List.of("VOLUME"))) {
      wrong.add("the lab models resourceTypes [VOLUME] only");
    }
    if (details.textMap("targetTags").isEmpty()) {
      wrong.add("targetTags are needed");
    }
    List<Properties> schedules = details.objects("schedules");
    if (schedules.isEmpty() || schedules.size() > MOST_SCHEDULES) {
      wrong.add("1 to 4 schedules are needed; got " + schedules.size());
    }
    if (schedules.stream().map(one -> one.text("name")).distinct().count() < schedules.size()) {
      wrong.add("the names of the schedules must differ");
    }
    schedules.forEach(schedule -> wrong.addAll(schedule(schedule)));
    return wrong;
  }

  private static List<String> schedule(Properties schedule) {
    List<String> wrong = new ArrayList<>();
    Properties create = schedule.object("createRule");
    if (create.has("cronExpression") == create.has("interval")) {
      wrong.add("exactly one of createRule.interval and createRule.cronExpression is needed");
    }
    create.number("interval").stream()
        .filter(hours -> !HOURS.contains(hours))
        .forEach(hours -> wrong.add("createRule.interval must be of " + HOURS + "; got " + hours));
    create
        .text("times")
        .filter(time -> !time.matches("([01]\\d|2[0-3]):[0-5]\\d"))
        .ifPresent(time -> wrong.add("createRule.times must be HH:MM in UTC; got " + time));
    Properties retain = schedule.object("retainRule");
    if (retain.has("count") == retain.has("interval")) {
      wrong.add("exactly one of retainRule.count and retainRule.interval is needed");
    }
    retain.number("count").stream()
        .filter(count -> count < 1 || count > MOST_SNAPSHOTS)
        .forEach(count -> wrong.add("retainRule.count must be 1 to 1000; got " + count));
    if (retain.has("interval") && !UNITS.contains(retain.text("intervalUnit").orElse(""))) {
      wrong.add("retainRule.intervalUnit must be one of " + UNITS);
    }
    return wrong;
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    requireRole(store, inputs);
    String id = Ids.random("policy");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("dlm", "policy/" + id))
            .withDefault("state", "ENABLED");
    return new Resource(id, TOKEN, urn, inputs, outputs);
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    requireRole(store, inputs);
    return ResourceType.super.update(store, old, inputs);
  }

  private static void requireRole(Store store, Properties inputs) {
    String arn = inputs.requireText("executionRoleArn");
    if (store.list(Roles.TOKEN).stream()
        .noneMatch(role -> role.outputs().text("arn").filter(arn::equals).isPresent())) {
      throw new AwsException("InvalidRequestException", "Invalid execution role: " + arn);
    }
  }
}
