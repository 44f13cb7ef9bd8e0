/**
 * The services inside the lab's network, a small JVM of their own: the instance metadata service
 * and the tarball server. They serve plain files, and the credentials of roles as AWS's STS hands
 * them out (moto's, here); they know of nothing else in the lab.
 */
package io.redissentinel.lab.services;
