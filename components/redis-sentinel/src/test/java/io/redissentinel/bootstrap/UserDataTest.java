package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class UserDataTest {
  @Test
  void whatEc2GetsIsTheDocumentCompressed() throws IOException {
    UserData userData = UserData.render(Clusters.three(), "a");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(userData.gzipped()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(userData.text());
    }
    assertThat(userData.gzipped()).hasSizeLessThan(UserData.LIMIT_BYTES);
  }

  @Test
  void cloudInitCanReadItAndStartsTheBootstrap() throws IOException {
    JsonNode document = new YAMLMapper().readTree(UserData.render(Clusters.three(), "a").text());
    Map<String, JsonNode> files = new HashMap<>();
    document.path("write_files").forEach(file -> files.put(file.path("path").asText(), file));
    assertThat(files.get("/usr/local/lib/redis-node/fetch_scripts.py").path("content").asText())
        .isEqualTo(Resources.text("node/fetch_scripts.py"));
    assertThat(files.get("/etc/redis-node/node.env").path("permissions").asText())
        .isEqualTo("0644");
    assertThat(document.path("runcmd").get(1).toString())
        .isEqualTo("[\"systemctl\",\"enable\",\"--now\",\"--no-block\",\"redis-node.service\"]");
  }

  @Test
  void renderedFilesAreTheGoldenOnes() throws IOException {
    List<NodeFile> rendered = new ArrayList<>();
    for (NodeFile file : NodeFiles.of(Clusters.three(), Clusters.three().node("b"))) {
      if (!file.path().startsWith("/usr/local/")) {
        rendered.add(file);
      }
    }
    Golden.check(
        "node-b.txt",
        String.join(
            "",
            rendered.stream()
                .map(f -> "===== " + f.path() + " " + f.mode() + "\n" + f.content())
                .toList()));
  }

  @Test
  void theFingerprintFollowsTheConfiguration() {
    String fingerprint = UserData.render(Clusters.three(), "a").fingerprint();
    assertThat(fingerprint)
        .matches("[0-9a-f]{16}")
        .isEqualTo(UserData.render(Clusters.three(), "a").fingerprint())
        .isNotEqualTo(UserData.render(Clusters.three(), "b").fingerprint())
        .isNotEqualTo(
            UserData.render(Clusters.three(RedisCatalogue.official("5.0.14")), "a").fingerprint());
  }

  @Test
  void whatChangesLiveLeavesTheFingerprint() {
    LiveSettings live = Clusters.LIVE;
    UserData before = UserData.render(Clusters.three(), "a");
    for (LiveSettings changed :
        List.of(
            new LiveSettings(
                live.redis(), live.sentinel().replace("=5000", "=2000"), "none", "none"),
            new LiveSettings(
                live.redis().replace("=auto", "=2048mb"), live.sentinel(), "none", "none"),
            new LiveSettings(live.redis(), live.sentinel(), "KEYS", "none"),
            live.withBackups("bucket=other prefix= every=1m"))) {
      UserData after = UserData.render(Clusters.three(changed), "a");
      assertThat(after.text()).isNotEqualTo(before.text());
      assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    }
  }

  @Test
  void aSnapshotToRestoreLeavesTheFingerprint() {
    UserData before = UserData.render(Clusters.three(), "a");
    UserData after = UserData.render(Clusters.restoring("s3://exports/old-0001.rdb"), "a");
    assertThat(before.text()).contains("RESTORE_FROM=''");
    assertThat(after.text()).contains("RESTORE_FROM='s3://exports/old-0001.rdb'");
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
  }

  @Test
  void sentinelsHaveFixedAndDifferentIdentities() {
    assertThat(List.of("a", "b", "c"))
        .extracting(key -> line(UserData.render(Clusters.three(), key).text(), "sentinel myid"))
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("sentinel myid [0-9a-f]{40}"));
  }

  @Test
  void tooLargeIsAnErrorWithTheFigure() {
    StringBuilder incompressible = new StringBuilder("https://example.com/");
    java.util.Random random = new java.util.Random(1);
    while (incompressible.length() < 30_000) {
      incompressible.append(Long.toHexString(random.nextLong()));
    }
    RedisSource source = new RedisSource("5.0.7", incompressible.toString(), "0".repeat(64));
    assertThatThrownBy(() -> UserData.render(Clusters.three(source), "a"))
        .isInstanceOf(UserDataTooLarge.class)
        .hasMessageMatching(
            "user data of node a: must be at most 16,384 bytes after gzip .*, got \\d\\d,\\d{3}; .*");
  }

  @Test
  void anUnknownNodeIsAnError() {
    assertThatThrownBy(() -> UserData.render(Clusters.three(), "z"))
        .hasMessage("cluster redis has no node z");
  }

  private static String line(String text, String start) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow();
  }
}
