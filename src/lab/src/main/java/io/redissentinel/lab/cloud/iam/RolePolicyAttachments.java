package io.redissentinel.lab.cloud.iam;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;

/** Managed policies attached to a role. */
public final class RolePolicyAttachments implements ResourceType {
  private static final String TOKEN = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

  private static final Schema SCHEMA =
      new Schema().replace("policyArn", "role").required("policyArn", "role");

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    Roles.require(store, inputs.requireText("role"));
    return new Resource(Ids.random(inputs.requireText("role")), TOKEN, urn, inputs, inputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.aws()
        .iam()
        .attachRolePolicy(
            policy ->
                policy
                    .roleName(made.inputs().requireText("role"))
                    .policyArn(made.inputs().requireText("policyArn")));
  }

  @Override
  public void remove(Store store, Host host, Resource attachment) {
    AwsApis.ifThere(
        () ->
            host.aws()
                .iam()
                .detachRolePolicy(
                    gone ->
                        gone.roleName(attachment.inputs().requireText("role"))
                            .policyArn(attachment.inputs().requireText("policyArn"))));
  }
}
