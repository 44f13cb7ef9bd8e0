package io.redissentinel;

import io.redissentinel.topology.Layout;
import io.redissentinel.topology.Problems;
import io.redissentinel.topology.Subnet;
import java.util.List;
import java.util.regex.Pattern;

/** What the arguments alone cannot tell, and what must hold before anything is made. */
final class Preconditions {
  private static final String CLUSTER = "RedisSentinel";
  private static final String BUCKET = "SnapshotBucket";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,39}");

  /** What begins a bucket's name: Pulumi appends a '-' and seven digits. */
  private static final Pattern BUCKET_PREFIX = Pattern.compile("[a-z0-9][a-z0-9-]{0,54}");

  private Preconditions() {}

  /**
   * The component's name, before it is registered by it.
   *
   * @throws InvalidArgumentsException if nodes cannot be named so, or their user data is too large
   */
  static String name(String name, RedisSentinelArgs args) {
    Problems problems = new Problems();
    problems.requireForm(
        "name",
        name,
        NAME,
        "be at most 40 letters, digits and '-', a letter first (it names the nodes)",
        "rename it");
    if (problems.isEmpty()) {
      ClusterUserData.checkSize(name, args, problems);
    }
    refuse(CLUSTER, name, problems);
    return name;
  }

  /**
   * The bucket of a cluster's backups, once it is known.
   *
   * @throws InvalidArgumentsException if no bucket can be called so
   */
  static String backupBucket(String name, String bucket) {
    Problems problems = new Problems();
    S3Names.checkBucket("backups.bucket", bucket, problems);
    refuse(CLUSTER, name, problems);
    return bucket;
  }

  /**
   * A bucket's component's name, before it is registered by it.
   *
   * @throws InvalidArgumentsException if the bucket's own name is to begin so, and cannot
   */
  static String bucketName(String name, SnapshotBucketArgs args) {
    Problems problems = new Problems();
    if (args.bucketName().isEmpty()) {
      problems.requireForm(
          "name",
          name,
          BUCKET_PREFIX,
          "be at most 55 lower-case letters, digits and '-' (the bucket's name begins with it)",
          "rename it, or give bucketName");
    }
    refuse(BUCKET, name, problems);
    return name;
  }

  /**
   * The region that a bucket is in.
   *
   * @throws InvalidArgumentsException if ElastiCache cannot export to it as is asked for
   */
  static String region(String name, SnapshotBucketArgs args, String region) {
    Problems problems = new Problems();
    if (args.elastiCacheExport() == ElastiCacheExport.ACL
        && ElastiCacheAccounts.canonicalId(region).isEmpty()) {
      problems.add(
          "elastiCacheExport",
          "be policy or none in " + region,
          args.elastiCacheExport(),
          "take policy; AWS names an account of ElastiCache only for regions that nobody has to"
              + " opt in to");
    }
    refuse(BUCKET, name, problems);
    return region;
  }

  /**
   * Where the nodes go.
   *
   * @throws InvalidArgumentsException if they cannot be placed in these subnets
   */
  static Layout layout(String name, RedisSentinelArgs args, List<Subnet> subnets) {
    Problems problems = new Problems();
    Layout layout =
        Layout.plan(
            new Layout.Wish(
                args.nodes().count(),
                subnets,
                args.nodes().parsedAddresses(),
                args.nodes().allowSharedZones()),
            problems);
    refuse(CLUSTER, name, problems);
    return layout;
  }

  private static void refuse(String what, String name, Problems problems) {
    if (!problems.isEmpty()) {
      throw new InvalidArgumentsException("%s '%s'".formatted(what, name), problems);
    }
  }
}
