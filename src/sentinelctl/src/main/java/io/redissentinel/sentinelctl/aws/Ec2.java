package io.redissentinel.sentinelctl.aws;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Makes clients of EC2, with the credentials that AWS's own tools would take. */
public final class Ec2 {
  private static final Duration TRY = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final Pattern ZONE = Pattern.compile("((?:[a-z]+-)+\\d+)[a-z]");
  private static final String LAB = "lab-";

  private Ec2() {}

  /**
   * The region of a node; empty where there is no EC2 to ask: in the lab, which has regions too.
   */
  public static Optional<String> region(NodeRef node) {
    return regionOfZone(node).filter(region -> !isLab(region));
  }

  /** The region of a node, the lab's too; empty where its zone is none. */
  static Optional<String> regionOfZone(NodeRef node) {
    Matcher matcher = ZONE.matcher(node.zone());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether a region is the lab's, which AWS does not have. */
  static boolean isLab(String region) {
    return region.startsWith(LAB);
  }

  /** A client for a region, to be closed. */
  public static Ec2Client client(String region) {
    return Ec2Client.builder()
        .region(Region.of(region))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(TRY).socketTimeout(TRY))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(TRY)
                .apiCallTimeout(LIMIT)
                .build())
        .build();
  }
}
