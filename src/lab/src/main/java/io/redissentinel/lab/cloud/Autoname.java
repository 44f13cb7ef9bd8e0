package io.redissentinel.lab.cloud;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/**
 * Names for resources that were given none: the last part of the URN and seven hexadecimal digits,
 * the same again for the same seed. A resource keeps the name it has.
 */
public record Autoname(String urn, byte[] seed) {
  private static final int DIGITS = 7;

  /** Inputs with a name, made from the prefix where one is given. */
  public Properties fill(
      Properties oldInputs, Properties inputs, String nameProperty, String prefixProperty) {
    if (inputs.has(nameProperty) || inputs.isUnknown(prefixProperty)) {
      return inputs;
    }
    Optional<String> prefix = inputs.text(prefixProperty);
    Optional<String> kept =
        oldInputs.text(nameProperty).filter(name -> name.startsWith(prefix.orElse("")));
    String stem = prefix.orElse(urn.substring(urn.lastIndexOf("::") + 2) + "-");
    return inputs.with(nameProperty, kept.orElseGet(() -> stem + digits()));
  }

  private String digits() {
    byte[] bytes = new byte[Long.BYTES];
    System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    Random random = seed.length == 0 ? new Random() : new Random(ByteBuffer.wrap(bytes).getLong());
    StringBuilder digits = new StringBuilder();
    while (digits.length() < DIGITS) {
      digits.append(Character.forDigit(random.nextInt(16), 16));
    }
    return digits.toString();
  }
}
