package io.redissentinel.lab.provider;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redissentinel.lab.cloud.Catalogue;
import io.redissentinel.lab.cloud.ResourceType;
import java.util.Collection;

/**
 * The package schema, for programs in languages that ask for it (YAML). It names the resource types
 * and their properties, and leaves the properties' types open.
 */
final class SchemaDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SchemaDocument() {}

  static String json() {
    ObjectNode root =
        JSON.createObjectNode().put("name", "aws").put("version", AwsProvider.VERSION);
    ObjectNode resources = root.putObject("resources");
    for (ResourceType type : Catalogue.types()) {
      ObjectNode resource = resources.putObject(type.token());
      declare(resource.putObject("inputProperties"), type.schema().inputs());
      declare(resource.putObject("properties"), type.schema().outputs());
    }
    return root.toString();
  }

  private static void declare(ObjectNode properties, Collection<String> names) {
    names.forEach(name -> properties.putObject(name).put("$ref", "pulumi.json#/Any"));
  }
}
