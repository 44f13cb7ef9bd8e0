package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.aws.AwsClients;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.load.Source;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object that the operator may read, as a URL that a node may for a while. */
final class S3Source {
  private static final Pattern PLACE = Pattern.compile("s3://([a-z0-9.-]+)/(.+)");

  /** For the download of a large file; credentials of a role may end it sooner. */
  private static final Duration VALID = Duration.ofHours(6);

  private S3Source() {}

  static Source of(String place, AwsClients clients, ClusterLook look) {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches()) {
      throw CtlException.usage("--from: must be s3://BUCKET/KEY, got '%s'".formatted(place));
    }
    String bucket = matcher.group(1);
    String key = matcher.group(2);
    try {
      clients.s3().headObject(request -> request.bucket(bucket).key(key));
      URI url =
          clients
              .presigner(endpoint(look))
              .presignGetObject(
                  request ->
                      request
                          .signatureDuration(VALID)
                          .getObjectRequest(object -> object.bucket(bucket).key(key)))
              .url()
              .toURI();
      return new Source.Url(url, key.substring(key.lastIndexOf('/') + 1));
    } catch (S3Exception e) {
      // The answer has no body to say so: whether the key or the bucket is what there is not.
      throw e.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? CtlException.failed(
              "nothing was changed: there is no %s in %s".formatted(place, clients.region()))
          : refused(place, clients, e);
    } catch (SdkException e) {
      throw refused(place, clients, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CtlException refused(String place, AwsClients clients, SdkException why) {
    return CtlException.failed(
        "nothing was changed: %s cannot be read with your rights (s3:GetObject in %s): %s"
            .formatted(place, clients.region(), why.getMessage()));
  }

  /** Where the nodes have S3, if not where everybody has it. */
  private static Optional<URI> endpoint(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.facts().stream())
        .map(facts -> facts.env().getOrDefault("AWS_ENDPOINT_URL", ""))
        .filter(url -> !url.isEmpty())
        .map(URI::create)
        .findFirst();
  }
}
