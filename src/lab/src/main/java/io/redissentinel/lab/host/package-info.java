/**
 * The machine behind the cloud: network namespaces, packet filter, loop devices, containers.
 *
 * <p>Implements {@link io.redissentinel.lab.cloud.Host} with the system's own tools (ip, nft,
 * systemd-nspawn, losetup). Nothing in here knows a rule of AWS, and nothing is kept in memory: all
 * state is in the lab's folder and in the kernel, so that the next JVM finds what the last one
 * made.
 */
package io.redissentinel.lab.host;
