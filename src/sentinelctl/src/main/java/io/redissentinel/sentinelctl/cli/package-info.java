/**
 * Commands, options and output. Results go to stdout, everything else to stderr.
 *
 * <p>A command takes a {@link io.redissentinel.sentinelctl.cli.Target} as a mixin: the options that
 * say which cluster and how it is reached.
 */
package io.redissentinel.sentinelctl.cli;
