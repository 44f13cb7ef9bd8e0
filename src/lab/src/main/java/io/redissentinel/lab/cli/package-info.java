/** The command line {@code bin/lab}: picocli commands, and what ties the lab's parts together. */
package io.redissentinel.lab.cli;
