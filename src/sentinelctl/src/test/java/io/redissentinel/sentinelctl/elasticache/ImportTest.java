package io.redissentinel.sentinelctl.elasticache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.elasticache.Request.OfFiles;
import io.redissentinel.sentinelctl.elasticache.Request.OfGroup;
import io.redissentinel.sentinelctl.elasticache.Request.OfObject;
import io.redissentinel.sentinelctl.elasticache.Request.OfPath;
import io.redissentinel.sentinelctl.elasticache.Request.OfSnapshot;
import io.redissentinel.sentinelctl.handover.Looks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportTest {
  private static final OfGroup GROUP = new OfGroup("shop", "shop-import");

  private final Fakes fakes = new Fakes();
  private final List<String> told = new ArrayList<>();
  private final List<Rdb> loaded = new ArrayList<>();
  private final ClusterLook look = OtherFacts.with(Looks.healthy().look(), "5.0.7", Map.of());
  private boolean keep;
  private Duration limit = Duration.ofSeconds(20);
  private Loading loading =
      (files, replace) -> {
        fakes.calls.add("load");
        loaded.addAll(files);
      };

  private Import of(Request.From from) {
    boolean files = from instanceof OfFiles;
    Request request =
        new Request(from, files ? Optional.empty() : Optional.of("b"), "t", true, keep);
    return new Import(look, fakes.aws(), request, loading, told::add, limit, Duration.ofMillis(1));
  }

  @AfterEach
  void notInterruptedAnyMore() {
    Thread.interrupted();
  }

  private String said() {
    return String.join("\n", told);
  }

  /** The calls that change something, and the load, in order. */
  private List<String> changes() {
    return fakes.calls.stream()
        .filter(
            it ->
                List.of(
                        "load",
                        "elasticache:CreateSnapshot",
                        "elasticache:CopySnapshot",
                        "s3:DeleteObject")
                    .contains(it))
        .toList();
  }

  @Test
  void aGroupIsSnapshotExportedLoadedAndTheExportDeleted() {
    of(GROUP).run();
    assertThat(changes())
        .containsExactly(
            "elasticache:CreateSnapshot",
            "elasticache:CopySnapshot",
            "load",
            "s3:DeleteObject",
            "s3:DeleteObject");
    assertThat(loaded).extracting(Object::toString).containsExactly("t-0001.rdb", "t-0002.rdb");
    assertThat(((Rdb.Remote) loaded.get(0)).url().toString())
        .startsWith("https://s3.eu-west-1.amazonaws.com/b/t-0001.rdb?")
        .contains("X-Amz-Signature");
    assertThat(fakes.objects).isEmpty();
    assertThat(said())
        .contains(
            "snapshot shop-import: available",
            "export t: 1 of 2 files",
            "export t: 2 of 2 files",
            "export t: deleted",
            "left: snapshot shop-import in ElastiCache")
        .doesNotContain("X-Amz");
  }

  @Test
  void nothingIsLoadedBeforeEveryShardIsThereAndStays() {
    fakes.add("snap", s -> {});
    loading =
        (files, replace) -> {
          assertThat(files).hasSize(2);
          assertThat(fakes.objects).hasSize(2);
        };
    of(new OfSnapshot("snap")).run();
    assertThat(changes()).doesNotContain("elasticache:CreateSnapshot");
    assertThat(said()).doesNotContain("left:");
  }

  @Test
  void anExportMayBeKept() {
    fakes.add("snap", s -> {});
    keep = true;
    of(new OfSnapshot("snap")).run();
    assertThat(fakes.objects).hasSize(2);
    assertThat(said()).contains("kept: s3://b/t-0001.rdb", "kept: s3://b/t-0002.rdb");
  }

  @Test
  void whatTheNodesCannotReadIsNotLoadedAndDeleted() {
    fakes.add("snap", s -> {});
    fakes.header = "REDIS0011";
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run())
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("t-0001.rdb has RDB version 11")
        .hasMessageContaining("t-0002.rdb has RDB version 11")
        .hasMessageContaining("Redis 7.2 and later");
    assertThat(loaded).isEmpty();
    assertThat(fakes.objects).isEmpty();
  }

  @Test
  void aLoadThatFailsLeavesNoExport() {
    fakes.add("snap", s -> {});
    loading =
        (files, replace) -> {
          throw CtlException.failed("a key is in two files");
        };
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run()).hasMessage("a key is in two files");
    assertThat(fakes.objects).isEmpty();
  }

  @Test
  void anExportThatIsRefusedLeavesNothingAndNamesTheAction() {
    fakes.add("snap", s -> {});
    fakes.denied.add("elasticache:CopySnapshot");
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run())
        .hasMessageContaining("no right to elasticache:CopySnapshot");
    assertThat(said()).doesNotContain("left");
  }

  @Test
  void aRefusalOfElastiCachesIsPassedOnWithWhatItLooksFor() {
    fakes.add("snap", s -> {});
    fakes.refusals.put(
        "elasticache:CopySnapshot",
        "Elasticache was unable to validate the authenticated user has access on the S3 bucket b.");
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run())
        .hasMessageContaining("elasticache:CopySnapshot is refused: InvalidParameterValue")
        .hasMessageContaining("s3:ListAllMyBuckets on *");
    assertThat(said()).doesNotContain("left");
  }

  @Test
  void whatCannotBeDeletedIsNamed() {
    fakes.add("snap", s -> {});
    fakes.denied.add("s3:DeleteObject");
    of(new OfSnapshot("snap")).run();
    assertThat(said()).contains("left, and not deleted: s3://b/t-0001.rdb (s3:DeleteObject:");
  }

  @Test
  void interruptedWhileTheSnapshotIsMadeItIsNamed() {
    fakes.meanwhile = snapshot -> Thread.currentThread().interrupt();
    assertThatThrownBy(() -> of(GROUP).run()).hasMessage("interrupted");
    assertThat(changes()).containsExactly("elasticache:CreateSnapshot");
    assertThat(said())
        .contains("left: snapshot shop-import in ElastiCache", "aws elasticache delete-snapshot")
        .doesNotContain("export");
  }

  @Test
  void interruptedWhileItIsExportedThatIsNamed() {
    fakes.add("snap", s -> {});
    fakes.meanwhile =
        snapshot -> {
          if (snapshot.snapshotStatus().equals("exporting")) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run()).hasMessage("interrupted");
    assertThat(said())
        .contains("left: ElastiCache may still be exporting to s3://b/t-NNNN.rdb", "aws s3 rm");
    assertThat(loaded).isEmpty();
  }

  @Test
  void interruptedWhileItIsLoadedTheExportIsDeleted() {
    fakes.add("snap", s -> {});
    loading =
        (files, replace) -> {
          Thread.currentThread().interrupt();
          throw CtlException.failed("interrupted; the cluster has its data of before");
        };
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run())
        .hasMessageContaining("its data of before");
    assertThat(fakes.objects).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void whatTakesTooLongEndsWithWhatIsThere() {
    fakes.add("snap", s -> {});
    limit = Duration.ofMillis(50);
    fakes.meanwhile = snapshot -> {};
    assertThatThrownBy(() -> of(new OfSnapshot("snap")).run())
        .hasMessageContaining("export t has 0 of 2 files")
        .hasMessageContaining("--export-timeout");
    assertThat(said()).contains("may still be exporting");
  }

  @Test
  void aSnapshotThatFailsIsNotExported() {
    fakes.meanwhile = snapshot -> fakes.add("shop-import", s -> s.snapshotStatus("failed"));
    assertThatThrownBy(() -> of(GROUP).run()).hasMessageContaining("shop-import is failed");
    assertThat(changes()).containsExactly("elasticache:CreateSnapshot");
  }

  @Test
  void filesAreHandedOnAndNeverDeleted() {
    fakes.objects.put("k/x.rdb", "REDIS0009");
    of(new OfFiles(List.of(new OfPath(Path.of("/x")), new OfObject("b", "k/x.rdb")))).run();
    assertThat(loaded).hasSize(2);
    assertThat(loaded.get(0)).isEqualTo(new Rdb.Local(Path.of("/x")));
    assertThat(loaded.get(1)).hasToString("x.rdb");
    assertThat(changes()).containsExactly("load");
  }

  @Test
  void theCheckSaysAllThatIsInTheWay() {
    fakes.bucketThere = false;
    assertThatThrownBy(() -> of(new OfSnapshot("none")).check())
        .hasMessageStartingWith("nothing was changed, this is in the way:\n- ")
        .hasMessageContaining("there is no snapshot none")
        .hasMessageContaining("there is no bucket b");
  }

  @Test
  void thePlanSaysTheSteps() {
    assertThat(of(GROUP).plan())
        .containsExactly(
            "snapshot shop-import of replication group shop",
            "export of snapshot shop-import to s3://b/t-NNNN.rdb, a file for each shard",
            "these files into the cluster, whatever it holds now is gone",
            "these files deleted from the bucket");
  }
}
