package io.redissentinel.sentinelctl.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How nodes are logged in to.
 *
 * @param user who logs in: {@code ubuntu} on Ubuntu's images
 * @param keys private key files, tried in turn
 * @param port the nodes' SSH port
 * @param jump a host in between, if any
 * @param proxyCommand a command whose streams are the connection, as OpenSSH's ProxyCommand, with
 *     {@code %h} and {@code %p}; before {@code jump} if both are given
 * @param knownHosts where the nodes' host keys are pinned
 * @param userKnownHosts where the jump host's key is looked up
 * @param connectLimit how long connecting and logging in may take
 */
public record SshSettings(
    String user,
    List<Path> keys,
    int port,
    Optional<Jump> jump,
    Optional<String> proxyCommand,
    Path knownHosts,
    Path userKnownHosts,
    Duration connectLimit) {}
