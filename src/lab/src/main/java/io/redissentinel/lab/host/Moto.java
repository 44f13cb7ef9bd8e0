package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * AWS's own services, served by moto inside the lab's network to the nodes, and by a socket file to
 * this machine: no route leads into the lab. A keeper starts it again when it dies; what it knows
 * is on the disk, encrypted but for what is in buckets.
 */
final class Moto {
  private static final String PROGRAM = "moto.py";

  /** The program and its modules, in one folder. */
  private static final List<String> FILES =
      List.of(
          PROGRAM,
          "s3.py",
          "s3_access.py",
          "s3_content.py",
          "s3_policies.py",
          "elasticache.py",
          "bucket_access.py");

  private static final String KEEPER = "until \"$@\"; do sleep 1; done";

  private final LabSettings lab;
  private final Namespaces namespaces;
  private final Daemon daemon;
  private AwsApis apis;

  Moto(LabSettings lab, Namespaces namespaces) {
    this.lab = lab;
    this.namespaces = namespaces;
    this.daemon =
        new Daemon(
            "stand-in for AWS's own services (moto)",
            lab.group("moto"),
            lab.services().resolve("moto.log"),
            Namespaces.APIS_ADDRESS);
  }

  /** Starts it unless it runs; does not wait. */
  void start() {
    if (daemon.isRunning()) {
      return;
    }
    Path program = install(lab.services());
    List<String> keeper = new ArrayList<>(List.of("sh", "-c", KEEPER, "moto-keeper"));
    keeper.addAll(command(lab.moto(), program, lab.apis(), Namespaces.APIS_ADDRESS, 80));
    daemon.start(namespaces.insideLab(keeper));
  }

  void awaitHealthy() {
    daemon.awaitHealthy();
  }

  /** Clients for it, once it answers. */
  synchronized AwsApis apis() {
    daemon.awaitHealthy();
    if (apis == null) {
      apis = MotoClients.connect(lab.apis());
    }
    return apis;
  }

  /** {@code -I}: none of the user's own Python settings and modules. */
  static List<String> command(Path moto, Path program, Path apis, String address, int port) {
    return List.of(
        moto.resolve("bin/python").toString(),
        "-I",
        program.toString(),
        apis.toString(),
        address,
        Integer.toString(port));
  }

  /** Writes the program and its modules into a folder and returns the former. */
  static Path install(Path folder) {
    for (String file : FILES) {
      try (InputStream stream = Moto.class.getResourceAsStream(file)) {
        Folders.write(folder.resolve(file), stream.readAllBytes());
      } catch (IOException e) {
        throw new HostException("cannot read the resource " + file, e);
      }
    }
    return folder.resolve(PROGRAM);
  }
}
