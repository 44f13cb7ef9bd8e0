package io.redissentinel.sentinelctl.elasticache;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket: who may what in it, and the objects of an export. */
final class Bucket {
  /** As long as a session of a role usually is, and the download has to begin within it. */
  private static final Duration URL_LIVES = Duration.ofHours(6);

  private static final int NOT_FOUND = 404;
  private static final int MOVED = 301;

  private final S3Client s3;
  private final String name;

  Bucket(S3Client s3, String name) {
    this.s3 = s3;
    this.name = name;
  }

  /**
   * Why the bucket cannot be used from this region; empty if it can.
   *
   * @throws io.redissentinel.sentinelctl.CtlException if AWS refuses to say
   */
  Optional<String> problem(String region) {
    try {
      s3.headBucket(b -> b.bucket(name));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.of(
            "there is no bucket %s: make one, such as the component's SnapshotBucket, or name another one with --bucket"
                .formatted(name));
      }
      if (e.statusCode() != MOVED) {
        return Calls.make(
            "s3:ListBucket",
            this.toString(),
            () -> {
              throw e;
            });
      }
    }
    String location =
        Calls.make(
                "s3:GetBucketLocation",
                toString(),
                () -> Optional.ofNullable(s3.getBucketLocation(b -> b.bucket(name))))
            .map(answer -> answer.locationConstraintAsString())
            .filter(it -> !it.isEmpty())
            // What S3 was before it had names for it.
            .map(it -> it.equals("EU") ? "eu-west-1" : it)
            .orElse("us-east-1");
    return location.equals(region)
        ? Optional.empty()
        : Optional.of(
            "%s is in %s, and the nodes and ElastiCache are in %s: name a bucket of %s with --bucket"
                .formatted(this, location, region, region));
  }

  /**
   * What ElastiCache's export lacks in this bucket, for people; empty if nothing.
   *
   * @throws io.redissentinel.sentinelctl.CtlException if AWS refuses to say
   */
  Optional<String> exportProblem(String region) {
    List<String> missing = ExportAccess.missing(policy(), region, name);
    if (missing.isEmpty() || aclGrants(region)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s does not let ElastiCache export into it: its policy does not allow %s to do %s on %s and %s/*; the component's SnapshotBucket has such a policy, else add one: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-exporting.html"
            .formatted(
                this,
                ExportAccess.principal(region),
                String.join(", ", missing),
                ExportAccess.arn(region, name),
                ExportAccess.arn(region, name)));
  }

  private String policy() {
    return Calls.make(
        "s3:GetBucketPolicy",
        toString(),
        () -> {
          try {
            return s3.getBucketPolicy(b -> b.bucket(name)).policy();
          } catch (S3Exception e) {
            if (Calls.code(e).equals("NoSuchBucketPolicy")) {
              return "";
            }
            throw e;
          }
        });
  }

  /** The older way: the bucket's ACL names ElastiCache's account. */
  private boolean aclGrants(String region) {
    List<Grant> grants;
    try {
      grants = s3.getBucketAcl(b -> b.bucket(name)).grants();
    } catch (S3Exception e) {
      return false;
    }
    List<String> granted = new ArrayList<>();
    for (Grant grant : grants) {
      if (grant.grantee() != null && account(region).equals(grant.grantee().id())) {
        granted.add(grant.permissionAsString());
      }
    }
    return granted.contains("FULL_CONTROL")
        || granted.containsAll(List.of("READ", "WRITE", "READ_ACP"));
  }

  /** ElastiCache's canonical user id, from AWS's documentation. */
  private static String account(String region) {
    return switch (region) {
      case "us-gov-west-1" -> "40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6";
      case "us-gov-east-1" -> "c54286759d2a83da9c480405349819c993557275cf37d820d514b42da6893f5c";
      case "cn-north-1", "cn-northwest-1" ->
          "b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83";
      default -> "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";
    };
  }

  /** The objects of an export with their sizes in bytes, in the order of their shards. */
  Map<String, Long> export(String target) {
    Pattern form = Pattern.compile(Pattern.quote(target) + "-\\d{4}\\.rdb");
    Map<String, Long> objects = new LinkedHashMap<>();
    for (S3Object object :
        Calls.make(
            "s3:ListBucket",
            toString(),
            () -> s3.listObjectsV2(l -> l.bucket(name).prefix(target + "-")).contents())) {
      if (form.matcher(object.key()).matches()) {
        objects.put(object.key(), object.size());
      }
    }
    return objects;
  }

  /** The RDB version of an object, from its first bytes. */
  int rdbVersion(String key) {
    String object = "s3://%s/%s".formatted(name, key);
    byte[] header =
        Calls.make(
            "s3:GetObject",
            object,
            () ->
                s3.getObjectAsBytes(
                        g ->
                            g.bucket(name)
                                .key(key)
                                .range("bytes=0-" + (RdbVersion.HEADER_BYTES - 1)))
                    .asByteArray());
    return RdbVersion.of(object, header);
  }

  /** A way to an object without credentials, for some hours. */
  Rdb remote(S3Presigner presigner, String key) {
    URI url =
        Calls.make(
            "s3:GetObject",
            toString(),
            () ->
                URI.create(
                    presigner
                        .presignGetObject(
                            p ->
                                p.signatureDuration(URL_LIVES)
                                    .getObjectRequest(g -> g.bucket(name).key(key)))
                        .url()
                        .toString()));
    return new Rdb.Remote(url, key.substring(key.lastIndexOf('/') + 1));
  }

  /** Deletes objects; gives those that are left, with the reason. */
  List<String> delete(Iterable<String> keys) {
    List<String> left = new ArrayList<>();
    for (String key : keys) {
      try {
        s3.deleteObject(d -> d.bucket(name).key(key));
      } catch (SdkException e) {
        left.add("s3://%s/%s (s3:DeleteObject: %s)".formatted(name, key, Calls.said(e)));
      }
    }
    return left;
  }

  /** For people. */
  @Override
  public String toString() {
    return "bucket " + name;
  }
}
