package io.redissentinel.lab.provider;

import io.grpc.Context;
import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.Resource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Waits for resources to be of use, tells the user how far they are, and stops when cancelled. */
final class Waiting implements AutoCloseable {
  private final Cloud cloud;
  private final AtomicReference<EngineLog> log = new AtomicReference<>();

  /** Set for the calls under way when the user cancels; calls that come later have a new one. */
  private final AtomicReference<AtomicBoolean> cancelled =
      new AtomicReference<>(new AtomicBoolean());

  Waiting(Cloud cloud) {
    this.cloud = cloud;
  }

  /** Sends the lines to this engine from now on. */
  void attach(String address) {
    replaceLog(new EngineLog(address));
  }

  private void replaceLog(EngineLog next) {
    EngineLog before = log.getAndSet(next);
    if (before != null) {
      before.close();
    }
  }

  /** To be asked for at the beginning of a call: whether that call has been cancelled. */
  BooleanSupplier cancellation() {
    AtomicBoolean byUser = cancelled.get();
    Context call = Context.current();
    return () -> byUser.get() || call.isCancelled();
  }

  void cancelAll() {
    cancelled.getAndSet(new AtomicBoolean()).set(true);
  }

  void await(Resource resource, BooleanSupplier cancellation) {
    EngineLog engine = log.get();
    try {
      cloud.awaitReady(
          resource,
          line -> {
            if (engine != null) {
              engine.info(resource.urn(), line);
            }
          },
          cancellation);
    } catch (HostException e) {
      throw InitFailure.of(resource, e.getMessage());
    }
  }

  @Override
  public void close() {
    cancelAll();
    replaceLog(null);
  }
}
