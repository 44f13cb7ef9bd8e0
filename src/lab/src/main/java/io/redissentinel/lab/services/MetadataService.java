package io.redissentinel.lab.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * EC2's instance metadata service, version 2: a client gets a token by PUT and shows it with every
 * GET. Who asks is told by the address it asks from, as on EC2.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html">Use
 *     IMDSv2</a>
 */
final class MetadataService implements HttpHandler {
  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private final MetadataTree tree;
  private final Tokens tokens;
  private final RoleCredentials credentials;

  MetadataService(MetadataTree tree, Tokens tokens, RoleCredentials credentials) {
    this.tree = tree;
    this.tokens = tokens;
    this.credentials = credentials;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String client = exchange.getRemoteAddress().getAddress().getHostAddress();
    if (!tree.knows(client)) {
      Http.status(exchange, 404);
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "PUT" -> token(exchange, client);
      case "GET" -> get(exchange, client);
      default -> Http.status(exchange, 405);
    }
  }

  private void token(HttpExchange exchange, String client) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/latest/api/token")) {
      Http.status(exchange, 405);
      return;
    }
    // A request that came through a proxy is refused: version 2 is there to stop such.
    if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) {
      Http.status(exchange, 403);
      return;
    }
    int ttl = ttl(exchange.getRequestHeaders().getFirst(TTL));
    if (ttl == 0) {
      Http.status(exchange, 400);
      return;
    }
    exchange.getResponseHeaders().set(TTL, Integer.toString(ttl));
    Http.text(exchange, tokens.issue(client, ttl));
  }

  /** 0 for what is no valid time to live. */
  private static int ttl(String header) {
    if (header == null || !header.matches("[0-9]{1,5}")) {
      return 0;
    }
    int ttl = Integer.parseInt(header);
    return ttl <= Tokens.MAX_TTL_SECONDS ? ttl : 0;
  }

  private void get(HttpExchange exchange, String client) throws IOException {
    String token = exchange.getRequestHeaders().getFirst(TOKEN);
    boolean allowed = token == null ? !tree.tokensRequired(client) : tokens.isValid(token, client);
    if (!allowed) {
      Http.status(exchange, 401);
      return;
    }
    Optional<Path> found = tree.find(client, exchange.getRequestURI().getPath());
    if (found.isEmpty()) {
      Http.status(exchange, 404);
    } else if (Files.isDirectory(found.get())) {
      Http.text(exchange, MetadataTree.list(found.get()));
    } else {
      content(exchange, client, found.get());
    }
  }

  private void content(HttpExchange exchange, String client, Path file) throws IOException {
    Optional<String> role = tree.role(client, file);
    if (role.isPresent()) {
      Http.text(exchange, credentials.document(role.get(), tree.instanceId(client)));
    } else {
      boolean binary = file.endsWith("user-data");
      // As a whole: a tag's file may be another one a moment later.
      Http.bytes(
          exchange, Files.readAllBytes(file), binary ? "application/octet-stream" : "text/plain");
    }
  }
}
