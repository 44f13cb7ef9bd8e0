package io.redissentinel.lab.provider;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;

/** Lines for the user, shown by the engine beside the resource they are about. */
final class EngineLog implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 5;

  private final ManagedChannel channel;
  private final EngineGrpc.EngineBlockingStub engine;

  /**
   * @param address of the engine's own server, as it tells a provider it attaches to
   */
  EngineLog(String address) {
    channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    engine = EngineGrpc.newBlockingStub(channel);
  }

  void info(String urn, String line) {
    LogRequest request =
        LogRequest.newBuilder().setSeverity(LogSeverity.INFO).setUrn(urn).setMessage(line).build();
    try {
      engine.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).log(request);
    } catch (StatusRuntimeException e) {
      // An engine that has gone reads no more lines; what the line was about goes on.
      return;
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
