package io.redissentinel.lab.cloud.ssm;

import static io.redissentinel.lab.cloud.CloudFixture.inputs;
import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {
  private static final Properties INPUTS =
      inputs("name", "/redis/password", "type", "SecureString", "value", "first-value");

  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  @Test
  void areKeptByAwsAndNotRecorded() throws IOException {
    Resource made = aws.create(Parameters.TOKEN, INPUTS);
    assertThat(made.id()).isEqualTo("/redis/password");
    assertThat(made.outputs().text("arn"))
        .contains("arn:aws:ssm:lab-local-1:000000000000:parameter/redis/password");
    assertThat(Files.readString(folder.resolve("aws/Parameter/%2Fredis%2Fpassword.json")))
        .doesNotContain("first-value");
    Resource now = aws.update(made, INPUTS.with("value", "second-value"));
    assertThat(now.outputs().number("version")).hasValue(2);
    assertThat(aws.cloud.read(made.type(), made.id()).orElseThrow().outputs().text("value"))
        .contains("second-value");
    aws.delete(now);
    assertThat(aws.host.isEmpty()).isTrue();
  }

  @Test
  void refuseANameInUseAndATypeThatThereIsNot() {
    aws.create(Parameters.TOKEN, INPUTS);
    refusal("ParameterAlreadyExists", () -> aws.create(Parameters.TOKEN, INPUTS));
    assertThat(aws.cloud.check(Parameters.TOKEN, INPUTS.with("type", "Secret"))).hasSize(1);
  }
}
