package io.redissentinel.lab.services;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Assumes roles as EC2 does for its instances, and again in time before credentials expire. */
final class StsCredentials implements RoleCredentials {
  private static final String SUCCESS =
      """
      {
        "Code" : "Success",
        "LastUpdated" : "%s",
        "Type" : "AWS-HMAC",
        "AccessKeyId" : "%s",
        "SecretAccessKey" : "%s",
        "Token" : "%s",
        "Expiration" : "%s"
      }""";
  private static final String REFUSED =
      """
      {
        "Code" : "AssumeRoleUnauthorizedAccess",
        "Message" : "EC2 cannot assume the role %s. Its trust policy must allow ec2.amazonaws.com sts:AssumeRole.",
        "LastUpdated" : "%s"
      }""";

  private record Session(String roleArn, String instanceId) {}

  private final Path keys;
  private final URI endpoint;
  private final Map<Session, StsAssumeRoleCredentialsProvider> sessions = new ConcurrentHashMap<>();
  private Optional<StsClient> sts = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param keys the file that has EC2's own key, once AWS's own services have started
   * @param endpoint of STS
   */
  StsCredentials(Path keys, URI endpoint) {
    this.keys = keys;
    this.endpoint = endpoint;
  }

  @Override
  public String document(String roleArn, String instanceId) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try {
      AwsSessionCredentials credentials =
          (AwsSessionCredentials)
              sessions
                  .computeIfAbsent(new Session(roleArn, instanceId), this::open)
                  .resolveCredentials();
      return SUCCESS.formatted(
          now,
          credentials.accessKeyId(),
          credentials.secretAccessKey(),
          credentials.sessionToken(),
          credentials.expirationTime().orElseThrow().truncatedTo(ChronoUnit.SECONDS));
    } catch (AwsServiceException e) {
      if (e.statusCode() != 403) {
        throw e;
      }
      return REFUSED.formatted(roleArn, now);
    }
  }

  private StsAssumeRoleCredentialsProvider open(Session session) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(client())
        .refreshRequest(
            role -> role.roleArn(session.roleArn()).roleSessionName(session.instanceId()))
        .build();
  }

  private synchronized StsClient client() {
    if (sts.isEmpty()) {
      sts = Optional.of(new ApiClients(endpoint, keys, "ec2").of(StsClient.builder()));
    }
    return sts.get();
  }
}
