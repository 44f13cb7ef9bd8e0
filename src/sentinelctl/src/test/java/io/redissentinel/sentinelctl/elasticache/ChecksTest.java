package io.redissentinel.sentinelctl.elasticache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.elasticache.Request.OfFiles;
import io.redissentinel.sentinelctl.elasticache.Request.OfGroup;
import io.redissentinel.sentinelctl.elasticache.Request.OfObject;
import io.redissentinel.sentinelctl.elasticache.Request.OfPath;
import io.redissentinel.sentinelctl.elasticache.Request.OfSnapshot;
import io.redissentinel.sentinelctl.handover.Looks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticache.model.DataTieringStatus;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Grantee;

class ChecksTest {
  private static final String ACCOUNT =
      "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";

  private final Fakes fakes = new Fakes();
  private ClusterLook look = OtherFacts.with(Looks.healthy().look(), "5.0.7", Map.of());

  @TempDir private Path folder;

  @BeforeEach
  void aSnapshot() {
    fakes.add("snap", s -> {});
  }

  private Checks.Findings check(Request.From from, boolean replace) {
    boolean files = from instanceof OfFiles;
    return new Checks(
            look,
            fakes.aws(),
            new Request(from, files ? Optional.empty() : Optional.of("b"), "t", replace, false))
        .run();
  }

  private List<String> problems() {
    return check(new OfSnapshot("snap"), false).problems();
  }

  private String problem() {
    assertThat(problems()).hasSize(1);
    return problems().get(0);
  }

