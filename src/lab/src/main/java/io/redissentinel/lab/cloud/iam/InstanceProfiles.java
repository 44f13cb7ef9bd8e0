package io.redissentinel.lab.cloud.iam;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Machine;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.ec2.Machines;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instance profiles; the id of one is its name. */
public final class InstanceProfiles implements ResourceType {
  public static final String TOKEN = "aws:iam/instanceProfile:InstanceProfile";

  private static final Schema SCHEMA =
      new Schema()
          .replace("name", "namePrefix", "path")
          .update("role")
          .computed("arn", "createDate", "name", "namePrefix", "uniqueId")
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
    return names.fill(oldInputs, inputs, "name", "namePrefix").withDefault("path", "/");
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String name = inputs.requireText("name");
    inputs.text("role").ifPresent(role -> Roles.require(store, role));
    if (store.find(TOKEN, name).isPresent()) {
      throw new AwsException(
          "EntityAlreadyExists", "Instance Profile " + name + " already exists.");
    }
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.iamArn("instance-profile" + inputs.requireText("path") + name))
            .with("createDate", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .with("uniqueId", Ids.random("AIPA"))
            .withDefault("namePrefix", "");
    return new Resource(name, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.aws()
        .iam()
        .createInstanceProfile(
            profile ->
                profile.instanceProfileName(made.id()).path(made.inputs().requireText("path")));
    made.inputs().text("role").ifPresent(role -> add(host, made.id(), role));
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    inputs.text("role").ifPresent(role -> Roles.require(store, role));
    return ResourceType.super.update(store, old, inputs);
  }

  /** An instance that has the profile is told of its new role by the metadata service. */
  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    if (!old.inputs().text("role").equals(now.inputs().text("role"))) {
      old.inputs().text("role").ifPresent(role -> take(host, old.id(), role));
      now.inputs().text("role").ifPresent(role -> add(host, now.id(), role));
    }
    Machines.tellWithProfile(store, host, now.id());
  }

  @Override
  public void remove(Store store, Host host, Resource profile) {
    profile.inputs().text("role").ifPresent(role -> take(host, profile.id(), role));
    AwsApis.ifThere(
        () ->
            host.aws().iam().deleteInstanceProfile(gone -> gone.instanceProfileName(profile.id())));
  }

  private static void add(Host host, String profile, String role) {
    host.aws().iam().addRoleToInstanceProfile(to -> to.instanceProfileName(profile).roleName(role));
  }

  private static void take(Host host, String profile, String role) {
    AwsApis.ifThere(
        () ->
            host.aws()
                .iam()
                .removeRoleFromInstanceProfile(
                    from -> from.instanceProfileName(profile).roleName(role)));
  }

  /** As an instance knows the profile that it has. */
  public static Machine.Profile describe(Store store, String name) {
    Resource profile = store.find(TOKEN, name).orElseThrow(() -> invalid(name));
    return new Machine.Profile(
        profile.outputs().requireText("arn"),
        profile.outputs().requireText("uniqueId"),
        profile.inputs().text("role").flatMap(role -> Roles.arn(store, role)));
  }

  /** In the words of EC2, which asks. */
  public static void require(Store store, String name) {
    if (store.find(TOKEN, name).isEmpty()) {
      throw invalid(name);
    }
  }

  private static AwsException invalid(String name) {
    return new AwsException(
        "InvalidParameterValue",
        "Value ("
            + name
            + ") for parameter iamInstanceProfile.name is invalid."
            + " Invalid IAM Instance Profile name");
  }
}
