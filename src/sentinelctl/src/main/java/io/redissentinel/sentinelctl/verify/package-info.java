/**
 * What must be true of a cluster. A {@link io.redissentinel.sentinelctl.verify.Check} is a pure
 * function of a {@link io.redissentinel.sentinelctl.verify.Situation}, the facts and the stack's
 * wishes, and gives {@link io.redissentinel.sentinelctl.verify.Line}s; all of them are in {@link
 * io.redissentinel.sentinelctl.verify.Verification}.
 *
 * <p>What cannot be seen is {@link io.redissentinel.sentinelctl.verify.Verdict.NotCheckable}, with
 * the reason, and never passed.
 */
package io.redissentinel.sentinelctl.verify;
