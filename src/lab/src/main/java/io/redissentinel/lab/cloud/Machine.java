package io.redissentinel.lab.cloud;

import java.util.Map;
import java.util.Optional;

/**
 * An instance as the host needs to know it.
 *
 * @param name the {@code Name} tag, or the instance id where there is none
 * @param interfaceId the interface at device index 0
 * @param userData the raw bytes, decoded from base64; empty where there is none
 * @param tokensRequired whether the metadata service answers only with a session token (IMDSv2)
 * @param hopLimit how many hops a metadata answer may travel
 * @param publicKey the OpenSSH public key of the key pair
 * @param instanceProfile who the instance is to AWS
 * @param tags those that the metadata service tells; none unless that is allowed
 */
public record Machine(
    String instanceId,
    String name,
    String interfaceId,
    String zone,
    String region,
    String imageId,
    String instanceType,
    byte[] userData,
    boolean tokensRequired,
    int hopLimit,
    Optional<String> publicKey,
    Optional<Profile> instanceProfile,
    Map<String, String> tags) {

  /**
   * An instance profile.
   *
   * @param roleArn the role that it hands out
   */
  public record Profile(String arn, String id, Optional<String> roleArn) {}
}
