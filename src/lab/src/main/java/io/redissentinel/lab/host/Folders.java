package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files and folders, with errors as {@link HostException}. */
final class Folders {
  private Folders() {}

  static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new HostException("cannot make the folder " + folder, e);
    }
  }

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces the file as a whole, so that no reader ever sees half of it. */
  static void write(Path file, byte[] content) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new HostException("cannot write " + file, e);
    }
  }

  /**
   * Makes a folder hold these files and no others. Each is replaced as a whole, and only if it
   * differs.
   *
   * @param files what is to be in them, by their path in the folder
   */
  static void replaceTree(Path folder, Map<Path, byte[]> files) {
    files.forEach(
        (path, content) -> {
          if (!holds(folder.resolve(path), content)) {
            write(folder.resolve(path), content);
          }
        });
    try (Stream<Path> tree = Files.walk(folder)) {
      // Deepest first, so that a folder comes after what is in it.
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        boolean stays =
            Files.isDirectory(path)
                ? !list(path).isEmpty()
                : files.containsKey(folder.relativize(path));
        if (!stays) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new HostException("cannot clear " + folder, e);
    }
  }

  private static boolean holds(Path file, byte[] content) {
    try {
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content);
    } catch (IOException e) {
      throw new HostException("cannot read " + file, e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new HostException("cannot delete " + file, e);
    }
  }

  /** Deletes a folder and all in it, but never what is mounted there. */
  static void deleteTree(Path folder) {
    if (Files.exists(folder)) {
      Command.of("rm", "-rf", "--one-file-system", folder.toString()).run();
    }
  }

  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new HostException("cannot list " + folder, e);
    }
  }
}
