package io.redissentinel.sentinelctl.rotate;

import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * A SecureString in SSM, which has versions and no stages: the newest is the pending one until the
 * nodes have it. The caller needs ssm:GetParameter and ssm:PutParameter on it; and
 * kms:GenerateDataKey (kms:Encrypt) and kms:Decrypt on a key of one's own.
 */
public final class ParameterStore implements Store {
  private final SsmClient parameters;
  private final String name;

  /**
   * Makes a store; nothing is asked yet.
   *
   * @param name the parameter's name, as nodes know it
   */
  public ParameterStore(SsmClient parameters, String name) {
    this.parameters = parameters;
    this.name = name;
  }

  @Override
  public Versions versions() {
    long newest = parameters.getParameter(asked -> asked.name(name)).parameter().version();
    return new Versions(
        Long.toString(newest),
        newest > 1 ? Optional.of(Long.toString(newest - 1)) : Optional.empty(),
        false);
  }

  @Override
  public Versions put(Optional<String> given) {
    write(given.orElseGet(NewPassword::random));
    return versions();
  }

  @Override
  public boolean is(String version, String password) {
    return value(version).equals(password);
  }

  /** The newest is the current one. */
  @Override
  public void promote(Versions versions) {}

  @Override
  public void checkDiscardable(Versions versions) {}

  /** The old one becomes the newest again. */
  @Override
  public void discard(Versions versions) {
    write(value(versions.other().orElseThrow()));
  }

  private String value(String version) {
    return parameters
        .getParameter(asked -> asked.name(name + ":" + version).withDecryption(true))
        .parameter()
        .value();
  }

  /** Type and key stay as they are. */
  private void write(String password) {
    parameters.putParameter(parameter -> parameter.name(name).value(password).overwrite(true));
  }
}
