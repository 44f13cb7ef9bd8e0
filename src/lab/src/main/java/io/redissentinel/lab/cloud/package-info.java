/**
 * The model of AWS: resource types with their rules and error codes, look-ups, and the store that
 * keeps them. It knows the machine only through {@link io.redissentinel.lab.cloud.Host}; nothing of
 * gRPC, Pulumi's engine or processes belongs here.
 */
package io.redissentinel.lab.cloud;
