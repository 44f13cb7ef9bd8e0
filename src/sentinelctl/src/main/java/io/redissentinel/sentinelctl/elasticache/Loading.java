package io.redissentinel.sentinelctl.elasticache;

import java.util.List;

/** Puts RDB files into the cluster. */
public interface Loading {
  /**
   * Has all nodes hold what is in these files, and nothing else. Undoes what it has begun when it
   * fails, and when its thread is interrupted.
   *
   * @param files each key is in one of them only
   * @param replace whether the cluster may hold keys, which are gone afterwards
   */
  void load(List<Rdb> files, boolean replace);
}
