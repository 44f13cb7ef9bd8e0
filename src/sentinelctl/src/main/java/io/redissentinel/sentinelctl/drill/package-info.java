/**
 * A failover on purpose, and what it cost. {@link io.redissentinel.sentinelctl.drill.Drill} keeps
 * the order: load, fault, undo, wait, check; {@link io.redissentinel.sentinelctl.drill.FaultOnNode}
 * hurts a node and heals it; {@link io.redissentinel.sentinelctl.drill.Load} has writers and
 * listeners on the nodes. What they bring home is a {@link
 * io.redissentinel.sentinelctl.drill.History}; {@link io.redissentinel.sentinelctl.drill.Figures}
 * and {@link io.redissentinel.sentinelctl.drill.Verdict} are pure functions of it, and so is the
 * page in {@code report}.
 *
 * <p>Nothing stays behind: what runs on a node ends with the connection, or at its time limit.
 */
package io.redissentinel.sentinelctl.drill;
