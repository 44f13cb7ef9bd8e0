package io.redissentinel.lab.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;

/** Serves the files of one folder, read-only and without a listing, as well as it is told to. */
final class TarballService implements HttpHandler {
  private static final int SLOW_BYTES = 10_000;
  private static final long SLOW_PAUSE_MILLIS = 100;

  private final Path folder;
  private final Supplier<TarballMode> mode;

  /**
   * Serves a folder.
   *
   * @param mode asked at each request, and again and again while an answer goes out
   */
  TarballService(Path folder, Supplier<TarballMode> mode) {
    this.folder = folder.toAbsolutePath().normalize();
    this.mode = mode;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (mode.get() == TarballMode.ABSENT) {
      Http.status(exchange, 503);
      return;
    }
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      Http.status(exchange, 405);
      return;
    }
    String path = exchange.getRequestURI().getPath().replaceAll("^/+", "");
    Path file = folder.resolve(path).normalize();
    if (file.startsWith(folder) && Files.isRegularFile(file)) {
      Http.file(exchange, file, "application/octet-stream", this::send);
    } else {
      Http.status(exchange, 404);
    }
  }

  private void send(InputStream content, OutputStream client) throws IOException {
    byte[] bytes = new byte[SLOW_BYTES];
    for (int read = content.read(bytes); read >= 0; read = content.read(bytes)) {
      switch (mode.get()) {
        case NORMAL -> client.write(bytes, 0, read);
        case SLOW -> {
          client.write(bytes, 0, read);
          client.flush();
          pause();
        }
        case ABSENT -> throw new IOException("went away in the middle, as it was told to");
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(SLOW_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
