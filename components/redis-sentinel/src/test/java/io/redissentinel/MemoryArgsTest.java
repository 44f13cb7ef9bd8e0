package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryArgsTest {
  @Test
  void defaults() {
    MemoryArgs memory = MemoryArgs.builder().build();
    assertThat(memory.maxMemoryMiB()).isEmpty();
    assertThat(memory.maxMemoryPolicy()).isEqualTo(MaxMemoryPolicy.NOEVICTION);
    assertThat(memory.replicationBacklogMiB()).isEqualTo(64);
    assertThat(memory.replicaOutputBufferMiB()).isEqualTo(256);
    assertThat(Refusals.ofMemory(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    MemoryArgs memory =
        MemoryArgs.builder()
            .maxMemoryMiB(2048)
            .maxMemoryPolicy(MaxMemoryPolicy.ALLKEYS_LFU)
            .replicationBacklogMiB(128)
            .replicaOutputBufferMiB(512)
            .build();
    assertThat(memory.maxMemoryMiB()).contains(2048);
    assertThat(memory.maxMemoryPolicy()).isEqualTo(MaxMemoryPolicy.ALLKEYS_LFU);
    assertThat(memory.replicationBacklogMiB()).isEqualTo(128);
    assertThat(memory.replicaOutputBufferMiB()).isEqualTo(512);
  }

  @Test
  void thePoliciesAreThoseOfRedis5() {
    assertThat(Arrays.stream(MaxMemoryPolicy.values()).map(MaxMemoryPolicy::value))
        .containsExactlyInAnyOrder(
            "volatile-lru",
            "allkeys-lru",
            "volatile-lfu",
            "allkeys-lfu",
            "volatile-random",
            "allkeys-random",
            "volatile-ttl",
            "noeviction");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 64, 33_554_433})
  void memoryThatTheBacklogFillsOrNobodyHasIsRefused(int size) {
    assertThat(Refusals.ofMemory(args -> args.maxMemoryMiB(size)))
        .containsExactly(
            "memory.maxMemoryMiB: must be between 65 and 33554432, got %d; it holds".formatted(size)
                + " replicationBacklogMiB too; leave it out for 60 % of a node's memory");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 63, 65_537})
  void aBufferThatTheBacklogDoesNotFitIntoIsRefused(int size) {
    assertThat(Refusals.ofMemory(args -> args.replicaOutputBufferMiB(size)))
        .containsExactly(
            "memory.replicaOutputBufferMiB: must be between 64 and 65536, got %d; a replica that"
                    .formatted(size)
                + " catches up is sent all of replicationBacklogMiB at once");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0})
  void noBacklogIsRefused(int size) {
    assertThat(Refusals.ofMemory(args -> args.replicationBacklogMiB(size)))
        .containsExactly(
            "memory.replicationBacklogMiB: must be between 1 and 65536, got %d; 64 is right for most"
                .formatted(size));
  }
}
