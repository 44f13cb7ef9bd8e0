package io.redissentinel.lab.workload;

import java.io.IOException;

/** Keeps its connection until the first error of any kind, then looks the master up anew. */
final class CarefulClient implements Client {
  private final Discovery discovery;
  private Resp master;

  CarefulClient(Discovery discovery) {
    this.discovery = discovery;
  }

  @Override
  public void set(String key, String value) throws IOException {
    try {
      if (master == null) {
        master = discovery.connect();
      }
      master.call("SET", key, value);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (master != null) {
      master.close();
      master = null;
    }
  }
}
