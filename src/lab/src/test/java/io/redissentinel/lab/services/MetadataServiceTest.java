package io.redissentinel.lab.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataServiceTest {
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String TOKEN = "X-aws-ec2-metadata-token";

  @TempDir private Path folder;
  private Instant now = Instant.EPOCH;
  private final Tokens tokens = new Tokens(() -> now);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    write("settings.properties", "tokensRequired=true\n");
    write("latest/meta-data/instance-id", "i-1");
    write("latest/meta-data/placement/region", "lab-local-1");
    write("latest/meta-data/public-keys/.index", "0=lab");
    write("latest/meta-data/public-keys/0/openssh-key", "ssh-ed25519 AAAA\n");
    write("latest/user-data", "#cloud-config\n");
    server =
        Http.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new MetadataService(
                new MetadataTree(folder),
                tokens,
                (role, id) -> "credentials of " + role + " for " + id));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void answersWhoShowsAToken() throws Exception {
    String token = token("60").body();
    assertThat(get("/latest/meta-data/instance-id", token).body()).isEqualTo("i-1");
    assertThat(get("/2018-09-24/meta-data/instance-id", token).body()).isEqualTo("i-1");
    assertThat(get("/latest/user-data", token).body()).isEqualTo("#cloud-config\n");
  }

  @Test
  void listsFoldersAsEc2Does() throws Exception {
    String token = token("60").body();
    assertThat(get("/latest/meta-data/", token).body())
        .isEqualTo("instance-id\nplacement/\npublic-keys/");
    assertThat(get("/latest/meta-data/public-keys/", token).body()).isEqualTo("0=lab");
  }

  @Test
  void tellsTagsAsTheyAreAtThatMoment() throws Exception {
    String token = token("60").body();
    String path = "/latest/meta-data/tags/instance";
    assertThat(get(path, token).statusCode()).isEqualTo(404);
    write("latest/meta-data/tags/instance/Name", "redis-a");
    write("latest/meta-data/tags/instance/redis-sentinel:redis-settings", "save= appendonly=yes");
    write("latest/meta-data/tags/instance/.Name.new", "redis");
    assertThat(get(path, token).body()).isEqualTo("Name\nredis-sentinel:redis-settings");
    assertThat(get(path + "/redis-sentinel:redis-settings", token).body())
        .isEqualTo("save= appendonly=yes");
    assertThat(get(path + "/redis-sentinel%3Aredis-settings", token).statusCode()).isEqualTo(200);
    assertThat(get(path + "/other", token).statusCode()).isEqualTo(404);
  }

  @Test
  void handsOutTheCredentialsOfTheInstancesRole() throws Exception {
    write("settings.properties", "tokensRequired=true\nroleArn=arn:aws:iam::0:role/node\n");
    write("latest/meta-data/iam/security-credentials/node", "");
    String token = token("60").body();
    String path = "/latest/meta-data/iam/security-credentials/";
    assertThat(get(path, token).body()).isEqualTo("node");
    assertThat(get(path + "node", token).body())
        .isEqualTo("credentials of arn:aws:iam::0:role/node for i-1");
    assertThat(get(path + "other", token).statusCode()).isEqualTo(404);
    assertThat(get(path + "node", null).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesWithoutAValidToken() throws Exception {
    assertThat(get("/latest/meta-data/instance-id", null).statusCode()).isEqualTo(401);
    assertThat(get("/latest/meta-data/instance-id", "made-up").statusCode()).isEqualTo(401);
    String of = tokens.issue("10.77.1.99", 60);
    assertThat(get("/latest/meta-data/instance-id", of).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenExpires() throws Exception {
    String token = token("60").body();
    now = now.plusSeconds(59);
    assertThat(get("/latest/meta-data/instance-id", token).statusCode()).isEqualTo(200);
    now = now.plusSeconds(1);
    assertThat(get("/latest/meta-data/instance-id", token).statusCode()).isEqualTo(401);
  }

  @Test
  void tokensAreOptionalWhereTheInstanceSaysSo() throws Exception {
    write("settings.properties", "tokensRequired=false\n");
    assertThat(get("/latest/meta-data/instance-id", null).body()).isEqualTo("i-1");
    assertThat(get("/latest/meta-data/instance-id", "made-up").statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenNeedsATimeToLiveOfAtMostSixHours() throws Exception {
    assertThat(token("21600").statusCode()).isEqualTo(200);
    assertThat(token("21601").statusCode()).isEqualTo(400);
    assertThat(token("0").statusCode()).isEqualTo(400);
    assertThat(token("x").statusCode()).isEqualTo(400);
  }

  @Test
  void aRequestThroughAProxyGetsNoToken() throws Exception {
    HttpRequest request =
        request("/latest/api/token")
            .header(TTL, "60")
            .header("X-Forwarded-For", "10.0.0.1")
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(send(request).statusCode()).isEqualTo(403);
  }

  @Test
  void staysInsideTheClientsOwnFolder() throws Exception {
    Files.createDirectories(folder.resolve("10.77.1.99/latest"));
    Files.writeString(folder.resolve("10.77.1.99/latest/user-data"), "secret");
    String token = token("60").body();
    assertThat(get("/latest/%2e%2e/settings.properties", token).statusCode()).isEqualTo(404);
    assertThat(get("/latest/%2e%2e/%2e%2e/10.77.1.99/latest/user-data", token).statusCode())
        .isEqualTo(404);
    assertThat(get("/nonsense", token).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> token(String ttl) throws Exception {
    return send(
        request("/latest/api/token")
            .header(TTL, ttl)
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    HttpRequest.Builder request = request(path);
    if (token != null) {
      request.header(TOKEN, token);
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve("127.0.0.1").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
