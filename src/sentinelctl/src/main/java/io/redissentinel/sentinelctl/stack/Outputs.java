package io.redissentinel.sentinelctl.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a stack with a cluster exports.
 *
 * @param masterName the name that clients ask the sentinels for
 * @param quorum how many sentinels must agree that the master is down
 * @param sentinelEndpoints {@code host:port} of every sentinel
 * @param redisEndpoints {@code host:port} of every server
 * @param nodes the nodes, in the order of their keys
 * @param securityGroupId the nodes' security group; empty where the stack does not say
 * @param pending what is held back
 */
public record Outputs(
    String masterName,
    int quorum,
    List<String> sentinelEndpoints,
    List<String> redisEndpoints,
    List<NodeRef> nodes,
    Optional<String> securityGroupId,
    List<PendingChange> pending) {

  /** As it stands in JSON, where anything may be absent. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Raw(
      String masterName,
      Integer quorum,
      List<String> sentinelEndpoints,
      List<String> redisEndpoints,
      List<NodeRef> nodes,
      String securityGroupId,
      List<PendingChange> pending) {}

  /**
   * Reads what {@code pulumi stack output --json} prints.
   *
   * @throws CtlException if that is not a cluster's; the message says what is missing
   */
  public static Outputs parse(String json) {
    Raw raw;
    try {
      raw = JsonMapper.builder().build().readValue(json, Raw.class);
    } catch (JsonProcessingException e) {
      throw CtlException.failed(
          "the stack's outputs are not those of a cluster: " + e.getOriginalMessage());
    }
    List<String> missing = new ArrayList<>();
    require(missing, "masterName", raw.masterName());
    require(missing, "quorum", raw.quorum());
    require(missing, "sentinelEndpoints", raw.sentinelEndpoints());
    require(missing, "redisEndpoints", raw.redisEndpoints());
    require(missing, "nodes", raw.nodes());
    if (!missing.isEmpty()) {
      throw CtlException.failed(
          "the stack has no outputs %s: it is not up yet (pulumi up), or its program does not export the component's outputs (redis.outputs().forEach(ctx::export)), or another stack is meant (--stack)"
              .formatted(String.join(", ", missing)));
    }
    return new Outputs(
        raw.masterName(),
        raw.quorum(),
        List.copyOf(raw.sentinelEndpoints()),
        List.copyOf(raw.redisEndpoints()),
        List.copyOf(raw.nodes()),
        Optional.ofNullable(raw.securityGroupId()),
        raw.pending() == null ? List.of() : List.copyOf(raw.pending()));
  }

  /**
   * The node of a key.
   *
   * @throws CtlException if there is none; the message lists what there is
   */
  public NodeRef node(String key) {
    return nodes.stream()
        .filter(node -> node.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                CtlException.usage(
                    "there is no node '%s' in the stack: it has %s"
                        .formatted(
                            key,
                            nodes.stream().map(NodeRef::key).collect(Collectors.joining(", ")))));
  }

  /** The node of an address, if one has it. */
  public Optional<NodeRef> atAddress(String address) {
    return nodes.stream().filter(node -> node.privateAddress().equals(address)).findFirst();
  }

  public int redisPort() {
    return port(redisEndpoints);
  }

  public int sentinelPort() {
    return port(sentinelEndpoints);
  }

  private static int port(List<String> endpoints) {
    String first = endpoints.get(0);
    return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
  }

  private static void require(List<String> missing, String name, Object value) {
    if (value == null || value instanceof List<?> list && list.isEmpty()) {
      missing.add(name);
    }
  }
}
