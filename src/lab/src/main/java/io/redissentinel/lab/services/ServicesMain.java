package io.redissentinel.lab.services;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** Runs the services until it is killed. */
public final class ServicesMain {
  private ServicesMain() {}

  /**
   * Serves.
   *
   * @param arguments the metadata folder, the metadata service's address, the tarball folder, the
   *     file that says how to serve it, the tarball server's address, both on port 80; the file
   *     with the lab's own keys, the endpoint of AWS's own services
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 7) {
      System.err.println(
          "usage: METADATA_FOLDER METADATA_ADDRESS TARBALL_FOLDER TARBALL_MODE TARBALL_ADDRESS"
              + " KEYS ENDPOINT");
      System.exit(2);
    }
    MetadataTree tree = new MetadataTree(Path.of(arguments[0]));
    Tokens tokens = new Tokens(InstantSource.system());
    RoleCredentials credentials =
        new StsCredentials(Path.of(arguments[5]), URI.create(arguments[6]));
    Http.serve(address(arguments[1]), new MetadataService(tree, tokens, credentials));
    Http.serve(
        address(arguments[4]),
        new TarballService(Path.of(arguments[2]), TarballMode.in(Path.of(arguments[3]))));
  }

  private static InetSocketAddress address(String host) {
    return new InetSocketAddress(host, 80);
  }
}
