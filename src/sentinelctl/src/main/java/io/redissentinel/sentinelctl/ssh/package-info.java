/**
 * How a node is reached: {@link io.redissentinel.sentinelctl.ssh.NodeShell} runs commands on one
 * node, {@link io.redissentinel.sentinelctl.ssh.Shells} gives the shell of each, and keeps it.
 *
 * <p>A host key is never trusted on first use. It is taken from the instance's console, where
 * cloud-init prints it, and pinned under the instance's id: a replaced instance has another id, so
 * a node that is rolled out is no changed key, and a key that changes under one id is an error.
 *
 * <p>To test what builds on this: a NodeShell and Shells are interfaces to be mocked; a {@link
 * io.redissentinel.sentinelctl.ssh.Result} is a plain record.
 */
package io.redissentinel.sentinelctl.ssh;
