/**
 * What the lab needs before anything runs, made once and kept in the cache: the base image of the
 * nodes and Redis's source tarball.
 */
package io.redissentinel.lab.setup;
