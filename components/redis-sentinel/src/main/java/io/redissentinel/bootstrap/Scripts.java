package io.redissentinel.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs on every node and is the same for all: more than fits into user data, so a node fetches
 * it at its first boot, in parts, and checks it by its hash.
 *
 * @param parts a text each, of at most {@link #PART_LENGTH} characters: the files as a JSON object
 *     of {@code path: [mode, content]}, compressed with gzip, in base64
 * @param sha256 of the parts put together
 */
public record Scripts(List<String> parts, String sha256) {
  /** What a parameter of the standard tier holds in AWS's Parameter Store, in characters. */
  public static final int PART_LENGTH = 4_096;

  /** Takes a copy of the parts. */
  public Scripts {
    parts = List.copyOf(parts);
  }

  /** The files that this release of the component ships. A pure function. */
  public static Scripts shipped() {
    Map<String, List<String>> files = new LinkedHashMap<>();
    NodeFiles.shared()
        .forEach(file -> files.put(file.path(), List.of(file.mode(), file.content())));
    try {
      String text =
          Base64.getEncoder().encodeToString(Gzip.of(new JsonMapper().writeValueAsString(files)));
      return new Scripts(cut(text), Sha256.of(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and lists are always JSON", e);
    }
  }

  private static List<String> cut(String text) {
    List<String> parts = new ArrayList<>();
    for (int start = 0; start < text.length(); start += PART_LENGTH) {
      parts.add(text.substring(start, Math.min(text.length(), start + PART_LENGTH)));
    }
    return parts;
  }
}
