package io.redissentinel.lab.cloud.secretsmanager;

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
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Secrets, without their values; the id of one is its ARN. */
public final class Secrets implements ResourceType {
  public static final String TOKEN = "aws:secretsmanager/secret:Secret";

  /** How moto is told the end of the ARN, which AWS chooses. */
  private static final String ID_TAG = "_custom_id_";

  private static final int ID_LENGTH = 6;
  private static final int DEFAULT_RECOVERY_DAYS = 30;

  private static final Schema SCHEMA =
      new Schema()
          .replace("name", "namePrefix")
          .update("description", "kmsKeyId")
          .update("recoveryWindowInDays", "forceOverwriteReplicaSecret")
          .computed("arn", "name", "namePrefix", "policy", "replicas")
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
        .withDefault("recoveryWindowInDays", DEFAULT_RECOVERY_DAYS)
        .withDefault("forceOverwriteReplicaSecret", false);
  }

  @Override
  public List<Problem> check(Properties inputs) {
    int days = recoveryDays(inputs);
    return days == 0 || days >= 7 && days <= DEFAULT_RECOVERY_DAYS
        ? List.of()
        : List.of(new Problem("recoveryWindowInDays", "must be 0, or 7 to 30; got " + days));
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String name = inputs.requireText("name");
    String id = Ids.random("").substring(2, 2 + ID_LENGTH);
    String arn = Region.arn("secretsmanager", "secret:" + name + "-" + id);
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", arn)
            .with("policy", "")
            .with("replicas", List.of())
            .withDefault("namePrefix", "");
    return new Resource(arn, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    String id = made.id().substring(made.id().length() - ID_LENGTH);
    Properties inputs = made.inputs();
    host.aws()
        .secrets()
        .createSecret(
            secret ->
                secret
                    .name(inputs.requireText("name"))
                    .description(inputs.text("description").orElse(null))
                    .kmsKeyId(inputs.text("kmsKeyId").orElse(null))
                    .tags(Tag.builder().key(ID_TAG).value(id).build()));
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    host.aws()
        .secrets()
        .updateSecret(
            secret ->
                secret
                    .secretId(now.id())
                    .description(now.inputs().text("description").orElse(null))
                    .kmsKeyId(now.inputs().text("kmsKeyId").orElse(null)));
  }

  /** As on AWS, a name is not free again before the recovery window is over. */
  @Override
  public void remove(Store store, Host host, Resource secret) {
    int days = recoveryDays(secret.inputs());
    AwsApis.ifThere(
        () ->
            host.aws()
                .secrets()
                .deleteSecret(
                    gone -> {
                      gone.secretId(secret.id());
                      if (days == 0) {
                        gone.forceDeleteWithoutRecovery(true);
                      } else {
                        gone.recoveryWindowInDays((long) days);
                      }
                    }));
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource secret) {
    return AwsApis.find(() -> host.aws().secrets().describeSecret(d -> d.secretId(secret.id())))
        .filter(found -> found.deletedDate() == null)
        .map(found -> secret);
  }

  /** The secret of a name or an ARN. */
  static Resource require(Store store, String id) {
    return store.list(TOKEN).stream()
        .filter(secret -> secret.id().equals(id) || secret.inputs().requireText("name").equals(id))
        .findFirst()
        .orElseThrow(Secrets::notFound);
  }

  private static AwsException notFound() {
    return new AwsException(
        "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  private static int recoveryDays(Properties inputs) {
    return inputs.number("recoveryWindowInDays").orElse(DEFAULT_RECOVERY_DAYS);
  }
}
