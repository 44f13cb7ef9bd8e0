package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicationGroupsTest {
  @TempDir private Path folder;
  private Path file;
  private ReplicationGroups groups;

  @BeforeEach
  void make() throws IOException {
    file = Files.writeString(folder.resolve("dump.rdb"), "REDIS0011 and the rest");
    groups = new ReplicationGroups(folder);
  }

  private Path shard(String name) {
    return folder.resolve("apis/elasticache/groups/shop").resolve(name);
  }

  @Test
  void filesAreShardsByteForByteAndShardsWithoutOneAreEmpty() throws IOException {
    groups.put("shop", 3, List.of(file, file));
    assertThat(shard("0001.rdb")).hasSameBinaryContentAs(file);
    assertThat(shard("0002.rdb")).hasSameBinaryContentAs(file);
    assertThat(Files.readString(shard("0003.rdb"), StandardCharsets.ISO_8859_1))
        .isEqualTo("REDIS0011\u00ff" + "\0".repeat(8));
    assertThat(groups.list()).containsExactly("shop");
  }

  @Test
  void saidAgainTheNewFilesCount() {
    groups.put("shop", 2, List.of(file, file));
    groups.put("shop", 1, List.of(file));
    assertThat(shard("0002.rdb")).doesNotExist();
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    assertThatThrownBy(() -> groups.put("Shop", 1, List.of(file)))
        .hasMessageContaining("--replication-group")
        .hasMessageContaining("'Shop'");
    assertThatThrownBy(() -> groups.put("shop", 1, List.of(file, file)))
        .hasMessage("--shards: must be at least 2, one for each file, got 1");
    Path text = Files.writeString(folder.resolve("text"), "redis");
    assertThatThrownBy(() -> groups.put("shop", 1, List.of(text)))
        .hasMessageContaining(text + " is no RDB file");
    assertThat(shard("0001.rdb")).doesNotExist();
  }
}
