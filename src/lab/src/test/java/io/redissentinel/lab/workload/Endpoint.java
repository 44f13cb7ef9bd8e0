package io.redissentinel.lab.workload;

/** Where a server or a sentinel listens. */
public record Endpoint(String host, int port) {
  static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
