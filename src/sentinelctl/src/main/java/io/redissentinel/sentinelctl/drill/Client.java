package io.redissentinel.sentinelctl.drill;

/** How the writers behave towards a master that is none any more. */
public enum Client {
  /** Stay connected until an error, as most clients do: the harder case. */
  stays,
  /** Listen to the sentinels, and leave at once, as Jedis and Lettuce do. */
  follows
}
