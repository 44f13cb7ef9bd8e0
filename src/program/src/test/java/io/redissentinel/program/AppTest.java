package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The program as a whole, without configuration. */
class AppTest {
  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void theComponentsOutputsAreTheStacks() {
    // Pulumi's SDK logs what it tells the engine; the expected warning would look like a failure.
    LogManager.getLogManager().reset();
    TestResult result = PulumiTest.withMocks(new DefaultVpc()).runTest(App::stack);
    result.throwOnError();
    assertThat(result.outputs())
        .containsOnlyKeys(
            "masterName",
            "quorum",
            "sentinelEndpoints",
            "redisEndpoints",
            "connectionUri",
            "redisPassword",
            "nodes",
            "securityGroupId",
            "pending",
            "backups");
    assertThat(PulumiTest.extractValue(result.outputs().get("backups")))
        .isEqualTo(Map.of("bucket", "redis-backups-1234", "prefix", "", "every", "6h"));
  }
}
