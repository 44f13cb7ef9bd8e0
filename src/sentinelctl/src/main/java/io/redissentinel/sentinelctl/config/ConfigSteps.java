package io.redissentinel.sentinelctl.config;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.stack.Preview;
import java.util.List;
import java.util.Optional;

/** What changing a setting takes, one thing at a time. */
public interface ConfigSteps {
  /** Asks all nodes. */
  ClusterLook look();

  /**
   * The key's value in the stack's configuration: one, or those of a list; empty if it is not set.
   */
  Optional<List<String>> value(String key);

  /** Sets the key, instead of what it was; empty takes it away. */
  void set(String key, Optional<List<String>> values);

  /** What an update would do. */
  Preview preview();

  /** The update. */
  void up();

  /** Tells people how far it is. */
  void say(String text);
}
