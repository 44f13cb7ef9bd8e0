package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.Bench;
import org.junit.jupiter.api.Test;

class KernelAndVolumeTest {
  private static final String THP = "transparent huge pages";
  private static final String DATA = "data volume";

  private static Bench bench() {
    return new Bench();
  }

  @Test
  void aSettingIsLiveAndPersistent() {
    Checked.of(bench()).passed("net.core.somaxconn", "a", "1024, live and persistent");
  }

  @Test
  void aSettingOfTheHostCannotBeChecked() {
    Checked.of(bench())
        .notCheckable(
            "vm.overcommit_memory",
            "a",
            "live value, 0",
            "host of this container (systemd-nspawn)");
  }

  @Test
  void onAMachineItHasToBeLive() {
    Checked.of(bench().machine("a")).failed("vm.overcommit_memory", "a", "it is 0, not 1");
    Checked.of(bench().machine("a").block("a", "sysctl-live", "vm.overcommit_memory 1"))
        .passed("vm.overcommit_memory", "a", "live and persistent");
  }

  @Test
  void inAContainerItHasToBePersistentToo() {
    Checked.of(bench().block("a", "sysctl-file", "vm.swappiness 60"))
        .failed("vm.swappiness", "a", "after a boot: the file says 60");
    Checked.of(bench().block("a", "sysctl-file", ""))
        .failed("vm.overcommit_memory", "a", "the file says null");
  }

  @Test
  void aSettingThatIsTheContainersOwnHasToBeLive() {
    Checked.of(bench().change("a", "net.core.somaxconn 1024\n@thp", "net.core.somaxconn 128\n@thp"))
        .failed("net.core.somaxconn", "a", "it is 128, not 1024");
  }

  @Test
  void hugePages() {
    Checked.of(bench()).notCheckable(THP, "a", "always [madvise] never", "host of this container");
    Checked.of(bench().machine("a")).failed(THP, "a", "they are on");
    Checked.of(bench().machine("a").block("a", "thp", "always madvise [never]"))
        .passed(THP, "a", "off");
    Checked.of(bench().machine("a").block("a", "thp", "")).passed(THP, "a", "this kernel has none");
    Checked.of(bench().block("a", "thp-unit", "disabled"))
        .failed(THP, "a", "disable-thp.service is disabled");
  }

  @Test
  void theVolumeIsOnData() {
    Checked.of(bench()).passed(DATA, "a", "now and at the next boot");
  }

  @Test
  void nothingIsMounted() {
    Checked.of(bench().block("a", "device", "")).failed(DATA, "a", "nothing is mounted on /data");
  }

  @Test
  void anotherDeviceIsMounted() {
    Checked.of(bench().block("a", "device", "/dev/nvme2n1"))
        .failed(DATA, "a", "but /dev/nvme2n1 is mounted");
  }

  @Test
  void theVolumeIsNotAttached() {
    Checked.of(bench().block("a", "volume", "")).failed(DATA, "a", "is not attached");
  }

  @Test
  void theNodeLooksForAnotherVolume() {
    Checked.of(bench().change("a", "VOLUME_ID='vol-", "VOLUME_ID='vol-0"))
        .failed(DATA, "a", "the stack's volume is vol-");
  }

  @Test
  void atTheNextBootItIsSomethingElse() {
    Checked.of(bench().block("a", "fstab", "")).failed(DATA, "a", "/etc/fstab has 0 lines");
    Checked.of(bench().block("a", "fstab", "UUID=0 /data ext4 defaults 0 2"))
        .failed(DATA, "a", "at the next boot /data is 'UUID=0");
    Checked.of(bench().block("a", "uuid", "")).failed(DATA, "a", "no UUID");
  }
}
