package io.redissentinel.lab.cloud;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.lab.cloud.Resource.Readiness;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What exists, one JSON file a resource: {@code <folder>/<Type>/<id>.json}. A file is written whole
 * or not at all, so reading needs no lock; {@link #locked} keeps a check and the write that rests
 * on it together, between threads and between processes. The folder is for its owner's eyes only:
 * user data is in it. A process opens a folder once.
 */
public final class Store {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private final Path folder;
  private final ReentrantLock threads = new ReentrantLock();

  public Store(Path folder) {
    this.folder = folder;
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the action while no other thread or process runs one. Not to be nested. */
  public <T> T locked(Supplier<T> action) {
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      return action.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.unlock();
    }
  }

  public Optional<Resource> find(String type, String id) {
    return load(file(type, id));
  }

  /** All resources of a type, by id. */
  public List<Resource> list(String type) {
    return listFolder(folder.resolve(shortName(type)));
  }

  public List<Resource> listAll() {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).flatMap(f -> listFolder(f).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void save(Resource resource) {
    Path file = file(resource.type(), resource.id());
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), ".draft", "");
      JSON.writeValue(
          draft.toFile(),
          Map.of(
              "id", resource.id(),
              "type", resource.type(),
              "urn", resource.urn(),
              "inputs", resource.inputs().values(),
              "outputs", resource.outputs().values(),
              "readiness", resource.readiness().name()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void remove(Resource resource) {
    try {
      Files.deleteIfExists(file(resource.type(), resource.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Resource> listFolder(Path typeFolder) {
    if (!Files.isDirectory(typeFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(typeFolder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(this::load)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Resource::id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Resource> load(Path file) {
    try {
      Properties json =
          new Properties(
              JSON.readerForMapOf(Object.class).<Map<String, Object>>readValue(file.toFile()));
      return Optional.of(
          new Resource(
              json.requireText("id"),
              json.requireText("type"),
              json.requireText("urn"),
              json.object("inputs"),
              json.object("outputs"),
              Readiness.valueOf(json.requireText("readiness"))));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private Path file(String type, String id) {
    return folder
        .resolve(shortName(type))
        .resolve(URLEncoder.encode(id, StandardCharsets.UTF_8) + ".json");
  }

  private static String shortName(String type) {
    return type.substring(type.lastIndexOf(':') + 1);
  }
}
