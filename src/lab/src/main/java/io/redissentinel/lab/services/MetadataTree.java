package io.redissentinel.lab.services;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files behind the metadata service: {@code CLIENT_ADDRESS/settings.properties} and the tree
 * below {@code CLIENT_ADDRESS/latest}. A folder lists its entries, unless a file {@code .index} in
 * it says how.
 */
final class MetadataTree {
  /** Every version that clients ask for is answered from the same tree. */
  private static final Pattern VERSION = Pattern.compile("latest|1\\.0|\\d{4}-\\d{2}-\\d{2}");

  private final Path root;

  MetadataTree(Path root) {
    this.root = root;
  }

  boolean knows(String client) {
    return Files.isDirectory(root.resolve(client));
  }

  boolean tokensRequired(String client) throws IOException {
    return Boolean.parseBoolean(settings(client).getProperty("tokensRequired", "true"));
  }

  /** The role whose credentials a file is about, where it is such a file. */
  Optional<String> role(String client, Path file) throws IOException {
    boolean credentials = file.getParent().endsWith("meta-data/iam/security-credentials");
    return credentials
        ? Optional.ofNullable(settings(client).getProperty("roleArn"))
        : Optional.empty();
  }

  String instanceId(String client) throws IOException {
    return Files.readString(root.resolve(client).resolve("latest/meta-data/instance-id")).strip();
  }

  private Properties settings(String client) throws IOException {
    Properties settings = new Properties();
    try (Reader reader =
        Files.newBufferedReader(root.resolve(client).resolve("settings.properties"))) {
      settings.load(reader);
    }
    return settings;
  }

  /** The file or folder at a path like {@code /latest/meta-data/instance-id}. */
  Optional<Path> find(String client, String path) {
    String[] parts = path.replaceAll("^/+|/+$", "").split("/", 2);
    if (!VERSION.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    Path top = root.resolve(client).resolve("latest");
    Path found = parts.length == 1 ? top : top.resolve(parts[1]).normalize();
    return found.startsWith(top) && Files.exists(found) ? Optional.of(found) : Optional.empty();
  }

  /** A file that is just being written, to take the place of the one without the dot. */
  private static boolean isDraft(Path file) {
    return file.getFileName().toString().matches("\\..+\\.new");
  }

  static String list(Path folder) throws IOException {
    Path index = folder.resolve(".index");
    if (Files.exists(index)) {
      return Files.readString(index);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names =
          entries
              .filter(path -> !isDraft(path))
              .map(path -> path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
              .sorted()
              .toList();
      return String.join("\n", names);
    }
  }
}
