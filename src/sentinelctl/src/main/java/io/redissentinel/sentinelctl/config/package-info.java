/**
 * Changes a setting that Redis and Sentinel take as they run, in the stack's configuration and on
 * the nodes: {@link io.redissentinel.sentinelctl.config.ConfigSet}.
 */
package io.redissentinel.sentinelctl.config;
