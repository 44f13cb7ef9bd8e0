/**
 * The resource provider that stands in for {@code pulumi-resource-aws}: it translates the engine's
 * gRPC calls into calls of the cloud, and back. No rule of AWS's belongs here.
 */
package io.redissentinel.lab.provider;
