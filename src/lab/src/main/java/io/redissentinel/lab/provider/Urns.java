package io.redissentinel.lab.provider;

/** Parts of a URN, {@code urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME}. */
final class Urns {
  private static final int TYPES = 2;

  private Urns() {}

  /** The resource's own type token, without those of its parents. */
  static String type(String urn) {
    String types = urn.split("::")[TYPES];
    return types.substring(types.lastIndexOf('$') + 1);
  }
}
