package io.redissentinel.lab.cloud.ssm;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parameters of Parameter Store; the id of one is its name. */
public final class Parameters implements ResourceType {
  public static final String TOKEN = "aws:ssm/parameter:Parameter";

  private static final String SECURE = "SecureString";
  private static final Set<String> TYPES = Set.of("String", "StringList", SECURE);

  private static final Schema SCHEMA =
      new Schema()
          .replace("name", "dataType")
          .update("allowedPattern", "description", "keyId", "overwrite", "tier", "type", "value")
          .required("type", "value")
          .computed("arn", "dataType", "insecureValue", "keyId", "name", "tier", "version")
          .confidential("value")
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
    return names.fill(oldInputs, inputs, "name", "namePrefix");
  }

  @Override
  public List<Problem> check(Properties inputs) {
    return inputs.text("type").filter(type -> !TYPES.contains(type)).isPresent()
        ? List.of(new Problem("type", "must be String, StringList or SecureString"))
        : List.of();
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String name = inputs.requireText("name");
    if (store.find(TOKEN, name).isPresent()) {
      throw new AwsException("ParameterAlreadyExists", "The parameter already exists.");
    }
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", arn(name))
            .with("version", 1)
            .withDefault("dataType", "text")
            .withDefault("tier", "Standard");
    if (inputs.requireText("type").equals(SECURE)) {
      outputs = outputs.withDefault("keyId", "alias/aws/ssm");
    }
    return new Resource(name, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    put(host, made.inputs(), made.inputs().flag("overwrite"));
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    Resource now = ResourceType.super.update(store, old, inputs);
    return now.withOutput("version", old.outputs().number("version").orElse(1) + 1);
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    put(host, now.inputs(), true);
  }

  private static void put(Host host, Properties inputs, boolean overwrite) {
    host.aws()
        .parameters()
        .putParameter(
            parameter ->
                parameter
                    .name(inputs.requireText("name"))
                    .type(inputs.requireText("type"))
                    .value(inputs.requireText("value"))
                    .description(inputs.text("description").orElse(null))
                    .keyId(inputs.text("keyId").orElse(null))
                    .overwrite(overwrite));
  }

  @Override
  public void remove(Store store, Host host, Resource parameter) {
    AwsApis.ifThere(
        () -> host.aws().parameters().deleteParameter(gone -> gone.name(parameter.id())));
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource recorded) {
    return AwsApis.find(
            () ->
                host.aws()
                    .parameters()
                    .getParameter(asked -> asked.name(recorded.id()).withDecryption(true)))
        .map(found -> found.parameter().value())
        .map(
            value ->
                recorded.with(
                    recorded.inputs().with("value", value),
                    recorded.outputs().with("value", value)));
  }

  private static String arn(String name) {
    return Region.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }
}
