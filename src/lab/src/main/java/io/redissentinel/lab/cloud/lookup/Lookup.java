package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Store;
import java.util.Set;

/**
 * A function of the provider.
 *
 * @param arguments the names of the arguments it heeds; others it refuses
 */
public record Lookup(String token, Set<String> arguments, Answer answer) {

  /** What is found. */
  @FunctionalInterface
  public interface Answer {
    Properties find(Store store, Host host, Properties arguments);
  }

  /** What is found without asking the machine. */
  @FunctionalInterface
  public interface Recorded {
    Properties find(Store store, Properties arguments);
  }

  Lookup(String token, Set<String> arguments, Recorded answer) {
    this(token, arguments, (store, host, given) -> answer.find(store, given));
  }
}
