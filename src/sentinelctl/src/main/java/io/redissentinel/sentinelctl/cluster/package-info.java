/**
 * What nodes say. {@link io.redissentinel.sentinelctl.cluster.Look} asks one node everything in one
 * round trip, {@link io.redissentinel.sentinelctl.cluster.ClusterLook} all nodes side by side; the
 * answers are {@link io.redissentinel.sentinelctl.cluster.NodeFacts}, plain records.
 *
 * <p>A node that is down or hangs is an answer too: {@link
 * io.redissentinel.sentinelctl.cluster.NodeLook} has its facts or its error. What to think of the
 * facts is not decided here.
 */
package io.redissentinel.sentinelctl.cluster;
