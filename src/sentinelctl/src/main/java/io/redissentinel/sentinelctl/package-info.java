/**
 * The day-2 command line. What every package may use is here: exit codes and errors.
 *
 * <p>Layers, each knowing those before it: {@code stack} (what Pulumi says) and {@code ssh} (how
 * nodes are reached), {@code cluster} (what nodes say), {@code verify} and its like (what to think
 * of it), {@code cli} (commands, options, output). Nothing here knows the component's classes, only
 * its stacks' outputs.
 */
package io.redissentinel.sentinelctl;
