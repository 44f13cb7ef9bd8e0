package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.UserAuthException;

/** Connects to nodes and logs in: host key checked, every wait limited, every error explained. */
final class Connector implements AutoCloseable {
  private static final int KEEP_ALIVE_SECONDS = 10;

  static {
    Crypto.ofTheJdk();
  }

  private final SshSettings settings;
  private final KnownHosts pins;
  private final Console console;
  private final LoginKeys keys;
  private final Optional<JumpHost> jump;

  Connector(SshSettings settings, Console console) {
    this.settings = settings;
    this.pins = new KnownHosts(settings.knownHosts());
    this.console = console;
    this.keys = new LoginKeys(settings.keys());
    this.jump = settings.jump().map(host -> new JumpHost(host, settings, keys));
  }

  /**
   * A connection, logged in.
   *
   * @throws NodeException if that does not work; says why, and what to do
   */
  SSHClient connect(NodeRef node) {
    PinnedKeys pinned = new PinnedKeys(pinned(node));
    SSHClient client = client();
    client.addHostKeyVerifier(pinned);
    List<ProxySocket> proxies = new ArrayList<>();
    try {
      return Watchdog.within(
          settings.connectLimit(),
          () -> close(client, proxies),
          () -> {
            if (jump.isPresent()) {
              client.connectVia(jump.get().to(node, settings.port()));
            } else {
              settings.proxyCommand().ifPresent(it -> client.setSocketFactory(proxy(it, proxies)));
              client.connect(node.privateAddress(), settings.port());
            }
            client.authPublickey(settings.user(), keys.all());
            return client;
          });
    } catch (CtlException e) {
      close(client, proxies);
      throw e;
    } catch (Exception e) {
      close(client, proxies);
      throw explained(node, pinned, proxies, e);
    }
  }

  /** What is pinned for the node; if nothing is, what its console shows is pinned now. */
  List<HostKey> pinned(NodeRef node) {
    List<HostKey> known = pins.keys(node.instanceId());
    if (!known.isEmpty()) {
      return known;
    }
    List<HostKey> shown = ConsoleKeys.of(node, console, pins);
    pins.pin(node.instanceId(), shown);
    return shown;
  }

  private NodeException explained(
      NodeRef node, PinnedKeys pinned, List<ProxySocket> proxies, Exception e) {
    if (pinned.refused().isPresent()) {
      return new NodeException(
          node,
          "it shows the host key %s, but %s pins %s for %s"
              .formatted(pinned.refused().get(), settings.knownHosts(), pinned, node.instanceId()),
          "somebody may stand in between; if the key was changed on purpose, unpin the old one: ssh-keygen -R %s -f %s"
              .formatted(node.instanceId(), settings.knownHosts()),
          e);
    }
    if (e instanceof UserAuthException) {
      return new NodeException(
          node,
          "user %s is refused with %s".formatted(settings.user(), keys),
          "name the private key of the stack's publicKey with --key, and the user with --user",
          e);
    }
    String how = jump.map(it -> " through " + it.host()).orElse("");
    String words =
        proxies.stream()
            .map(ProxySocket::lastWords)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(
                e instanceof TimeoutException
                    ? "no answer within %d s".formatted(settings.connectLimit().toSeconds())
                    : e.getMessage());
    return new NodeException(
        node,
        "no SSH connection to port %d%s: %s".formatted(settings.port(), how, words),
        "does the instance run, does sshCidrs let this machine in, is there a --jump to go by? `sentinelctl logs"
            + " %s --console` shows what it says".formatted(node.key()),
        e);
  }

  static SSHClient client() {
    DefaultConfig config = new DefaultConfig();
    config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
    SSHClient client = new SSHClient(config);
    client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    return client;
  }

  static SocketFactory proxy(String command, List<ProxySocket> made) {
    return new ProxySocketFactory(
        () -> {
          ProxySocket socket = new ProxySocket(command);
          made.add(socket);
          return socket;
        });
  }

  static void close(SSHClient client, List<ProxySocket> proxies) {
    for (ProxySocket proxy : proxies) {
      try {
        proxy.close();
      } catch (IOException e) {
        // It is gone already.
      }
    }
    try {
      client.close();
    } catch (IOException e) {
      // What cannot be closed is not open.
    }
  }

  @Override
  public void close() {
    jump.ifPresent(JumpHost::close);
  }
}
