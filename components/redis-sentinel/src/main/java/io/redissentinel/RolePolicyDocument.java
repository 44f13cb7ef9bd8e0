package io.redissentinel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a role may do: the JSON document that IAM takes, one statement for each action. */
final class RolePolicyDocument {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> resourceByAction = new LinkedHashMap<>();

  /** Adds the right to do one thing with one resource. */
  RolePolicyDocument allow(String action, String resourceArn) {
    resourceByAction.put(action, resourceArn);
    return this;
  }

  @Override
  public String toString() {
    ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
    var statements = document.putArray("Statement");
    resourceByAction.forEach(
        (action, resourceArn) ->
            statements
                .addObject()
                .put("Effect", "Allow")
                .put("Action", action)
                .put("Resource", resourceArn));
    return document.toString();
  }
}
