/**
 * What the lab needs before anything runs, made once and kept in the cache: the base image of the
 * nodes, Redis's source tarball, and moto.
 */
package io.redissentinel.lab.setup;
