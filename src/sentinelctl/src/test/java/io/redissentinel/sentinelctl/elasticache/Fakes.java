package io.redissentinel.sentinelctl.elasticache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeServerlessCacheSnapshotsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeServerlessCacheSnapshotsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.ServerlessCacheSnapshot;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * AWS with one bucket, {@code b}, that ElastiCache may export into, and snapshots; everything in
 * order unless said otherwise. Each call is noted.
 */
final class Fakes {
  static final String REGION = "eu-west-1";

  final List<String> calls = new ArrayList<>();
  final Map<String, String> objects = new LinkedHashMap<>();
  final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  final Set<String> denied = new HashSet<>();

  /** Calls that are refused for another reason. */
  final Map<String, String> refusals = new LinkedHashMap<>();

  String location = REGION;
  boolean bucketThere = true;
  Optional<String> policy =
      Optional.of(
          """
          {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
           "Principal": {"Service": "eu-west-1.elasticache-snapshot.amazonaws.com"}}}
          """);
  List<Grant> grants = List.of();
  Optional<ReplicationGroup> group = Optional.empty();
  String engineVersion = "5.0.6";
  Optional<String> serverless = Optional.empty();

  /** What happens while something is awaited: at each look at a snapshot. */
  Consumer<Snapshot> meanwhile = this::goOn;

  private String exported = "";

  /** What ElastiCache writes for each shard. */
  String header = "REDIS0009";

  Aws aws() {
    S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    return new Aws(REGION, new FakeS3(), new FakeElastiCache(), presigner);
  }

  static Snapshot snapshot(String name, Consumer<Snapshot.Builder> more) {
    Snapshot.Builder builder =
        Snapshot.builder()
            .snapshotName(name)
            .snapshotStatus("available")
            .engine("redis")
            .engineVersion("5.0.6")
            .numNodeGroups(2);
    more.accept(builder);
    return builder.build();
  }

  void add(String name, Consumer<Snapshot.Builder> more) {
    snapshots.put(name, snapshot(name, more));
  }

  private <T> T call(String action, Supplier<T> answer) {
    calls.add(action);
    if (denied.contains(action)) {
      throw refusal(action.startsWith("s3:"), 403, "AccessDenied", "not authorized to " + action);
    }
    if (refusals.containsKey(action)) {
      throw refusal(action.startsWith("s3:"), 400, "InvalidParameterValue", refusals.get(action));
    }
    return answer.get();
  }

  private static AwsServiceException refusal(boolean s3, int status, String code, String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return s3
        ? S3Exception.builder().statusCode(status).awsErrorDetails(details).build()
        : ElastiCacheException.builder().statusCode(status).awsErrorDetails(details).build();
  }

  private final class FakeS3 implements S3Client {
    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
      return call(
          "s3:ListBucket",
          () -> {
            if (!bucketThere) {
              throw refusal(true, 404, "NoSuchBucket", "no such bucket");
            }
            return HeadBucketResponse.builder().build();
          });
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
      return call(
          "s3:GetBucketLocation",
          () -> GetBucketLocationResponse.builder().locationConstraint(location).build());
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
      return call(
          "s3:GetBucketPolicy",
          () ->
              GetBucketPolicyResponse.builder()
                  .policy(
                      policy.orElseThrow(
                          () -> refusal(true, 404, "NoSuchBucketPolicy", "no policy")))
                  .build());
    }

    @Override
    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
      return call("s3:GetBucketAcl", () -> GetBucketAclResponse.builder().grants(grants).build());
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      return call(
          "s3:ListObjectsV2",
          () ->
              ListObjectsV2Response.builder()
                  .contents(
                      objects.keySet().stream()
                          .filter(key -> key.startsWith(request.prefix()))
                          .map(key -> S3Object.builder().key(key).size(100L).build())
                          .toList())
                  .build());
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
      return call(
          "s3:GetObject",
          () -> {
            assertThat(request.range()).isEqualTo("bytes=0-8");
            if (!objects.containsKey(request.key())) {
              throw refusal(true, 404, "NoSuchKey", "The specified key does not exist.");
            }
            return ResponseBytes.fromByteArray(
                GetObjectResponse.builder().build(),
                objects.get(request.key()).getBytes(StandardCharsets.US_ASCII));
          });
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      return call(
          "s3:DeleteObject",
          () -> {
            objects.remove(request.key());
            return DeleteObjectResponse.builder().build();
          });
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  private final class FakeElastiCache implements ElastiCacheClient {
    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
      return call(
          "elasticache:DescribeSnapshots",
          () -> {
            Snapshot found = snapshots.get(request.snapshotName());
            if (found == null) {
              throw SnapshotNotFoundException.builder().message("not found").build();
            }
            meanwhile.accept(found);
            return DescribeSnapshotsResponse.builder().snapshots(found).build();
          });
    }

    @Override
    public DescribeReplicationGroupsResponse describeReplicationGroups(
        DescribeReplicationGroupsRequest request) {
      return call(
          "elasticache:DescribeReplicationGroups",
          () ->
              DescribeReplicationGroupsResponse.builder()
                  .replicationGroups(
                      group.orElseThrow(() -> ReplicationGroupNotFoundException.builder().build()))
                  .build());
    }

    @Override
    public DescribeCacheClustersResponse describeCacheClusters(
        DescribeCacheClustersRequest request) {
      return call(
          "elasticache:DescribeCacheClusters",
          () ->
              DescribeCacheClustersResponse.builder()
                  .cacheClusters(CacheCluster.builder().engineVersion(engineVersion).build())
                  .build());
    }

    @Override
    public DescribeServerlessCacheSnapshotsResponse describeServerlessCacheSnapshots(
        DescribeServerlessCacheSnapshotsRequest request) {
      return call(
          "elasticache:DescribeServerlessCacheSnapshots",
          () ->
              DescribeServerlessCacheSnapshotsResponse.builder()
                  .serverlessCacheSnapshots(
                      serverless.stream()
                          .map(
                              name ->
                                  ServerlessCacheSnapshot.builder()
                                      .serverlessCacheSnapshotName(name)
                                      .build())
                          .toList())
                  .build());
    }

    @Override
    public CreateSnapshotResponse createSnapshot(CreateSnapshotRequest request) {
      return call(
          "elasticache:CreateSnapshot",
          () -> {
            add(request.snapshotName(), s -> s.snapshotStatus("creating"));
            return CreateSnapshotResponse.builder().build();
          });
    }

    @Override
    public CopySnapshotResponse copySnapshot(CopySnapshotRequest request) {
      return call(
          "elasticache:CopySnapshot",
          () -> {
            assertThat(request.targetBucket()).isEqualTo("b");
            exported = request.targetSnapshotName();
            add(request.sourceSnapshotName(), s -> s.snapshotStatus("exporting"));
            return CopySnapshotResponse.builder().build();
          });
    }

    @Override
    public String serviceName() {
      return "elasticache";
    }

    @Override
    public void close() {}
  }

  /** One thing at each look: a snapshot becomes available, an export gets its next file. */
  private void goOn(Snapshot snapshot) {
    if (snapshot.snapshotStatus().equals("creating")) {
      add(snapshot.snapshotName(), s -> {});
    } else if (snapshot.snapshotStatus().equals("exporting")) {
      int next = objects.size() + 1;
      if (next <= 2) {
        objects.put("%s-%04d.rdb".formatted(exported, next), header);
      } else {
        add(snapshot.snapshotName(), s -> {});
      }
    }
  }
}
