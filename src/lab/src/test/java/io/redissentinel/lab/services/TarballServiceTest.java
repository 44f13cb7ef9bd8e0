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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballServiceTest {
  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    Path tarballs = Files.createDirectories(folder.resolve("tarballs"));
    Files.write(tarballs.resolve("redis-5.0.6.tar.gz"), new byte[] {1, 2, 3});
    Files.writeString(folder.resolve("outside"), "secret");
    server =
        Http.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new TarballService(tarballs));
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

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
