package io.redissentinel.lab.cloud.iam;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Optional;

/** Policies written into a role; the id of one is {@code role:name}. */
public final class RolePolicies implements ResourceType {
  public static final String TOKEN = "aws:iam/rolePolicy:RolePolicy";

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

  @Override
  public void realise(Store store, Host host, Resource made) {
    put(host, made.inputs());
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    put(host, now.inputs());
  }

  private static void put(Host host, Properties inputs) {
    host.aws()
        .iam()
        .putRolePolicy(
            policy ->
                policy
                    .roleName(inputs.requireText("role"))
                    .policyName(inputs.requireText("name"))
                    .policyDocument(inputs.requireText("policy")));
  }

  @Override
  public void remove(Store store, Host host, Resource policy) {
    AwsApis.ifThere(
        () ->
            host.aws()
                .iam()
                .deleteRolePolicy(
                    gone ->
                        gone.roleName(policy.inputs().requireText("role"))
                            .policyName(policy.inputs().requireText("name"))));
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource policy) {
    return AwsApis.find(
            () ->
                host.aws()
                    .iam()
                    .getRolePolicy(
                        asked ->
                            asked
                                .roleName(policy.inputs().requireText("role"))
                                .policyName(policy.inputs().requireText("name"))))
        .map(found -> policy);
  }
}
