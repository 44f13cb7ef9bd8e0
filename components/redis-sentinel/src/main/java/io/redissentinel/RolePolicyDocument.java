package io.redissentinel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a role may do: the JSON document that IAM takes, one statement for each action. */
final class RolePolicyDocument {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Set<String>> resourcesByAction = new LinkedHashMap<>();

  /** Adds the right to do one thing with one resource. */
  RolePolicyDocument allow(String action, String resourceArn) {
    resourcesByAction.computeIfAbsent(action, none -> new LinkedHashSet<>()).add(resourceArn);
    return this;
  }

  /** Adds all rights of another document. */
  RolePolicyDocument allow(RolePolicyDocument other) {
    other.resourcesByAction.forEach((action, arns) -> arns.forEach(arn -> allow(action, arn)));
    return this;
  }

  @Override
  public String toString() {
    ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
    var statements = document.putArray("Statement");
    resourcesByAction.forEach(
        (action, arns) -> {
          ObjectNode statement =
              statements.addObject().put("Effect", "Allow").put("Action", action);
          if (arns.size() == 1) {
            statement.put("Resource", arns.iterator().next());
          } else {
            arns.forEach(statement.withArray("Resource")::add);
          }
        });
    return document.toString();
  }
}
