package io.redissentinel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
  @TempDir private Path folder;

  @Test
  void aVolumeThatIsTakenOutIsStillAttached() {
    Records records =
        new Records(new LabSettings("x", folder, folder, folder, folder, Optional.empty()));
    records.saveNode("i-1", "eni-1");
    records.attach("i-1", "vol-1", "/dev/sdf");
    records.takeOut("i-1", "vol-1", true);
    assertThat(records.attachments("i-1")).containsOnlyKeys("vol-1");
    assertThat(records.present("i-1")).isEmpty();
    records.takeOut("i-1", "vol-1", false);
    assertThat(records.present("i-1")).containsOnlyKeys("vol-1");

    records.takeOut("i-1", "vol-1", true);
    records.detach("i-1", "vol-1");
    records.attach("i-1", "vol-1", "/dev/sdf");
    assertThat(records.present("i-1")).as("attached anew").containsOnlyKeys("vol-1");
  }
}
