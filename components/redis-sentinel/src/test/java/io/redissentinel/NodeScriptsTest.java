package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.test.PulumiTest;
import io.redissentinel.bootstrap.Scripts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeScriptsTest {
  private static final String PARAMETER = "aws:ssm/parameter:Parameter";

  private final Mocked aws = new Mocked();
  private final Scripts shipped = Scripts.shipped();

  @AfterEach
  void cleanUp() {
    PulumiTest.cleanup();
  }

  @Test
  void eachPartIsAParameterOfItsOwnAndUserDataNamesThemInOrder() {
    aws.run(ctx -> new RedisSentinel("redis"));
    List<String> names =
        IntStream.range(0, shipped.parts().size()).mapToObj("redis-scripts-%d"::formatted).toList();
    assertThat(aws.names())
        .filteredOn(name -> name.startsWith(PARAMETER))
        .containsExactlyInAnyOrderElementsOf(
            names.stream().map(name -> PARAMETER + " " + name).toList());
    for (int part = 0; part < names.size(); part++) {
      assertThat(aws.inputs(PARAMETER, names.get(part)))
          .contains(entry("type", "String"), entry("value", shipped.parts().get(part)))
          .doesNotContainKey("name");
    }
    assertThat(aws.userData("redis-b"))
        .contains(
            "SCRIPTS='%s-1234'".formatted(String.join("-1234 ", names)),
            "SCRIPTS_SHA256='%s'".formatted(shipped.sha256()));
  }
}
