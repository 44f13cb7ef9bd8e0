package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A port of loopback that leads to a socket file, for clients that know only the former. It is
 * there as long as this JVM.
 */
final class SocketForwarder {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket server;
  private final Path target;

  private SocketForwarder(ServerSocket server, Path target) {
    this.server = server;
    this.target = target;
  }

  static SocketForwarder to(Path target) {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      SocketForwarder forwarder = new SocketForwarder(server, target);
      start("forwarder", forwarder::accept);
      return forwarder;
    } catch (IOException e) {
      throw new HostException("cannot open a port on loopback", e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    while (true) {
      try {
        Socket client = server.accept();
        start("forward-connection", () -> forward(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** A target that is not there shows to the client as a connection that is closed. */
  private void forward(Socket client) {
    try (client;
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(target));
      start("forward-answers", () -> answer(channel, client));
      InputStream requests = client.getInputStream();
      byte[] bytes = new byte[BUFFER];
      for (int read = requests.read(bytes); read >= 0; read = requests.read(bytes)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    } catch (IOException e) {
      // One end is gone, and with this the other is, too.
    }
  }

  /** Not by streams: those of a channel lock each other out before Java 19. */
  private static void answer(SocketChannel channel, Socket client) {
    try (client) {
      OutputStream answers = client.getOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (channel.read(buffer) >= 0) {
        answers.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    } catch (IOException e) {
      // As above.
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
