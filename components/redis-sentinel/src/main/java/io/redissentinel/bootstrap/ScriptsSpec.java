package io.redissentinel.bootstrap;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a node finds {@link Scripts}.
 *
 * @param parameters the names of the parameters in AWS's Parameter Store, in order
 * @param sha256 of what they hold together, 64 lower-case hexadecimal digits
 */
public record ScriptsSpec(List<String> parameters, String sha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_.-]{1,1011}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Takes a copy of the names.
   *
   * @throws IllegalArgumentException if a name or the hash is malformed
   */
  public ScriptsSpec {
    parameters = List.copyOf(parameters);
    parameters.forEach(name -> Forms.require(NAME, name, "scripts", "a parameter's name"));
    Forms.require(SHA256, sha256, "scripts' hash", "64 lower-case hexadecimal digits");
  }
}
