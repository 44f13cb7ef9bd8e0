package io.redissentinel.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The careful client's way to the master, between sentinels that do not agree. */
final class DiscoveryTest {
  private final List<ServerSocket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void aMajorityWinsOverTheSentinelBesideACutOffMaster() throws IOException {
    Endpoint old = server("master");
    Endpoint master = server("master");
    for (long seed = 0; seed < 6; seed++) {
      try (Resp found = connect(seed, sentinel(old), sentinel(master), sentinel(master))) {
        assertThat(found.call("WHO")).isEqualTo(Integer.toString(master.port()));
      }
    }
  }

  @Test
  void theOneThatAnswersIsEnoughWhenTheOthersAreGone() throws IOException {
    Endpoint master = server("master");
    try (Resp found = connect(1, nobody(), sentinel(master), nobody())) {
      assertThat(found.call("WHO")).isEqualTo(Integer.toString(master.port()));
    }
  }

  @Test
  void whoIsNamedAndIsNoMasterIsRefused() throws IOException {
    Endpoint replica = server("slave");
    assertThatThrownBy(() -> connect(1, sentinel(replica), sentinel(replica), sentinel(replica)))
        .hasMessageContaining("its role is slave");
  }

  @Test
  void oneAgainstOneIsNoMajority() throws IOException {
    Endpoint one = server("master");
    Endpoint other = server("master");
    assertThatThrownBy(() -> connect(1, sentinel(one), sentinel(other), nobody()))
        .hasMessageContaining("no majority of 2 sentinels");
  }

  private static Resp connect(long seed, Endpoint... sentinels) throws IOException {
    WorkloadSettings settings =
        new WorkloadSettings(
            List.of(sentinels),
            "mymaster",
            "",
            6379,
            ClientKind.CAREFUL,
            1,
            Duration.ofMillis(5),
            seed,
            "r",
            Duration.ofSeconds(5),
            Path.of("unused"));
    return new Discovery(settings, new Random(seed)).connect();
  }

  private Endpoint server(String role) throws IOException {
    ServerSocket socket = listen();
    int port = socket.getLocalPort();
    serve(socket, word -> word.equals("ROLE") ? "*1\r\n" + bulk(role) : bulk(port + ""));
    return new Endpoint("127.0.0.1", port);
  }

  private Endpoint sentinel(Endpoint named) throws IOException {
    ServerSocket socket = listen();
    serve(socket, word -> "*2\r\n" + bulk(named.host()) + bulk(named.port() + ""));
    return new Endpoint("127.0.0.1", socket.getLocalPort());
  }

  private Endpoint nobody() throws IOException {
    try (ServerSocket socket = listen()) {
      return new Endpoint("127.0.0.1", socket.getLocalPort());
    }
  }

  private ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    sockets.add(socket);
    return socket;
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private interface Answer {
    String to(String word);
  }

  private static void serve(ServerSocket socket, Answer answer) {
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                  converse(client, answer);
                } catch (IOException e) {
                  // The client or the test has ended.
                }
              }
            },
            "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  private static void converse(Socket client, Answer answer) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = client.getOutputStream();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String first = "";
      for (int words = Integer.parseInt(line.substring(1)); words > 0; words--) {
        in.readLine();
        String word = in.readLine();
        first = first.isEmpty() ? word : first;
      }
      out.write(answer.to(first).getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