  @Test
  void withEverythingInOrderNothingIsFoundAndNothingChanged() {
    assertThat(check(new OfSnapshot("snap"), false))
        .isEqualTo(new Checks.Findings(List.of(), List.of()));
    assertThat(fakes.calls)
        .doesNotContain(
            "elasticache:CreateSnapshot", "elasticache:CopySnapshot", "s3:DeleteObject");
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    look =
        OtherFacts.with(
            Looks.healthy().unlinked("b").look(), "5.0.7", Map.of("db0", "keys=3,expires=0"));
    fakes.add("snap", s -> s.snapshotStatus("creating").engineVersion("7.1.0"));
    fakes.policy = Optional.empty();
    fakes.objects.put("t-0001.rdb", "REDIS0009");
    assertThat(problems())
        .hasSize(6)
        .anySatisfy(it -> assertThat(it).contains("not in order", "its link to the master is down"))
        .anySatisfy(it -> assertThat(it).contains("the cluster holds 3 keys", "--replace"))
        .anySatisfy(it -> assertThat(it).contains("snapshot snap is creating"))
        .anySatisfy(it -> assertThat(it).contains("RDB version 10", "5.0.7 reads up to 9"))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains(
                        "bucket b does not let ElastiCache export into it",
                        "eu-west-1.elasticache-snapshot.amazonaws.com",
                        "s3:PutObject",
                        "arn:aws:s3:::b/*"))
        .anySatisfy(it -> assertThat(it).contains("t-0001.rdb already", "--target"));
  }

  @Test
  void whoSaysReplaceMayHaveKeys() {
    look =
        OtherFacts.with(
            look, "5.0.7", Map.of("db0", "keys=3,expires=0", "db7", "keys=1,expires=1"));
    assertThat(check(new OfSnapshot("snap"), true).problems()).isEmpty();
    assertThat(problem()).contains("the cluster holds 4 keys");
  }

  @Test
  void aSnapshotThatIsNotThereIsNamedWithTheRegion() {
    fakes.snapshots.clear();
    assertThat(problem()).contains("there is no snapshot snap in ElastiCache in eu-west-1");
  }

  @Test
  void aServerlessSnapshotHasAWayOfItsOwn() {
    fakes.snapshots.clear();
    fakes.serverless = Optional.of("snap");
    assertThat(problem()).contains("export-serverless-cache-snapshot", "--rdb s3://");
  }

  @Test
  void dataTieringAndMemcachedAreRefused() {
    fakes.add("snap", s -> s.dataTiering(DataTieringStatus.ENABLED));
    assertThat(problem()).contains("data tiering, which AWS does not export");
    fakes.add("snap", s -> s.engine("memcached").engineVersion("1.6.22"));
    assertThat(problem()).contains("Memcached");
  }

  @ParameterizedTest
  @CsvSource({"eu-west-2, eu-west-2", ", us-east-1", "'', us-east-1"})
  void aBucketElsewhereIsNamedWithBothRegions(String location, String said) {
    fakes.location = location;
    assertThat(problem()).contains("bucket b is in " + said, "in eu-west-1", "--bucket");
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    fakes.bucketThere = false;
    assertThat(problem()).contains("there is no bucket b");
  }

  @Test
  void theOldWayByAclIsEnough() {
    fakes.policy = Optional.empty();
    fakes.grants = List.of(grant("READ"), grant("WRITE"), grant("READ_ACP"));
    assertThat(problems()).isEmpty();
    fakes.grants = List.of(grant("FULL_CONTROL"));
    assertThat(problems()).isEmpty();
    fakes.grants = List.of(grant("READ"), grant("WRITE"));
    assertThat(problem()).contains("does not let ElastiCache export");
  }

  private static Grant grant(String permission) {
    return Grant.builder()
        .grantee(Grantee.builder().id(ACCOUNT).build())
        .permission(permission)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "elasticache:DescribeSnapshots, elasticache:DescribeSnapshots",
    "s3:ListBucket, s3:ListBucket",
    "s3:GetBucketLocation, s3:GetBucketLocation",
    "s3:ListObjectsV2, s3:ListBucket",
  })
  void aRightThatIsLackingIsNamed(String call, String action) {
    fakes.denied.add(call);
    assertThat(problems())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it).contains("no right to " + action));
  }

  @Test
  void withoutARightToThePolicyElastiCacheItselfDecides() {
    fakes.denied.add("s3:GetBucketPolicy");
    Checks.Findings found = check(new OfSnapshot("snap"), false);
    assertThat(found.problems()).isEmpty();
    assertThat(found.notes())
        .singleElement()
        .asString()
        .contains("not checked whether ElastiCache may write", "s3:GetBucketPolicy");
  }

  @Test
  void theTargetMustNotBeASnapshot() {
    fakes.add("t", s -> {});
    assertThat(problem()).contains("there is a snapshot t in ElastiCache", "--target");
  }

  @Test
  void aGroupHasToBeThereAndReadable() {
    OfGroup group = new OfGroup("shop", "shop-import");
    assertThat(check(group, false).problems())
        .singleElement()
        .asString()
        .contains("there is no replication group shop in ElastiCache in eu-west-1");
    fakes.group =
        Optional.of(
            ReplicationGroup.builder()
                .status("modifying")
                .engine("valkey")
                .memberClusters("shop-001")
                .build());
    fakes.engineVersion = "8.0";
    assertThat(check(group, false).problems())
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).contains("shop is modifying"))
        .anySatisfy(it -> assertThat(it).contains("valkey 8.0", "RDB version 11", "Redis 7.2"));
    look = OtherFacts.with(look, "7.2.15", Map.of());
    fakes.group = fakes.group.map(it -> it.toBuilder().status("available").build());
    assertThat(check(group, false).problems()).isEmpty();
  }

  @Test
  void filesAreReadBeforeAnythingElse() throws IOException {
    Path good = Files.writeString(folder.resolve("good.rdb"), "REDIS0009 and more");
    Path bad = Files.writeString(folder.resolve("bad.rdb"), "hello, world");
    fakes.objects.put("k/new.rdb", "REDIS0011");
    List<String> problems =
        check(
                new OfFiles(
                    List.of(
                        new OfPath(good),
                        new OfPath(bad),
                        new OfPath(folder.resolve("none")),
                        new OfObject("b", "k/new.rdb"),
                        new OfObject("b", "k/none.rdb"))),
                false)
            .problems();
    assertThat(problems)
        .hasSize(4)
        .anySatisfy(it -> assertThat(it).contains("bad.rdb is no RDB file"))
        .anySatisfy(it -> assertThat(it).contains("none cannot be read"))
        .anySatisfy(it -> assertThat(it).contains("s3://b/k/new.rdb has RDB version 11"))
        .anySatisfy(it -> assertThat(it).contains("s3://b/k/none.rdb", "does not exist"));
  }
}
