package io.redissentinel.lab.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Serves the files of one folder, read-only and without a listing. */
final class TarballService implements HttpHandler {
  private final Path folder;

  TarballService(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      Http.status(exchange, 405);
      return;
    }
    String path = exchange.getRequestURI().getPath().replaceAll("^/+", "");
    Path file = folder.resolve(path).normalize();
    if (file.startsWith(folder) && Files.isRegularFile(file)) {
      Http.file(exchange, file, "application/octet-stream");
    } else {
      Http.status(exchange, 404);
    }
  }
}
