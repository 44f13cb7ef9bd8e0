package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ProxySocketTest {
  private static final InetSocketAddress TARGET =
      InetSocketAddress.createUnresolved("10.0.0.1", 22);

  @Test
  void whatIsWrittenGoesThroughTheProcess() throws IOException {
    try (ProxySocket socket = new ProxySocket("cat")) {
      socket.connect(TARGET);
      socket.getOutputStream().write("SSH-2.0\n".getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("SSH-2.0\n");
    }
  }

  @Test
  void hostAndPortAreFilledInAsWords() throws IOException {
    try (ProxySocket socket = new ProxySocket("echo %h:%p")) {
      socket.connect(InetSocketAddress.createUnresolved("$(echo injected)", 2222));
      assertThat(socket.getInputStream().readAllBytes())
          .asString()
          .isEqualTo("$(echo injected):2222\n");
    }
  }

  @Test
  void whatTheCommandComplainsOfIsKept() throws IOException {
    try (ProxySocket socket = new ProxySocket("sh -c 'echo no route >&2; echo to host >&2'")) {
      socket.connect(TARGET);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      Eventually.within(Duration.ofSeconds(5), socket::lastWords, "no route; to host"::equals);
    }
  }

  @Test
  void closingEndsTheProcessAndWhoReadsFromIt() throws IOException {
    try (ProxySocket socket = new ProxySocket("sleep 60")) {
      socket.connect(TARGET);
      assertThatThrownBy(
              () ->
                  Watchdog.within(
                      Duration.ofMillis(200),
                      () -> close(socket),
                      () -> {
                        int read = socket.getInputStream().read();
                        throw new IOException("read " + read);
                      }))
          .isInstanceOf(TimeoutException.class);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void beforeItIsConnectedThereIsNothingToRead() throws IOException {
    try (ProxySocket socket = new ProxySocket("cat")) {
      assertThat(socket.isConnected()).isFalse();
      assertThatThrownBy(socket::getInputStream).hasMessageContaining("not been started");
    }
  }

  private static void close(ProxySocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
