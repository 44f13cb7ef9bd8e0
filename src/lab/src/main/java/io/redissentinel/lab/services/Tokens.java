package io.redissentinel.lab.services;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** IMDSv2's session tokens: valid for a time, and only for the client that asked for one. */
final class Tokens {
  /** Six hours, EC2's limit. */
  static final int MAX_TTL_SECONDS = 21_600;

  private record Token(String client, Instant expires) {}

  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  Tokens(InstantSource clock) {
    this.clock = clock;
  }

  String issue(String client, int ttlSeconds) {
    Instant now = clock.instant();
    tokens.values().removeIf(token -> !token.expires().isAfter(now));
    byte[] bytes = new byte[40];
    random.nextBytes(bytes);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    tokens.put(value, new Token(client, now.plusSeconds(ttlSeconds)));
    return value;
  }

  boolean isValid(String value, String client) {
    Token token = tokens.get(value);
    return token != null
        && token.client().equals(client)
        && token.expires().isAfter(clock.instant());
  }
}
