package io.redissentinel.sentinelctl.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsClientsTest {
  private static final Map<String, String> GIVEN =
      Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1234");

  private static NodeRef node(String zone) {
    return new NodeRef("a", "i-1", zone, "10.0.0.1", "vol-1", "eni-1");
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1a, eu-west-1",
    "us-gov-west-1b, us-gov-west-1",
    "cn-north-1a, cn-north-1",
    "lab-local-1b, lab-local-1",
  })
  void theRegionIsTheNodes(String zone, String region) {
    try (AwsClients clients = AwsClients.of(node(zone), GIVEN)) {
      assertThat(clients.region()).isEqualTo(region);
    }
  }

  @Test
  void theLabIsNeverLookedForInAws() {
    assertThatThrownBy(() -> AwsClients.of(node("lab-local-1a"), Map.of()))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("lab-local-1")
        .hasMessageContaining("AWS_ENDPOINT_URL")
        .hasMessageContaining("bin/sentinelctl");
  }

  @Test
  void aZoneThatIsNoneIsNamed() {
    assertThatThrownBy(() -> AwsClients.of(node("nowhere"), GIVEN))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("a (10.0.0.1)")
        .hasMessageContaining("'nowhere'");
  }
}
