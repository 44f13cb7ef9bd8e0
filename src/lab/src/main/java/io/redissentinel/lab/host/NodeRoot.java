package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.Interface;
import io.redissentinel.lab.cloud.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A node's root disk: an overlay over the base image. What is removed or masked here would wait for
 * a network service that the lab does not have, and nothing else.
 */
final class NodeRoot {
  /** Without it, cloud-init's early stage gives up DHCP at once and asks once the network is up. */
  private static final List<String> DHCP_CLIENTS = List.of("sbin/dhclient", "usr/sbin/dhclient");

  /** nspawn leaves a folder in here for each machine's name, unless /run is a tmpfs. */
  private static final Path NSPAWN = Path.of("/run/systemd/nspawn/propagate");

  /** Where a node's compilers find the lab's cache. */
  static final String COMPILER_CACHE = "/var/cache/ccache";

  private final Path folder;
  private final Path image;
  private final boolean cachesCompiles;

  NodeRoot(LabSettings lab, String instanceId) {
    this.folder = lab.node(instanceId);
    this.image = lab.image();
    this.cachesCompiles = lab.compilerCache().isPresent();
  }

  Path root() {
    return folder.resolve("root");
  }

  /** What the node sees as /dev/disk. */
  Path disks() {
    return folder.resolve("disk");
  }

  /** The file that makes cloud-init believe that it is on EC2. */
  Path hypervisorUuid() {
    return folder.resolve("hypervisor-uuid");
  }

  Path consoleLog() {
    return folder.resolve("console.log");
  }

  Path log() {
    return root().resolve("var/log/redis-node.log");
  }

  Path status() {
    return root().resolve("var/lib/redis-node/status");
  }

  void create(Machine machine, Interface nic) {
    if (!Files.exists(image.resolve("etc/os-release"))) {
      throw new HostException("no base image in %s: it has no etc/os-release".formatted(image));
    }
    mount();
    try {
      prepare(machine, nic);
    } catch (IOException e) {
      throw new HostException("cannot prepare the root of " + machine.instanceId(), e);
    }
  }

  /** Mounts what is not mounted: also after a restart of the whole machine. */
  void mount() {
    for (String name : List.of("upper", "work", "root", "disk")) {
      Folders.create(folder.resolve(name));
    }
    Folders.write(hypervisorUuid(), "ec2-lab\n");
    if (!Mounts.isMounted(root())) {
      String layers =
          "lowerdir=%s,upperdir=%s,workdir=%s"
              .formatted(image, folder.resolve("upper"), folder.resolve("work"));
      Command.of("mount", "-t", "overlay", "overlay", "-o", layers, root().toString()).run();
    }
    // A file system of its own, because /var may be mounted nodev; and loop devices, too, are gone
    // after a restart of the machine.
    if (!Mounts.isMounted(disks())) {
      String options = "mode=755,size=1m";
      Command.of("mount", "-t", "tmpfs", "tmpfs", "-o", options, disks().toString()).run();
    }
  }

  void delete() {
    Mounts.below(folder).forEach(Mounts::unmount);
    Folders.deleteTree(folder);
    Folders.deleteTree(NSPAWN.resolve(folder.getFileName()));
  }

  private void prepare(Machine machine, Interface nic) throws IOException {
    Path etc = root().resolve("etc");
    // Empty, not absent: a first boot, but without the questions of one.
    replace(etc.resolve("machine-id"), "");
    // An empty resolv.conf makes a look-up fail at once; a name server that is not there hangs it.
    replace(etc.resolve("resolv.conf"), "");
    String fqdn = MetadataFiles.hostName(nic.address(), machine.region());
    replace(
        etc.resolve("hosts"),
        "127.0.0.1 localhost\n%s %s %s\n"
            .formatted(nic.address(), fqdn, fqdn.substring(0, fqdn.indexOf('.'))));
    replace(etc.resolve("cloud/cloud.cfg.d/99-lab.cfg"), resource("cloud.cfg"));
    for (String unit : resource("masked-units").lines().toList()) {
      Path file = etc.resolve("systemd/system").resolve(unit);
      Files.deleteIfExists(file);
      Files.createSymbolicLink(file, Path.of("/dev/null"));
    }
    if (cachesCompiles) {
      replace(etc.resolve("ccache.conf"), "cache_dir = %s\n".formatted(COMPILER_CACHE));
      for (String compiler : List.of("cc", "gcc")) {
        Path link = root().resolve("usr/local/bin").resolve(compiler);
        Files.createSymbolicLink(link, Path.of("/usr/bin/ccache"));
      }
    }
    for (String client : DHCP_CLIENTS) {
      Files.deleteIfExists(root().resolve(client));
    }
  }

  /** Not through {@link Folders#write}: a link in the image must not lead out of it. */
  private static void replace(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = NodeRoot.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
