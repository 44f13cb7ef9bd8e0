package io.redissentinel.lab.cloud.iam;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
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

  /** In the words of EC2, which asks. */
  public static void require(Store store, String name) {
    if (store.find(TOKEN, name).isEmpty()) {
      throw new AwsException(
          "InvalidParameterValue",
          "Value ("
              + name
              + ") for parameter iamInstanceProfile.name is invalid."
              + " Invalid IAM Instance Profile name");
    }
  }
}
