package io.redissentinel.sentinelctl.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A connection over the standard streams of a process, as OpenSSH's ProxyCommand. */
final class ProxySocket extends Socket {
  private static final int LAST_WORDS = 2000;
  private static final Duration WORDS_WITHIN = Duration.ofSeconds(1);

  private final String command;
  private final StringBuilder error = new StringBuilder();
  private Process process;
  private Thread reader;
  private boolean closed;

  /**
   * Makes a socket; the process starts when it is connected.
   *
   * @param command in a shell's words, with {@code %h} and {@code %p}
   */
  ProxySocket(String command) {
    this.command = command;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public synchronized void connect(SocketAddress endpoint, int timeout) throws IOException {
    InetSocketAddress address = (InetSocketAddress) endpoint;
    String line =
        command
            .replace("%h", NodeShell.quote(address.getHostString()))
            .replace("%p", Integer.toString(address.getPort()));
    process = new ProcessBuilder(List.of("sh", "-c", "exec " + line)).start();
    reader = new Thread(() -> remember(process.getErrorStream()), "proxy-command-stderr");
    reader.setDaemon(true);
    reader.start();
  }

  private void remember(InputStream stream) {
    try (stream) {
      byte[] buffer = new byte[512];
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        synchronized (error) {
          error.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          error.delete(0, Math.max(0, error.length() - LAST_WORDS));
        }
      }
    } catch (IOException e) {
      // The process has ended, and said what it said.
    }
  }

  /**
   * What the command wrote to standard error, in one line. Its output may end before its errors
   * have come, so they are waited for.
   */
  String lastWords() {
    try {
      if (reader != null) {
        reader.join(WORDS_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (error) {
      return String.join("; ", error.toString().strip().lines().toList());
    }
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    return running().getInputStream();
  }

  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    return running().getOutputStream();
  }

  private Process running() throws IOException {
    if (process == null) {
      throw new IOException("the proxy command has not been started");
    }
    return process;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (process != null) {
      process.destroy();
    }
    super.close();
  }

  @Override
  public synchronized boolean isConnected() {
    return process != null;
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  /** A pipe has no time-outs: whoever waits has one. */
  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() throws IOException {
    getOutputStream().close();
  }
}
