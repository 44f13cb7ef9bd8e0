package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.elasticache.Request.OfFiles;
import io.redissentinel.sentinelctl.elasticache.Request.OfGroup;
import io.redissentinel.sentinelctl.elasticache.Request.OfObject;
import io.redissentinel.sentinelctl.elasticache.Request.OfPath;
import io.redissentinel.sentinelctl.elasticache.Request.OfSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ImportOriginTest {
  private static final Instant NOW = Instant.parse("2026-11-24T15:04:05Z");

  private static ImportOrigin parse(String arguments) {
    ImportOrigin origin = new ImportOrigin();
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    line.addMixin("origin", origin);
    line.parseArgs(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    return origin;
  }

  @Test
  void aSnapshotIsWrittenAsElastiCacheDoes() {
    ImportOrigin origin = parse("--snapshot automatic.Shop-2026.11");
    assertThat(origin.read(NOW)).isEqualTo(new OfSnapshot("automatic.shop-2026.11"));
    assertThat(origin.target(NOW)).isEqualTo("shop-2026-11-import-20261124-150405");
  }

  @Test
  void aGroupGetsASnapshotOfAName() {
    ImportOrigin origin = parse("--replication-group shop");
    assertThat(origin.read(NOW)).isEqualTo(new OfGroup("shop", "shop-import-20261124-150405"));
    assertThat(origin.target(NOW)).isEqualTo("shop-import-20261124-150405-export");
  }

  @Test
  void filesAreOfThisMachineOrOfABucket() {
    assertThat(parse("--rdb a.rdb --rdb s3://my.bucket/a/b.rdb").read(NOW))
        .isEqualTo(
            new OfFiles(
                List.of(new OfPath(Path.of("a.rdb")), new OfObject("my.bucket", "a/b.rdb"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--snapshot a --rdb b", "--snapshot a --replication-group b", "--rdb s3://b"})
  void anythingElseIsAUsageError(String arguments) {
    assertThatThrownBy(() -> parse(arguments).read(NOW))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("--rdb");
  }
}
