/**
 * A stack as Pulumi knows it: {@link io.redissentinel.sentinelctl.stack.Stack} runs the {@code
 * pulumi} command (or what stands in for it, SENTINELCTL_PULUMI) for outputs, configuration and
 * updates; {@link io.redissentinel.sentinelctl.stack.Outputs} is what the component exports, {@link
 * io.redissentinel.sentinelctl.stack.Preview} what an update would do.
 *
 * <p>No SSH here, and no opinion about what is healthy.
 */
package io.redissentinel.sentinelctl.stack;
