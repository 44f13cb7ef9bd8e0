package io.redissentinel.lab.cloud.iam;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;

/** Policies written into a role; the id of one is {@code role:name}. */
public final class RolePolicies implements ResourceType {
  private static final String TOKEN = "aws:iam/rolePolicy:RolePolicy";

  private static final Schema SCHEMA =
      new Schema()
          .replace("name", "namePrefix", "role")
          .update("policy")
          .required("policy", "role")
          .computed("name", "namePrefix");

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Properties complete(Autoname names, Properties oldInputs, Properties inputs) {
    return names.fill(oldInputs, inputs, "name", "namePrefix");
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    Roles.require(store, inputs.requireText("role"));
    Properties outputs = SCHEMA.echo(Properties.empty(), inputs).withDefault("namePrefix", "");
    String id = inputs.requireText("role") + ":" + inputs.requireText("name");
    return new Resource(id, TOKEN, urn, inputs, outputs);
  }
}
