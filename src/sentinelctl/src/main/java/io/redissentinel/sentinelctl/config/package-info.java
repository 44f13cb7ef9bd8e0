/**
 * Changes a setting that the nodes take as they run, in the stack's configuration and on the nodes:
 * {@link io.redissentinel.sentinelctl.config.ConfigSet}.
 */
package io.redissentinel.sentinelctl.config;
