package io.redissentinel.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a string holds: it reaches a node as itself, or is refused. */
final class HostileValuesTest {
  private static final String HASH = "0".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's",
        "'; touch /tmp/owned; '",
        "\"quoted\"",
        "two\nlines",
        "a\rreturn",
        "$(id)",
        "`id`",
        "${HOME}",
        "naïve",
        "日本",
        "a b",
        "tab\there",
        "nul\u0000",
        "{{node}}",
        "",
        " "
      })
  void everyPartOfAClusterRefusesIt(String hostile) {
    List<Consumer<String>> inputs =
        List.of(
            name -> cluster(name, "eu-west-1", Optional.empty()),
            region -> cluster("redis", region, Optional.empty()),
            url -> cluster("redis", "eu-west-1", Optional.of(url)),
            id -> new AuthSpec(AuthSpec.Kind.SECRETS_MANAGER, id),
            id -> new AuthSpec(AuthSpec.Kind.SSM, id),
            name -> new ScriptsSpec(List.of(name), Clusters.SCRIPTS.sha256()),
            hash -> new ScriptsSpec(Clusters.SCRIPTS.parameters(), hash),
            name -> new SentinelSpec(name, 26379),
            line -> new LiveSettings(line, Clusters.LIVE.sentinel(), "none", "none"),
            line -> new LiveSettings(Clusters.LIVE.redis(), line, "none", "none"),
            line -> new LiveSettings("save=", "quorum=2", line, "none"),
            value ->
                new LiveSettings("save=" + value + "!", Clusters.LIVE.sentinel(), "none", "none"),
            line -> Clusters.LIVE.withBackups(line),
            prefix -> Clusters.LIVE.withBackups("bucket=b-1 prefix=%s!".formatted(prefix)),
            url -> Clusters.restoring(url),
            key -> Clusters.restoring("s3://b-1/" + key),
            version -> new RedisSource(version, "https://x/y", HASH),
            url -> new RedisSource("5.0.7", url, HASH),
            hash -> new RedisSource("5.0.7", "https://x/y", hash),
            key -> new NodeSpec(key, "10.0.1.10", "vol-0a1", "/dev/sdf"),
            address -> new NodeSpec("a", address, "vol-0a1", "/dev/sdf"),
            volume -> new NodeSpec("a", "10.0.1.10", volume, "/dev/sdf"),
            device -> new NodeSpec("a", "10.0.1.10", "vol-0a1", device));
    for (Consumer<String> input : inputs) {
      assertThatThrownBy(() -> input.accept(hostile)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 500)
  void aValueOfNodeEnvIsOneThatQuotesCanHoldOrIsRefused(
      @ForAll @StringLength(max = 20) String value) {
    boolean holdable = value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\'');
    if (holdable) {
      assertThat(NodeEnv.checked(Map.of("x", value))).containsEntry("x", value);
    } else {
      assertThatThrownBy(() -> NodeEnv.checked(Map.of("x", value)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 20)
  void whateverQuotesCanHoldComesOutOfTheShellAsItself(
      @ForAll
          @CharRange(from = ' ', to = '&')
          @CharRange(from = '(', to = '~')
          @StringLength(max = 60)
          String value)
      throws IOException, InterruptedException {
    assertThat(shell("V='%s'\n".formatted(NodeEnv.checked(Map.of("v", value)).get("v")), "V"))
        .isEqualTo(value);
  }

  @Test
  void theShellReadsFromNodeEnvWhatWasPutIn(@TempDir Path folder)
      throws IOException, InterruptedException {
    // All that each of these may hold.
    String url = "https://user:pass@x.example:443/a~b;c&d=%20?e#f[1]+g,h";
    String secret = "arn:aws:secretsmanager:eu-west-1:1:secret:a/b_c+d=e.f@g-h";
    ClusterSpec cluster =
        Clusters.three(
            new RedisSource("5.0.7", url, HASH),
            new AuthSpec(AuthSpec.Kind.SECRETS_MANAGER, secret),
            Optional.of("http://10.0.0.9:80"));
    String env =
        NodeFiles.of(cluster, cluster.node("b")).stream()
            .filter(file -> file.path().endsWith("/node.env"))
            .findFirst()
            .orElseThrow()
            .content();
    assertThat(shell(env, "REDIS_URL")).isEqualTo(url);
    assertThat(shell(env, "SECRET_ID")).isEqualTo(secret);
    assertThat(shell(env, "AUTH")).isEqualTo("secrets-manager");
    assertThat(shell(env, "AWS_REGION")).isEqualTo("eu-west-1");
    assertThat(shell(env, "AWS_ENDPOINT_URL")).isEqualTo("http://10.0.0.9:80");
    assertThat(shell(env, "NODES")).isEqualTo("a=10.0.1.10 b=10.0.2.10 c=10.0.3.10");
  }

  private static ClusterSpec cluster(String name, String region, Optional<String> endpoint) {
    ClusterSpec three = Clusters.three();
    return new ClusterSpec(
        name,
        region,
        endpoint,
        three.scripts(),
        three.auth(),
        three.redis(),
        three.sentinel(),
        three.live(),
        three.restoreFrom(),
        three.nodes());
  }

  /** What a variable is after bash has read a file. */
  private static String shell(String file, String variable)
      throws IOException, InterruptedException {
    Path path = Files.createTempFile("node", ".env");
    try {
      Files.writeString(path, file);
      Process bash =
          new ProcessBuilder(
                  "bash", "-euc", ". \"$0\"; printf %s \"${!1}\"", path.toString(), variable)
              .redirectErrorStream(true)
              .start();
      String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor()).as(out).isZero();
      return out;
    } finally {
      Files.delete(path);
    }
  }
}
