package io.redissentinel.lab.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/**
 * Clients of AWS's SDK for AWS's own services in the lab, and nothing else: the user's AWS
 * settings, credentials and proxy are not looked at, so that no call can go to AWS and no key of
 * the user's to the lab.
 */
public final class ApiClients {
  private static final Region REGION = Region.of("lab-local-1");

  private final URI endpoint;
  private final StaticCredentialsProvider credentials;

  /**
   * Clients of one of the lab's own users.
   *
   * @param keys the file with the keys of both
   * @param user {@code administrator} or {@code ec2}
   */
  public ApiClients(URI endpoint, Path keys, String user) {
    this.endpoint = endpoint;
    try {
      JsonNode key = JsonMapper.builder().build().readTree(keys.toFile()).path(user);
      this.credentials =
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(
                  key.path("accessKeyId").asText(), key.path("secretAccessKey").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(B builder) {
    return builder
        .region(REGION)
        .endpointOverride(endpoint)
        .credentialsProvider(credentials)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariablesValues(false)
                        .build()))
        .overrideConfiguration(
            settings -> settings.defaultProfileFile(ProfileFile.aggregator().build()))
        .build();
  }
}
