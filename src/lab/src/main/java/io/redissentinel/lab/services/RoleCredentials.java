package io.redissentinel.lab.services;

/** What the metadata service tells an instance of the credentials of its role. */
@FunctionalInterface
interface RoleCredentials {
  /** The JSON document that EC2 answers. */
  String document(String roleArn, String instanceId);
}
