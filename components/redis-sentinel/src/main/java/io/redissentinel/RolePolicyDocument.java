package io.redissentinel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a role may do: the JSON document that IAM takes, one statement for each action. */
final class RolePolicyDocument {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, List<String>> resourcesByAction = new LinkedHashMap<>();

  /** Adds the right to do one thing with one resource. */
  RolePolicyDocument allow(String action, String resourceArn) {
    resourcesByAction.computeIfAbsent(action, none -> new ArrayList<>()).add(resourceArn);
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
            statement.put("Resource", arns.get(0));
          } else {
            arns.forEach(statement.withArray("Resource")::add);
          }
        });
    return document.toString();
  }
}
