package io.redissentinel.lab.cloud.iam;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Roles; the id of one is its name. */
public final class Roles implements ResourceType {
  public static final String TOKEN = "aws:iam/role:Role";

  private static final Schema SCHEMA =
      new Schema()
          .replace("name", "namePrefix", "path")
          .update("assumeRolePolicy", "description", "forceDetachPolicies", "maxSessionDuration")
          .required("assumeRolePolicy")
          .computed("arn", "createDate", "name", "namePrefix", "uniqueId", "managedPolicyArns")
          .computed("inlinePolicies")
          .tags();

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
    return names
        .fill(oldInputs, inputs, "name", "namePrefix")
        .withDefault("path", "/")
        .withDefault("forceDetachPolicies", false)
        .withDefault("maxSessionDuration", 3600);
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String name = inputs.requireText("name");
    if (store.find(TOKEN, name).isPresent()) {
      throw new AwsException("EntityAlreadyExists", "Role with name " + name + " already exists.");
    }
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.iamArn("role" + inputs.requireText("path") + name))
            .with("createDate", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .with("uniqueId", Ids.random("AROA"))
            .withDefault("namePrefix", "");
    return new Resource(name, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    Properties inputs = made.inputs();
    host.aws()
        .iam()
        .createRole(
            role ->
                role.roleName(made.id())
                    .path(inputs.requireText("path"))
                    .description(inputs.text("description").orElse(null))
                    .assumeRolePolicyDocument(inputs.requireText("assumeRolePolicy")));
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    host.aws()
        .iam()
        .updateAssumeRolePolicy(
            role ->
                role.roleName(now.id())
                    .policyDocument(now.inputs().requireText("assumeRolePolicy")));
  }

  @Override
  public void remove(Store store, Host host, Resource role) {
    AwsApis.ifThere(() -> host.aws().iam().deleteRole(gone -> gone.roleName(role.id())));
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource role) {
    return AwsApis.find(() -> host.aws().iam().getRole(r -> r.roleName(role.id())))
        .map(found -> role);
  }

  /** The ARN of a role that there is. */
  static Optional<String> arn(Store store, String name) {
    return store.find(TOKEN, name).flatMap(role -> role.outputs().text("arn"));
  }

  static void require(Store store, String name) {
    if (store.find(TOKEN, name).isEmpty()) {
      throw new AwsException("NoSuchEntity", "The role with name " + name + " cannot be found.");
    }
  }
}
