/**
 * The bootstrap of a node: a pure function from a plain description of the cluster to the user data
 * of one of its nodes.
 *
 * <p>What runs on a node is not here but in files under {@code
 * resources/io/redissentinel/bootstrap}: {@code node} holds scripts that only lose their comments
 * (so that ShellCheck and a reader see what runs), {@code templates} are rendered by {@link
 * io.redissentinel.bootstrap.Template}.
 *
 * <p>Nothing here knows Pulumi, reads a clock, a network or the environment; the same input gives
 * the same bytes.
 */
package io.redissentinel.bootstrap;
