package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A node's shell over sshj: one connection, a channel for each command. */
final class SshjShell implements NodeShell {
  private static final long WINDOW_POLL_MILLIS = 5;
  private static final ExecutorService COPIES =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "ssh-copy");
            thread.setDaemon(true);
            return thread;
          });

  private final NodeRef node;
  private final Connector connector;
  private SSHClient client;

  SshjShell(NodeRef node, Connector connector) {
    this.node = node;
    this.connector = connector;
  }

  @Override
  public NodeRef node() {
    return node;
  }

  @Override
  public Result run(String command, String stdin, Duration limit) {
    Session session = session();
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    InputStream input = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    try {
      int code =
          Watchdog.within(
              limit, this::close, () -> execute(session, command, input, stdout, stderr));
      return new Result(code, text(stdout), text(stderr));
    } catch (TimeoutException e) {
      throw new NodeException(
          node,
          "`%s` has not finished within %d s%s"
              .formatted(command, limit.toSeconds(), soFar(stdout, stderr)),
          "the node may hang: `sentinelctl logs %s --console`; --timeout gives it longer"
              .formatted(node.key()),
          e);
    } catch (Exception e) {
      throw broken(command, e);
    }
  }

  @Override
  public int stream(String command, InputStream stdin, OutputStream stdout, OutputStream stderr) {
    try {
      return execute(session(), command, stdin, stdout, stderr);
    } catch (IOException | ExecutionException e) {
      throw broken(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(command, e);
    }
  }

  /** Not while the lock is held: closing may wait, and somebody else may wait for the lock. */
  @Override
  public void close() {
    SSHClient old;
    synchronized (this) {
      old = client;
      client = null;
    }
    if (old != null) {
      Connector.close(old, List.of());
    }
  }

  /** A channel. One that cannot be opened has run nothing, so it is tried on a fresh connection. */
  private Session session() {
    try {
      return client().startSession();
    } catch (SSHException | IllegalStateException e) {
      close();
    }
    try {
      return client().startSession();
    } catch (SSHException | IllegalStateException e) {
      throw broken("a new channel", e);
    }
  }

  private synchronized SSHClient client() {
    if (client == null || !client.isConnected() || !client.isAuthenticated()) {
      if (client != null) {
        Connector.close(client, List.of());
      }
      client = connector.connect(node);
    }
    return client;
  }

  private static int execute(
      Session opened, String command, InputStream stdin, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException, ExecutionException {
    try (opened;
        Session.Command running = opened.exec(command)) {
      Future<?> errors = COPIES.submit(() -> copy(running.getErrorStream(), stderr));
      // Left behind when the command ends without reading all: standard input may never end.
      COPIES.submit(
          () -> {
            feed(stdin, running);
            return null;
          });
      copy(running.getInputStream(), stdout);
      errors.get();
      running.join(5, TimeUnit.SECONDS);
      if (running.getExitStatus() == null) {
        throw new IOException(
            running.getExitSignal() == null
                ? "the connection ended before the command did"
                : "it was ended by signal " + running.getExitSignal());
      }
      return running.getExitStatus();
    }
  }

  /**
   * Writes no more than the other side has room for. A write that waits for room would keep sshj
   * from hearing that the command has ended without reading all.
   */
  private static void feed(InputStream from, Session.Command running)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[16384];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      for (int done = 0; done < n; ) {
        int room = (int) Math.min(n - done, running.getRemoteWinSize());
        if (!running.isOpen()) {
          return;
        }
        if (room <= 0) {
          Thread.sleep(WINDOW_POLL_MILLIS);
          continue;
        }
        running.getOutputStream().write(buffer, done, room);
        running.getOutputStream().flush();
        done += room;
      }
    }
    running.getOutputStream().close();
  }

  private static Void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[16384];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
      to.flush();
    }
    return null;
  }

  private NodeException broken(String command, Exception e) {
    return new NodeException(
        node,
        "`%s`: %s".formatted(command, e.getMessage()),
        "if the node was not restarted just now, `sentinelctl logs %s --console` may say why"
            .formatted(node.key()),
        e);
  }

  private static String soFar(ByteArrayOutputStream stdout, ByteArrayOutputStream stderr) {
    String said = text(stderr).isBlank() ? text(stdout) : text(stderr);
    List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : ", its last words: " + lines.get(lines.size() - 1);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
