package io.redissentinel.sentinelctl.rotate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the two passwords is used, as one node sees it.
 *
 * @param node which node
 * @param said what it says; empty if it says nothing
 * @param error why it says nothing
 */
public record NodeState(NodeRef node, Optional<Said> said, String error) {
  static final String NEW = "new";
  static final String OLD = "old";

  /**
   * A node's answer. Passwords are {@link #NEW}, {@link #OLD}, or null: neither, or no answer.
   *
   * @param password the one that the node starts its servers with
   * @param masterAuth the one that its Redis uses towards a master
   * @param servers which of the two each node's Redis takes, by key; null if it does not answer
   * @param sentinels which each node's sentinel takes
   * @param role its Redis's: {@code master} or {@code slave}
   * @param prepared whether both are at hand on the node
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Said(
      String password,
      String masterAuth,
      Map<String, List<String>> servers,
      Map<String, List<String>> sentinels,
      String role,
      boolean prepared) {}

  static NodeState of(NodeRef node, Said said) {
    return new NodeState(node, Optional.of(said), "");
  }

  static NodeState failed(NodeRef node, String error) {
    return new NodeState(node, Optional.empty(), error);
  }

  boolean reached() {
    return said.isPresent();
  }

  /** Whether its Redis answers. */
  boolean answers() {
    return said.filter(it -> it.servers().get(node.key()) != null).isPresent();
  }

  boolean isMaster() {
    return said.filter(it -> "master".equals(it.role())).isPresent();
  }

  /** Whether its Redis takes the new one, uses it towards a master, and will start with it. */
  boolean serverDone() {
    return said.filter(
            it ->
                NEW.equals(it.password())
                    && NEW.equals(it.masterAuth())
                    && takes(it.servers(), NEW))
        .isPresent();
  }

  boolean sentinelDone() {
    return said.filter(it -> takes(it.sentinels(), NEW)).isPresent();
  }

  /** Whether nothing of the old one is left. */
  boolean finished() {
    return serverDone()
        && sentinelDone()
        && said.filter(
                it -> !it.prepared() && !takes(it.servers(), OLD) && !takes(it.sentinels(), OLD))
            .isPresent();
  }

  /** Whether, seen from here, some node's Redis answers and does not take the new one. */
  boolean seesServerBehind() {
    return said.stream()
        .flatMap(it -> it.servers().values().stream())
        .anyMatch(taken -> taken != null && !taken.contains(NEW));
  }

  private boolean takes(Map<String, List<String>> by, String which) {
    List<String> taken = by.get(node.key());
    return taken != null && taken.contains(which);
  }
}
