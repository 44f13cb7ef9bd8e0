package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of OpenSSH's client that does as {@link SshShells}: for terminals, which it
 * knows best.
 */
public final class OpenSsh {
  private OpenSsh() {}

  /**
   * The command line.
   *
   * @param command what to run there; empty for a login shell
   */
  public static List<String> command(SshSettings settings, NodeRef node, String command) {
    List<String> argv = new ArrayList<>(List.of("ssh"));
    option(argv, "UserKnownHostsFile=" + settings.knownHosts());
    option(argv, "GlobalKnownHostsFile=/dev/null");
    option(argv, "HostKeyAlias=" + node.instanceId());
    option(argv, "StrictHostKeyChecking=yes");
    option(argv, "ConnectTimeout=" + settings.connectLimit().toSeconds());
    List<String> identities = new ArrayList<>();
    if (!settings.keys().isEmpty()) {
      identities.addAll(List.of("-o", "IdentitiesOnly=yes"));
      for (Path key : settings.keys()) {
        identities.addAll(List.of("-i", key.toString()));
      }
    }
    argv.addAll(identities);
    if (settings.jump().isPresent()) {
      option(argv, "ProxyCommand=" + through(settings, settings.jump().get(), identities));
    } else {
      settings.proxyCommand().ifPresent(proxy -> option(argv, "ProxyCommand=" + proxy));
    }
    argv.addAll(List.of("-p", Integer.toString(settings.port())));
    if (!command.isEmpty()) {
      argv.add("-t");
    }
    argv.addAll(List.of("-l", settings.user(), node.privateAddress()));
    if (!command.isEmpty()) {
      argv.add(command);
    }
    return argv;
  }

  /** Not -J, which would not take the keys along. */
  private static String through(SshSettings settings, Jump jump, List<String> identities) {
    List<String> argv = new ArrayList<>(List.of("ssh"));
    option(argv, "UserKnownHostsFile=" + settings.userKnownHosts());
    option(argv, "StrictHostKeyChecking=yes");
    settings
        .proxyCommand()
        .ifPresent(
            proxy ->
                // The outer ssh replaces %h and %p itself, and makes %% one sign.
                option(argv, "ProxyCommand=" + proxy.replace("%h", "%%h").replace("%p", "%%p")));
    argv.addAll(identities);
    argv.addAll(List.of("-p", Integer.toString(jump.port()), "-l", jump.user(), jump.host()));
    List<String> words = new ArrayList<>(argv.stream().map(NodeShell::quote).toList());
    // Unquoted: for the outer ssh to fill in.
    words.addAll(words.size() - 1, List.of("-W", "[%h]:%p"));
    return String.join(" ", words);
  }

  private static void option(List<String> argv, String value) {
    argv.addAll(List.of("-o", value));
  }
}
