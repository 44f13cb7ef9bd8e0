package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;
import net.schmizz.sshj.userauth.UserAuthException;

/** The connection to the host in between, one for all nodes. */
final class JumpHost implements AutoCloseable {
  private final Jump host;
  private final SshSettings settings;
  private final LoginKeys keys;
  private SSHClient client;

  JumpHost(Jump host, SshSettings settings, LoginKeys keys) {
    this.host = host;
    this.settings = settings;
    this.keys = keys;
  }

  Jump host() {
    return host;
  }

  /** A way through to a node. */
  DirectConnection to(NodeRef node, int port) throws IOException {
    return client().newDirectConnection(node.privateAddress(), port);
  }

  private synchronized SSHClient client() {
    if (client == null || !client.isConnected() || !client.isAuthenticated()) {
      close();
      client = connect();
    }
    return client;
  }

  private SSHClient connect() {
    SSHClient fresh = Connector.client();
    List<ProxySocket> proxies = new ArrayList<>();
    try {
      File known = settings.userKnownHosts().toFile();
      if (known.exists()) {
        fresh.addHostKeyVerifier(new OpenSSHKnownHosts(known));
      }
      return Watchdog.within(
          settings.connectLimit(),
          () -> Connector.close(fresh, proxies),
          () -> {
            settings
                .proxyCommand()
                .ifPresent(it -> fresh.setSocketFactory(Connector.proxy(it, proxies)));
            fresh.connect(host.host(), host.port());
            fresh.authPublickey(host.user(), keys.all());
            return fresh;
          });
    } catch (CtlException e) {
      Connector.close(fresh, proxies);
      throw e;
    } catch (Exception e) {
      Connector.close(fresh, proxies);
      throw explained(e);
    }
  }

  private CtlException explained(Exception e) {
    String why;
    if (e instanceof TransportException transport
        && transport.getDisconnectReason() == DisconnectReason.HOST_KEY_NOT_VERIFIABLE) {
      why =
          "its host key is not the one in %s, or not there; log in once with `ssh -p %d %s@%s`, compare the key, then try again"
              .formatted(settings.userKnownHosts(), host.port(), host.user(), host.host());
    } else if (e instanceof UserAuthException) {
      why =
          "user %s is refused with %s; name the right key with --key".formatted(host.user(), keys);
    } else if (e instanceof TimeoutException) {
      why = "no answer within %d s".formatted(settings.connectLimit().toSeconds());
    } else {
      why = e.getMessage();
    }
    return new CtlException(
        ExitCode.UNREACHABLE, "jump host %s: no SSH connection: %s".formatted(host, why), e);
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      Connector.close(client, List.of());
      client = null;
    }
  }
}
