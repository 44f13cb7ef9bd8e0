package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets; the id of one is its name. */
public final class Buckets implements ResourceType {
  public static final String TOKEN = "aws:s3/bucketV2:BucketV2";

  private static final String NAME = "bucket";
  private static final String PREFIX = "bucketPrefix";
  private static final int LONGEST_NAME = 63;
  private static final String NAMES = "(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  private static final Schema SCHEMA =
      new Schema()
          .replace(NAME, PREFIX)
          .update("forceDestroy")
          .computed("arn", NAME, "bucketDomainName", PREFIX, "bucketRegionalDomainName", "region")
          .tags();

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  /** The names that the engine makes up are in lower case, and no longer than S3 lets them be. */
  @Override
  public Properties complete(Autoname names, Properties oldInputs, Properties inputs) {
    Properties filled =
        inputs.has(NAME)
            ? inputs
            : acceptable(names.fill(oldInputs, inputs, NAME, PREFIX), oldInputs);
    return filled.withDefault("forceDestroy", false);
  }

  private static Properties acceptable(Properties filled, Properties oldInputs) {
    Optional<String> made = filled.text(NAME).map(name -> name.toLowerCase(Locale.ROOT));
    if (made.isEmpty() || made.equals(oldInputs.text(NAME))) {
      return filled;
    }
    String name = made.get();
    int cut = Math.max(0, name.length() - LONGEST_NAME);
    int digits = Math.max(0, name.length() - 8 - cut);
    return filled.with(NAME, name.substring(0, digits) + name.substring(digits + cut));
  }

  @Override
  public List<Problem> check(Properties inputs) {
    return inputs
        .text(NAME)
        .filter(name -> !name.matches(NAMES) || name.contains(".."))
        .map(
            name ->
                List.of(
                    new Problem(
                        NAME,
                        "must be 3 to 63 of a-z, 0-9, '-' and '.', and begin and end with a"
                            + " letter or digit; got '"
                            + name
                            + "'")))
        .orElse(List.of());
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String name = inputs.requireText(NAME);
    if (store.find(TOKEN, name).isPresent()) {
      throw new AwsException(
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", "arn:aws:s3:::" + name)
            .with("bucketDomainName", name + ".s3.amazonaws.com")
            .with("bucketRegionalDomainName", name + ".s3." + Region.NAME + ".amazonaws.com")
            .with("region", Region.NAME)
            .withDefault(PREFIX, "");
    return new Resource(name, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.aws()
        .buckets()
        .createBucket(
            bucket ->
                bucket
                    .bucket(made.id())
                    .createBucketConfiguration(where -> where.locationConstraint(Region.NAME)));
    tag(host.aws().buckets(), made);
  }

  /** What is in a bucket that was there before is not this one's to delete. */
  @Override
  public void undo(Store store, Host host, Resource made) {
    AwsApis.ifThere(() -> host.aws().buckets().deleteBucket(gone -> gone.bucket(made.id())));
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    tag(host.aws().buckets(), now);
  }

  private static void tag(S3Client s3, Resource bucket) {
    List<Tag> tags =
        bucket.inputs().textMap("tags").entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    if (tags.isEmpty()) {
      s3.deleteBucketTagging(of -> of.bucket(bucket.id()));
    } else {
      s3.putBucketTagging(of -> of.bucket(bucket.id()).tagging(set -> set.tagSet(tags)));
    }
  }

  /**
   * With forceDestroy all versions and deletion marks go first; else S3 refuses if there are any.
   */
  @Override
  public void remove(Store store, Host host, Resource bucket) {
    S3Client s3 = host.aws().buckets();
    AwsApis.ifThere(
        () -> {
          if (bucket.inputs().flag("forceDestroy")) {
            s3.listObjectVersionsPaginator(all -> all.bucket(bucket.id()))
                .forEach(page -> empty(s3, bucket.id(), page));
          }
          s3.deleteBucket(gone -> gone.bucket(bucket.id()));
        });
  }

  private static void empty(S3Client s3, String bucket, ListObjectVersionsResponse page) {
    List<ObjectIdentifier> all =
        Stream.concat(
                page.versions().stream().map(v -> object(v.key(), v.versionId())),
                page.deleteMarkers().stream().map(m -> object(m.key(), m.versionId())))
            .toList();
    if (!all.isEmpty()) {
      s3.deleteObjects(gone -> gone.bucket(bucket).delete(objects -> objects.objects(all)));
    }
  }

  private static ObjectIdentifier object(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource bucket) {
    return AwsApis.find(() -> host.aws().buckets().headBucket(asked -> asked.bucket(bucket.id())))
        .map(found -> bucket);
  }
}
