package io.redissentinel.lab.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballServiceTest {
  @TempDir private Path folder;
  private Path tarballs;
  private Path mode;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    mode = folder.resolve("mode");
    tarballs = Files.createDirectories(folder.resolve("tarballs"));
    Files.write(tarballs.resolve("redis-5.0.6.tar.gz"), new byte[] {1, 2, 3});
    Files.writeString(folder.resolve("outside"), "secret");
    server =
        Http.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new TarballService(tarballs, TarballMode.in(mode)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void servesAFile() throws Exception {
    assertThat(send("GET", "/redis-5.0.6.tar.gz").body()).containsExactly(1, 2, 3);
  }

  @Test
  void tellsASizeWithoutTheFile() throws Exception {
    HttpResponse<byte[]> head = send("HEAD", "/redis-5.0.6.tar.gz");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("3");
  }

  @Test
  void servesNothingElse() throws Exception {
    assertThat(send("GET", "/").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/redis-5.0.7.tar.gz").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/%2e%2e/outside").statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/redis-5.0.6.tar.gz").statusCode()).isEqualTo(405);
  }

  @Test
  void canBeAbsentAndComeBack() throws Exception {
    Files.writeString(mode, "ABSENT");
    assertThat(send("GET", "/redis-5.0.6.tar.gz").statusCode()).isEqualTo(503);
    assertThat(send("HEAD", "/redis-5.0.6.tar.gz").statusCode()).isEqualTo(503);
    Files.writeString(mode, "NORMAL");
    assertThat(send("GET", "/redis-5.0.6.tar.gz").statusCode()).isEqualTo(200);
  }

  @Test
  void canBeSlow() throws Exception {
    byte[] large = new byte[50_000];
    new Random(1).nextBytes(large);
    Files.write(tarballs.resolve("large"), large);
    Files.writeString(mode, "SLOW");
    long begin = System.nanoTime();
    assertThat(send("GET", "/large").body()).isEqualTo(large);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(ms(390), ms(5_000));
  }

  @Test
  void aDownloadUnderWayFollows() throws Exception {
    Files.write(tarballs.resolve("large"), new byte[3_000_000]);
    Files.writeString(mode, "SLOW");
    long begin = System.nanoTime();
    try (InputStream body = open("/large")) {
      body.readNBytes(20_000);
      Files.writeString(mode, "NORMAL");
      assertThat(body.readAllBytes()).hasSize(2_980_000);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ms(10_000));
    Files.writeString(mode, "SLOW");
    try (InputStream body = open("/large")) {
      body.readNBytes(20_000);
      Files.writeString(mode, "ABSENT");
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private InputStream open(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
