package io.redissentinel.lab.host;

import static io.redissentinel.lab.host.Lab.NIC_A;
import static io.redissentinel.lab.host.Lab.NIC_B;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes again, in a lab that is destroyed in the middle of things. */
@Tag("nodes")
class WreckageTest {
  private static final String LAB = "redis-wreckage-test";
  private static final String A = "i-0000000000000001a";
  private static final String B = "i-0000000000000001b";
  private static final String VOLUME = "vol-0123456789abcdef1";

  @TempDir private Path folder;

  @Test
  void nothingIsLeftWhateverStateTheLabIsIn() {
    Lab lab = new Lab(LAB, folder.resolve(LAB));
    lab.launchReady(A, NIC_A);
    lab.host.createVolume(VOLUME, 1);
    lab.host.attach(A, VOLUME, "/dev/sdf");
    lab.launch(B, NIC_B);
    lab.host
        .inLab(List.of("sleep", "600"))
        .startDetached(lab.settings.state().resolve("shell.log"), Map.of());
    // As a crash leaves it: half of what the records say is not there, or is no more.
    Folders.delete(lab.settings.node(B).resolve("node.properties"));
    Folders.delete(lab.settings.volume(VOLUME));
    Folders.deleteTree(lab.settings.interfaces());
    assertThat(traces()).as("the test sees what there is").hasSizeGreaterThan(10);

    new LabHost(lab.settings).destroyEverything();
    assertThat(traces()).isEmpty();
    assertThat(folder.resolve(LAB).resolve("nodes")).doesNotExist();

    new LabHost(lab.settings).destroyEverything();
  }

  /** Every process, mount, loop device, namespace and cgroup that has the lab's name in it. */
  private List<String> traces() {
    String script =
        """
        for p in /proc/[0-9]*; do
          [ $p = /proc/$$ ] && continue
          grep -q '^State:.*Z' $p/status && continue
          tr '\\0' ' ' < $p/cmdline | grep -F "$1"
          grep -H "/$1/" $p/cgroup
        done 2>/dev/null
        grep -F "$1" /proc/self/mountinfo
        losetup --list | grep -F "$1"
        ls /run/netns | grep -F "$1"
        find /sys/fs/cgroup -name "$1"
        ls /run/systemd/nspawn/propagate | grep -x 'i-0000000000000001[ab]'
        """;
    return Command.of("sh", "-c", script, "traces", LAB).attempt().output().lines().toList();
  }
}
