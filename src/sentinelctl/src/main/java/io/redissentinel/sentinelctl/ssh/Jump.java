package io.redissentinel.sentinelctl.ssh;

import io.redissentinel.sentinelctl.CtlException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that the nodes are reached through. Its own key has to be in ~/.ssh/known_hosts, as for
 * OpenSSH.
 *
 * @param user who logs in there
 * @param host its name or address
 * @param port its SSH port
 */
public record Jump(String user, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("([^@\\s]+)@([^@:\\s]+|\\[[0-9a-f:]+])(?::(\\d{1,5}))?");

  /** Reads {@code user@host[:port]}. */
  public static Jump parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CtlException.usage("--jump: must be USER@HOST or USER@HOST:PORT, got '" + text + "'");
    }
    String port = matcher.group(3);
    return new Jump(
        matcher.group(1),
        matcher.group(2).replaceAll("[\\[\\]]", ""),
        port == null ? 22 : Integer.parseInt(port));
  }

  /** As OpenSSH's option -J takes it. */
  @Override
  public String toString() {
    return "%s@%s:%d".formatted(user, host.contains(":") ? "[" + host + "]" : host, port);
  }
}
