package io.redissentinel.lab.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** The little that both services need of HTTP. */
final class Http {
  private Http() {}

  static HttpServer serve(InetSocketAddress address, HttpHandler handler) throws IOException {
    HttpServer server = HttpServer.create(address, 64);
    // A slow download must not hold up the metadata of another node.
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> handle(exchange, handler));
    server.start();
    return server;
  }

  private static void handle(HttpExchange exchange, HttpHandler handler) throws IOException {
    try (exchange) {
      handler.handle(exchange);
    } catch (IOException | RuntimeException e) {
      System.err.printf("%s %s: %s%n", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      throw e;
    }
  }

  static void status(HttpExchange exchange, int code) throws IOException {
    exchange.sendResponseHeaders(code, -1);
  }

  static void text(HttpExchange exchange, String text) throws IOException {
    bytes(exchange, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  static void bytes(HttpExchange exchange, byte[] bytes, String contentType) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Sends what a file holds. */
  @FunctionalInterface
  interface Sender {
    void send(InputStream content, OutputStream client) throws IOException;
  }

  static void file(HttpExchange exchange, Path file, String contentType, Sender sender)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    try (InputStream content = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
        size = 0;
      }
      exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
      if (size > 0) {
        sender.send(content, exchange.getResponseBody());
      }
    }
  }
}
