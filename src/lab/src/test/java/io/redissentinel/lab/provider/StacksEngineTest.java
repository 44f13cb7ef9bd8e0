package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.FakeHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stacks for AWS, previewed against the lab: only the region is another one. */
@Tag("engine")
class StacksEngineTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void previewWithoutAnError(String stack) throws Exception {
    Path root = PulumiEngine.projectRoot();
    String settings = Files.readString(root.resolve("stacks/Pulumi." + stack + ".yaml"));
    String here = settings.replaceFirst("aws:region: .*", "aws:region: lab-local-1");
    FakeHost host = new FakeHost();
    try (ProviderServer provider = ProviderServer.start(new Cloud(temp.resolve("aws"), host))) {
      PulumiEngine engine = new PulumiEngine(temp, root, here, provider);
      engine.operate("preview").succeeded();
    }
    assertThat(host.calls()).isEmpty();
  }
}
