package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.Interface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lab's network: a namespace without a default route, and one more for every interface, joined
 * to it by a veth pair. The pair is routed, not bridged: the lab's end answers ARP for everyone, so
 * each packet between two nodes is forwarded, and filtered, in the lab's namespace.
 */
final class Namespaces {
  static final String METADATA_ADDRESS = "169.254.169.254";
  static final String TARBALL_ADDRESS = "10.77.0.2";

  /** Where AWS's own services answer. */
  static final String APIS_ADDRESS = "10.77.0.3";

  /** The source of what is sent to nodes from inside the lab's namespace. */
  static final String CLIENT_ADDRESS = "10.77.0.10";

  /** An address in the lab that no security group knows, to try them from outside. */
  static final String OUTSIDER_ADDRESS = "10.77.99.10";

  /** What a Nitro instance calls its first interface. */
  private static final String NODE_LINK = "ens5";

  private static final Path MOUNTS = Path.of("/run/netns");
  private final LabSettings lab;

  Namespaces(LabSettings lab) {
    this.lab = lab;
  }

  /** Makes the lab's own namespace. */
  void createLab() {
    if (Mounts.isMounted(path(lab.name()))) {
      return;
    }
    add(lab.name());
    // Strict reverse path filter: like EC2's source check, no node can send from another's address.
    sysctl(
        lab.name(),
        List.of(
            "net/ipv4/ip_forward=1",
            "net/ipv4/conf/all/rp_filter=1",
            "net/ipv4/conf/default/rp_filter=1",
            "net/ipv6/conf/default/disable_ipv6=1"));
    List<String> lines = new ArrayList<>(List.of("link set lo up"));
    for (String address :
        List.of(
            METADATA_ADDRESS, TARBALL_ADDRESS, APIS_ADDRESS, CLIENT_ADDRESS, OUTSIDER_ADDRESS)) {
      lines.add("addr replace %s/32 dev lo".formatted(address));
    }
    ip(lab.name(), lines);
  }

  /** Makes the interface's namespace, unless it is there and whole. */
  void create(Interface nic) {
    boolean whole =
        Mounts.isMounted(path(namespace(nic.id())))
            && Command.of("ip", "-n", lab.name(), "link", "show", link(nic.id())).attempt().ok();
    if (!whole) {
      recreate(nic);
    }
  }

  /** Makes the interface anew, as a machine that is switched on finds it: no setting is left. */
  void recreate(Interface nic) {
    delete(nic.id());
    String namespace = namespace(nic.id());
    String link = link(nic.id());
    add(namespace);
    sysctl(namespace, List.of("net/ipv6/conf/default/disable_ipv6=1"));
    ip(
        lab.name(),
        List.of(
            "addr replace %s/32 dev lo".formatted(nic.gateway()),
            "link add %s type veth peer name %s netns %s".formatted(link, NODE_LINK, namespace)));
    // Without a proxy_delay of 0 the first packet to each neighbour waits for up to 0.8 s.
    sysctl(
        lab.name(),
        List.of(
            "net/ipv4/conf/%s/proxy_arp=1".formatted(link),
            "net/ipv4/neigh/%s/proxy_delay=0".formatted(link)));
    ip(
        namespace,
        List.of(
            "link set lo up",
            "link set %s address %s up".formatted(NODE_LINK, nic.mac()),
            "addr replace %s/%d dev %s".formatted(nic.address(), nic.prefixLength(), NODE_LINK),
            "route replace default via %s".formatted(nic.gateway())));
    linkUp(nic);
  }

  /** The lab's end goes down: the node sees its cable pulled. */
  void linkDown(Interface nic) {
    ip(lab.name(), List.of("link set %s down".formatted(link(nic.id()))));
  }

  void linkUp(Interface nic) {
    String link = link(nic.id());
    ip(
        lab.name(),
        List.of(
            "link set %s up".formatted(link),
            "route replace %s/32 dev %s src %s".formatted(nic.address(), link, CLIENT_ADDRESS)));
  }

  void delete(String interfaceId) {
    if (Mounts.isMounted(path(lab.name()))) {
      // A namespace takes its links along only some time later; by then the name may be in use.
      Command.of("ip", "-n", lab.name(), "link", "delete", link(interfaceId)).attempt();
    }
    remove(namespace(interfaceId));
  }

  /** The names of all namespaces of this lab that are there, the lab's own last. */
  List<String> all() {
    List<String> names = new ArrayList<>();
    for (Path entry : Folders.list(MOUNTS)) {
      String name = entry.getFileName().toString();
      if (name.startsWith(namespace("eni-"))) {
        names.add(name);
      }
    }
    if (Files.exists(path(lab.name()))) {
      names.add(lab.name());
    }
    return names;
  }

  static void remove(String name) {
    if (Files.exists(path(name))) {
      Command.of("ip", "netns", "delete", name).run();
    }
  }

  String namespace(String interfaceId) {
    return lab.name() + "-" + interfaceId;
  }

  static Path path(String name) {
    return MOUNTS.resolve(name);
  }

  /** Runs {@code argv} in the lab's network, but with the host's file system and /sys. */
  List<String> insideLab(List<String> argv) {
    return inside(lab.name(), argv);
  }

  private static List<String> inside(String namespace, List<String> argv) {
    List<String> entered = new ArrayList<>(List.of("nsenter", "--net=" + path(namespace)));
    entered.addAll(argv);
    return entered;
  }

  private static void add(String name) {
    // A file without a namespace on it is what a crash in the middle leaves.
    if (Files.exists(path(name)) && !Mounts.isMounted(path(name))) {
      Folders.delete(path(name));
    }
    Command.of("ip", "netns", "add", name).run();
  }

  private static void ip(String namespace, List<String> lines) {
    Command.of("ip", "-n", namespace, "-batch", "-").input(String.join("\n", lines) + "\n").run();
  }

  /** Sets {@code name=value} below /proc/sys; a kernel without IPv6 has no use for its settings. */
  private static void sysctl(String namespace, List<String> settings) {
    String script =
        "for s; do f=/proc/sys/${s%%=*}; [ ! -e $f ] || echo ${s#*=} > $f || exit 1; done";
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sysctl"));
    argv.addAll(settings);
    Command.of(inside(namespace, argv)).run();
  }

  /** At most 15 characters. */
  private static String link(String interfaceId) {
    String id = interfaceId.replace("-", "");
    return "v" + id.substring(Math.max(0, id.length() - 14));
  }
}
