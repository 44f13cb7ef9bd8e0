package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class ScriptsTest {
  private final Scripts scripts = Scripts.shipped();

  @Test
  void aPartFitsIntoAParameter() {
    assertThat(scripts.parts()).hasSizeBetween(2, 20).allMatch(part -> part.length() <= 4_096);
  }

  @Test
  void theyAreTheSameEachTime() {
    assertThat(Scripts.shipped()).isEqualTo(scripts);
    assertThat(scripts.sha256()).isEqualTo(Sha256.of(String.join("", scripts.parts())));
  }

  @Test
  void whatComesOutIsWhatIsShipped() throws IOException {
    byte[] gzipped = Base64.getDecoder().decode(String.join("", scripts.parts()));
    JsonNode files;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      files = new JsonMapper().readTree(in);
    }
    assertThat(files).hasSameSizeAs(NodeFiles.shared());
    JsonNode role = files.path("/usr/local/lib/redis-node/role.py");
    assertThat(role.path(0).asText()).isEqualTo("0644");
    assertThat(role.path(1).asText()).isEqualTo(Resources.text("node/role.py"));
    assertThat(files.path("/usr/local/lib/redis-node/bootstrap").path(0).asText())
        .isEqualTo("0755");
  }
}
