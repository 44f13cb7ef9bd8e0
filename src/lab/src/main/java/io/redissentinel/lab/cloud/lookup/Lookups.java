package io.redissentinel.lab.cloud.lookup;

import java.util.List;
import java.util.stream.Stream;

/** All functions that the lab models. */
public final class Lookups {
  private Lookups() {}

  public static List<Lookup> all() {
    return Stream.of(
            List.of(
                AmiParameters.GET_PARAMETER,
                RandomPasswords.GET_RANDOM_PASSWORD,
                SecretValues.GET_SECRET_VERSION),
            Networks.LOOKUPS,
            Account.LOOKUPS)
        .flatMap(List::stream)
        .toList();
  }
}
