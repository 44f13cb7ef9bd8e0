package io.redissentinel.lab.provider;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.redissentinel.lab.cloud.Cloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The provider's server, on loopback and a port of the system's choice. An engine attaches to it by
 * {@code PULUMI_DEBUG_PROVIDERS=aws:PORT}; one server does for several runs, one after the other.
 */
public final class ProviderServer implements AutoCloseable {
  /** The engine's own limit. */
  private static final int MAX_MESSAGE_BYTES = 400 << 20;

  private static final long GRACE_SECONDS = 5;

  private final Waiting waiting;
  private final ExecutorService calls;
  private final Server server;

  private ProviderServer(Waiting waiting, ExecutorService calls, Server server) {
    this.waiting = waiting;
    this.calls = calls;
    this.server = server;
  }

  public static ProviderServer start(Cloud cloud) {
    Waiting waiting = new Waiting(cloud);
    AtomicInteger count = new AtomicInteger();
    // As many threads as there are calls: those that wait for nodes must not hold up the others.
    ExecutorService calls =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "provider-call-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      Server server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .executor(calls)
              .maxInboundMessageSize(MAX_MESSAGE_BYTES)
              .addService(new AwsProvider(cloud, waiting))
              .build()
              .start();
      return new ProviderServer(waiting, calls, server);
    } catch (IOException e) {
      calls.shutdownNow();
      throw new UncheckedIOException("the provider's server cannot start", e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** The setting that makes a Pulumi engine use this provider. */
  public String debugProviders() {
    return "aws:" + port();
  }

  /** Cancels what is waiting and stops. */
  @Override
  public void close() {
    waiting.close();
    server.shutdown();
    try {
      if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
  }
}
