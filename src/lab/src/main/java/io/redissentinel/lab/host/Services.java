package io.redissentinel.lab.host;

import io.redissentinel.lab.services.ServicesMain;
import java.nio.file.Path;
import java.util.List;

/** The JVM inside the lab's network that serves metadata and tarballs. */
final class Services {
  private final LabSettings lab;
  private final Namespaces namespaces;
  private final Daemon daemon;

  Services(LabSettings lab, Namespaces namespaces) {
    this.lab = lab;
    this.namespaces = namespaces;
    this.daemon =
        new Daemon(
            "metadata service",
            lab.group("services"),
            lab.services().resolve("services.log"),
            Namespaces.METADATA_ADDRESS,
            Namespaces.TARBALL_ADDRESS);
  }

  /** Starts them unless they run; does not wait. */
  void start() {
    if (daemon.isRunning()) {
      return;
    }
    Folders.create(lab.services());
    Folders.create(lab.metadata());
    daemon.start(
        namespaces.insideLab(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ServicesMain.class.getName(),
                lab.metadata().toString(),
                Namespaces.METADATA_ADDRESS,
                lab.tarballs().toString(),
                lab.tarballMode().toString(),
                Namespaces.TARBALL_ADDRESS,
                MotoClients.keys(lab.apis()).toString(),
                "http://" + Namespaces.APIS_ADDRESS)));
  }

  /** Waits until both answer. */
  void awaitHealthy() {
    daemon.awaitHealthy();
  }
}
