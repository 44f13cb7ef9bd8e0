package io.redissentinel.lab.cloud.dlm;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType.Problem;
import io.redissentinel.lab.cloud.iam.Roles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecyclePoliciesTest {
  private static final Properties CREATE =
      inputs("interval", 24, "intervalUnit", "HOURS", "times", "03:00");
  private static final Properties RETAIN = inputs("interval", 7, "intervalUnit", "DAYS");

  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  private static Properties policy(Properties create, Properties retain) {
    return inputs(
        "description",
        "Daily snapshots of redis",
        "executionRoleArn",
        "arn:aws:iam::000000000000:role/dlm",
        "policyDetails",
        Map.of(
            "resourceTypes",
            List.of("VOLUME"),
            "targetTags",
            Map.of("redis-sentinel:volume-snapshots", "redis"),
            "schedules",
            List.of(inputs("name", "daily", "createRule", create, "retainRule", retain))));
  }

  @Test
  void areRecorded() {
    aws.create(Roles.TOKEN, "name", "dlm", "assumeRolePolicy", "{}");
    Resource made = aws.create(LifecyclePolicies.TOKEN, policy(CREATE, RETAIN));
    assertThat(made.outputs().text("arn"))
        .contains("arn:aws:dlm:lab-local-1:000000000000:policy/" + made.id());
    aws.update(made, policy(CREATE, inputs("count", 3)));
    aws.delete(made);
    assertThat(aws.cloud.list(LifecyclePolicies.TOKEN)).isEmpty();
  }

  @Test
  void needTheirRole() {
    refusal(
        "InvalidRequestException",
        () -> aws.create(LifecyclePolicies.TOKEN, policy(CREATE, RETAIN)));
  }

  @Test
  void refuseWhatAwsRefuses() {
    assertThat(problems(policy(CREATE, RETAIN))).isEmpty();
    assertThat(problems(policy(CREATE.with("interval", 5), RETAIN))).contains("got 5");
    assertThat(problems(policy(CREATE.with("times", "3:00"), RETAIN))).contains("got 3:00");
    assertThat(problems(policy(CREATE, RETAIN.with("count", 3)))).contains("retainRule.count and");
    assertThat(problems(policy(CREATE, inputs("count", 1001)))).contains("got 1001");
    assertThat(problems(policy(CREATE, RETAIN.with("intervalUnit", "HOURS")))).contains("DAYS");
    assertThat(problems(policy(CREATE, RETAIN).with("description", "of redis:6")))
        .contains("digits");
    assertThat(problems(policy(CREATE, RETAIN).with("policyDetails", Map.of())))
        .contains("VOLUME", "targetTags are needed", "1 to 4 schedules");
  }

  private String problems(Properties inputs) {
    return String.join(
        "\n",
        aws.cloud.check(LifecyclePolicies.TOKEN, inputs).stream().map(Problem::reason).toList());
  }
}
