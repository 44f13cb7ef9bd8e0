package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.cluster.HostFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** That kernel settings are what Redis asks for: live, and again after a boot. */
final class KernelCheck implements Check {
  private static final Map<String, String> WANTED =
      new TreeMap<>(
          Map.of(
              "vm.swappiness", "1",
              "vm.overcommit_memory", "1",
              "net.core.somaxconn", "1024"));
  private static final String REMEDY =
      "on the node: systemctl restart redis-node, which sets it; the file is /etc/sysctl.d/90-redis-node.conf";

  @Override
  public List<Line> of(Situation situation) {
    List<Line> lines = new ArrayList<>();
    for (String name : WANTED.keySet()) {
      for (NodeLook look : situation.look().nodes()) {
        look.facts()
            .ifPresent(
                facts -> lines.add(new Line(name, look.node().key(), setting(name, facts.host()))));
      }
    }
    for (NodeLook look : situation.look().nodes()) {
      look.facts()
          .ifPresent(
              facts ->
                  lines.add(
                      new Line(
                          "transparent huge pages", look.node().key(), hugePages(facts.host()))));
    }
    return lines;
  }

  private static Verdict setting(String name, HostFacts host) {
    String wanted = WANTED.get(name);
    String persistent = host.sysctlFile().get(name);
    String live = host.sysctlLive().getOrDefault(name, "unknown");
    if (!wanted.equals(persistent)) {
      return Verdict.failed(
          "it is not %s after a boot: the file says %s".formatted(wanted, persistent), REMEDY);
    }
    if (live.equals(wanted)) {
      return Verdict.passed(wanted + ", live and persistent");
    }
    Optional<String> container = host.container().filter(kind -> name.startsWith("vm."));
    return container.isPresent()
        ? Verdict.notCheckable(
            "persistent as it should be, but the live value, %s, belongs to the host of this container (%s)"
                .formatted(live, container.get()))
        : Verdict.failed("it is %s, not %s".formatted(live, wanted), REMEDY);
  }

  private static Verdict hugePages(HostFacts host) {
    if (host.thpUnit().filter("enabled"::equals).isEmpty()) {
      return Verdict.failed(
          "they come back at the next boot: disable-thp.service is "
              + host.thpUnit().orElse("not there"),
          "on the node: systemctl restart redis-node");
    }
    if (host.thp().isEmpty()) {
      return Verdict.passed("this kernel has none");
    }
    if (host.thp().get().contains("[never]")) {
      return Verdict.passed("off, now and at boot");
    }
    return host.container().isPresent()
        ? Verdict.notCheckable(
            "switched off at boot, but what is live, %s, belongs to the host of this container (%s)"
                .formatted(host.thp().get(), host.container().get()))
        : Verdict.failed(
            "they are on: " + host.thp().get(),
            "on the node: systemctl restart disable-thp, then restart redis-server");
  }
}
