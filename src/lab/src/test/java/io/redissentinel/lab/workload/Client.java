package io.redissentinel.lab.workload;

/** What writes a key at whatever it takes for the master. */
interface Client extends AutoCloseable {
  /** Returns when the write was acknowledged; any exception means that it was not. */
  void set(String key, String value) throws Exception;

  @Override
  void close();
}
