package io.redissentinel;

import com.pulumi.core.annotations.EnumType;

/**
 * What Redis does with a write for which there is no memory: the policies of Redis 5, which later
 * releases have too.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/">Redis: key eviction</a>
 */
@EnumType
public enum MaxMemoryPolicy {
  /** Refuse it, with an error. No key is thrown away. */
  NOEVICTION("noeviction"),
  /** Throw away keys that were not used for long. */
  ALLKEYS_LRU("allkeys-lru"),
  /** Throw away keys that are used seldom. */
  ALLKEYS_LFU("allkeys-lfu"),
  /** Throw away any keys. */
  ALLKEYS_RANDOM("allkeys-random"),
  /** As {@link #ALLKEYS_LRU}, of the keys that expire; refuse it where there are none. */
  VOLATILE_LRU("volatile-lru"),
  /** As {@link #ALLKEYS_LFU}, of the keys that expire; refuse it where there are none. */
  VOLATILE_LFU("volatile-lfu"),
  /** As {@link #ALLKEYS_RANDOM}, of the keys that expire; refuse it where there are none. */
  VOLATILE_RANDOM("volatile-random"),
  /** Throw away keys that expire next; refuse it where there are none. */
  VOLATILE_TTL("volatile-ttl");

  private final String value;

  MaxMemoryPolicy(String value) {
    this.value = value;
  }

  /** As Redis writes it, such as {@code noeviction}. */
  @EnumType.Converter
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }
}
