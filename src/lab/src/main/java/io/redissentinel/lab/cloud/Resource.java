package io.redissentinel.lab.cloud;

/**
 * A resource that exists.
 *
 * @param type the Pulumi type token, for example {@code aws:ec2/instance:Instance}
 * @param urn the engine's name of it; empty for what came into being beside a resource, like the
 *     interface of an instance that named none
 * @param readiness how far it has come in being of use
 */
public record Resource(
    String id,
    String type,
    String urn,
    Properties inputs,
    Properties outputs,
    Readiness readiness) {

  /** Whether what is there is of use. */
  public enum Readiness {
    READY,
    /** The wait for it was broken off. */
    UNKNOWN,
    FAILED
  }

  public Resource(String id, String type, String urn, Properties inputs, Properties outputs) {
    this(id, type, urn, inputs, outputs, Readiness.READY);
  }

  public Resource with(Properties newInputs, Properties newOutputs) {
    return new Resource(id, type, urn, newInputs, newOutputs, readiness);
  }

  public Resource withOutput(String key, Object value) {
    return new Resource(id, type, urn, inputs, outputs.with(key, value), readiness);
  }

  public Resource with(Readiness now) {
    return new Resource(id, type, urn, inputs, outputs, now);
  }
}
