package io.redissentinel.sentinelctl.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an update would do, as {@code pulumi preview --json} says.
 *
 * @param changes all that it would do, without what stays the same
 */
public record Preview(List<Change> changes) {
  private static final Set<String> NOTHING = Set.of("same", "read", "refresh");
  private static final String TAG = "aws:ec2/tag:Tag";

  /** What no rollout takes away: a node's data, and its address. */
  private static final Set<String> LASTING =
      Set.of("aws:ebs/volume:Volume", "aws:ec2/networkInterface:NetworkInterface");

  /** What running nodes take as they run, or do not read before they boot. */
  private static final Set<String> HARMLESS = Set.of(TAG, "aws:ssm/parameter:Parameter");

  /**
   * One thing that is done to one resource.
   *
   * @param operation {@code create}, {@code update}, {@code replace}, {@code delete}, ...
   * @param type the resource's type
   * @param name its name in the program
   * @param id its id in AWS before the update; empty for a new one
   * @param value its input {@code value} after the update; empty where it has none
   */
  public record Change(String operation, String type, String name, String id, String value) {
    /** For people: {@code replace aws:ec2/instance:Instance redis-c}. */
    @Override
    public String toString() {
      return "%s %s %s".formatted(operation, type, name);
    }
  }

  /**
   * Reads it.
   *
   * @throws CtlException if that is no preview
   */
  public static Preview parse(String json) {
    try {
      JsonNode steps = new JsonMapper().readTree(json).path("steps");
      if (!steps.isArray()) {
        throw CtlException.failed("pulumi preview --json printed no steps");
      }
      List<Change> changes = new ArrayList<>();
      for (JsonNode step : steps) {
        String operation = step.path("op").asText();
        if (!NOTHING.contains(operation)) {
          changes.add(change(operation, step));
        }
      }
      return new Preview(List.copyOf(changes));
    } catch (JsonProcessingException e) {
      throw CtlException.failed(
          "pulumi preview --json printed what is no JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * Makes sure that of the running nodes it touches this one only, and neither its data nor its
   * address.
   *
   * @param cluster the cluster's name; a node's resources are called {@code <cluster>-<key>}, and
   *     {@code <cluster>-<key>-...}
   * @param nodes all nodes. After an update that was cut off this one's may be of another instance
   *     than before, which the stack's outputs do not know yet, but never that of another node
   * @return what else it does, which is harmless
   * @throws CtlException if it does anything that is not; lists all of it
   */
  public List<Change> onlyTouches(String cluster, NodeRef node, List<NodeRef> nodes) {
    String name = cluster + "-" + node.key();
    Predicate<Change> own =
        change -> change.name().equals(name) || change.name().startsWith(name + "-");
    Set<String> others =
        nodes.stream()
            .filter(other -> !other.key().equals(node.key()))
            .map(NodeRef::instanceId)
            .collect(Collectors.toSet());
    List<Change> doubtful =
        changes.stream()
            .filter(
                change ->
                    own.test(change)
                        ? takesAway(change) || others.contains(change.id())
                        : !isHarmless(change))
            .toList();
    if (!doubtful.isEmpty()) {
      throw CtlException.failed(
          "the preview for node %s touches more than that node: %s; nothing was changed; a plain `pulumi up` first brings out what needs no rollout"
              .formatted(node, list(doubtful)));
    }
    if (changes.stream().noneMatch(change -> own.test(change) && isOfAws(change))) {
      throw CtlException.failed(
          "the preview for node %s does not touch it (resources %s), though something is pending on it: its program may not know the input `rollout`; nothing was changed"
              .formatted(node, name));
    }
    return changes.stream().filter(own.negate()).filter(Preview::isOfAws).toList();
  }

  /**
   * Makes sure that it changes nothing but tags in place, which running nodes follow.
   *
   * @return them
   * @throws CtlException if it does anything else; lists all of it
   */
  public List<Change> onlyChangesTags() {
    List<Change> others =
        changes.stream()
            .filter(Preview::isOfAws)
            .filter(change -> !(change.type().equals(TAG) && change.operation().equals("update")))
            .toList();
    if (!others.isEmpty()) {
      throw CtlException.failed(
          "the update would do more than set the nodes' tags: %s; bring that out first, by `pulumi up`"
              .formatted(list(others)));
    }
    return changes.stream().filter(Preview::isOfAws).toList();
  }

  private static String list(List<Change> changes) {
    return changes.stream().map(Change::toString).collect(Collectors.joining(", "));
  }

  private static boolean takesAway(Change change) {
    return LASTING.contains(change.type())
        && !Set.of("update", "create").contains(change.operation());
  }

  private static boolean isHarmless(Change change) {
    return !isOfAws(change)
        || HARMLESS.contains(change.type())
            && Set.of("update", "create").contains(change.operation());
  }

  /** Components, and what is Pulumi's own, exist in its state only. */
  private static boolean isOfAws(Change change) {
    return change.type().startsWith("aws:");
  }

  private static Change change(String operation, JsonNode step) {
    String[] urn = step.path("urn").asText().split("::");
    String[] types = (urn.length > 2 ? urn[2] : "").split("\\$");
    return new Change(
        operation,
        types[types.length - 1],
        urn[urn.length - 1],
        step.path("oldState").path("id").asText(""),
        step.path("newState").path("inputs").path("value").asText(""));
  }
}
