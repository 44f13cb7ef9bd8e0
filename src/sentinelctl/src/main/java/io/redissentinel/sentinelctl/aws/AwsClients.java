package io.redissentinel.sentinelctl.aws;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Clients of AWS's services in a cluster's region, with the credentials that AWS's own tools would
 * take. They go where {@code AWS_ENDPOINT_URL} says, if that is set: the SDK reads it by itself.
 * What is made here is closed with this.
 */
public final class AwsClients implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TRY = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private final Region region;
  private final boolean endpointGiven;
  private final Deque<AutoCloseable> made = new ArrayDeque<>();

  private AwsClients(Region region, boolean endpointGiven) {
    this.region = region;
    this.endpointGiven = endpointGiven;
  }

  /**
   * Clients for the region of a node. Nothing is asked yet.
   *
   * @throws CtlException if its zone is in no region; or it is the lab's, and nobody has said where
   *     that has its services
   */
  public static AwsClients of(NodeRef node) {
    return of(node, System.getenv());
  }

  static AwsClients of(NodeRef node, Map<String, String> environment) {
    String region =
        Ec2.regionOfZone(node)
            .orElseThrow(
                () ->
                    CtlException.failed(
                        "node %s: its zone '%s' is no zone of AWS's, so there is no region to ask"
                            .formatted(node, node.zone())));
    boolean endpointGiven = !environment.getOrDefault(ENDPOINT, "").isEmpty();
    if (Ec2.isLab(region) && !endpointGiven) {
      throw CtlException.failed(
          "the cluster is a lab's, in region %s, which AWS does not have, and %s is not set: start bin/sentinelctl, which knows where the lab's services are"
              .formatted(region, ENDPOINT));
    }
    return new AwsClients(Region.of(region), endpointGiven);
  }

  /** The region, such as {@code eu-west-1}; in the lab {@code lab-local-1}. */
  public String region() {
    return region.id();
  }

  public S3Client s3() {
    // An endpoint of one's own has no name for each bucket.
    return keep(
        S3Client.builder()
            .forcePathStyle(endpointGiven)
            .region(region)
            .httpClientBuilder(http())
            .overrideConfiguration(limits())
            .build());
  }

  public ElastiCacheClient elastiCache() {
    return keep(build(ElastiCacheClient.builder()));
  }

  public SecretsManagerClient secrets() {
    return keep(build(SecretsManagerClient.builder()));
  }

  /** Parameter Store. */
  public SsmClient parameters() {
    return keep(build(SsmClient.builder()));
  }

  /**
   * Makes URLs that lead to an object without credentials.
   *
   * @param endpoint where they lead, as those who use them see it; empty: AWS's own. Signed for
   *     this, so it cannot be changed afterwards
   */
  public S3Presigner presigner(Optional<URI> endpoint) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(region)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(endpoint.isPresent()).build());
    endpoint.ifPresent(builder::endpointOverride);
    return keep(builder.build());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    return builder.region(region).httpClientBuilder(http()).overrideConfiguration(limits()).build();
  }

  private static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(TRY);
  }

  private static ClientOverrideConfiguration limits() {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(TRY)
        .apiCallTimeout(LIMIT)
        .build();
  }

  private <C extends AutoCloseable> C keep(C client) {
    made.push(client);
    return client;
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
