package io.redissentinel.sentinelctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real OpenSSH server on loopback, for the user who runs the test, with keys made for it. */
final class Sshd implements AutoCloseable {
  static final Path BINARY = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private Process process;

  Sshd(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    makeKey("user", "ed25519");
    makeHostKey();
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
    start();
  }

  /** Makes a key pair in the server's folder. */
  Path makeKey(String name, String type, String... more) throws IOException, InterruptedException {
    Path key = folder.resolve(name);
    Files.deleteIfExists(key);
    Files.deleteIfExists(folder.resolve(name + ".pub"));
    List<String> argv =
        new ArrayList<>(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString()));
    argv.addAll(List.of(more));
    assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).isZero();
    return key;
  }

  /** Lets a key log in. */
  void authorize(Path key) throws IOException {
    Files.writeString(
        folder.resolve("authorized_keys"),
        Files.readString(Path.of(key + ".pub")),
        StandardOpenOption.APPEND);
  }

  /** The server gets another host key, as if it were another machine. */
  void changeHostKey() throws IOException, InterruptedException {
    close();
    makeHostKey();
    start();
  }

  private void makeHostKey() throws IOException, InterruptedException {
    makeKey("host", "ed25519");
  }

  private void start() throws IOException, InterruptedException {
    Path config = folder.resolve("sshd_config");
    Files.writeString(
        config,
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PidFile none
        PermitRootLogin prohibit-password
        """
            .formatted(port, folder.resolve("host"), folder.resolve("authorized_keys")));
    if ("root".equals(user())) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    process =
        new ProcessBuilder(BINARY.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Eventually.within(Duration.ofSeconds(10), this::answers, it -> it);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("sshd has ended: " + log());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  int port() {
    return port;
  }

  static String user() {
    return System.getProperty("user.name");
  }

  Path userKey() {
    return folder.resolve("user");
  }

  Path pins() {
    return folder.resolve("known_hosts");
  }

  /** What cloud-init would print on this machine's console. */
  String console() {
    try {
      return "-----BEGIN SSH HOST KEY KEYS-----\n%s-----END SSH HOST KEY KEYS-----\n"
          .formatted(Files.readString(folder.resolve("host.pub")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** This machine as a node. */
  static NodeRef node() {
    return new NodeRef("a", "i-0123456789abcdef0", "zone-1a", "127.0.0.1", "vol-1", "eni-1");
  }

  /** How to log in. */
  SshSettings settings() {
    return settings(List.of(userKey()), Optional.empty(), Optional.empty());
  }

  SshSettings settings(List<Path> keys, Optional<Jump> jump, Optional<String> proxy) {
    return new SshSettings(
        user(),
        keys,
        port,
        jump,
        proxy,
        pins(),
        folder.resolve("user_known_hosts"),
        Duration.ofSeconds(10));
  }

  /** Puts the host key where a user has it after a first login. */
  void rememberAsUser() throws IOException {
    Files.writeString(
        folder.resolve("user_known_hosts"),
        "[127.0.0.1]:%d %s".formatted(port, Files.readString(folder.resolve("host.pub"))));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
