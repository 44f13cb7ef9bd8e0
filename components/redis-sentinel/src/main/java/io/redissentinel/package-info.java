/**
 * The component: {@link io.redissentinel.RedisSentinel}, its arguments and outputs, and the small
 * child components that make up its AWS side.
 */
package io.redissentinel;
