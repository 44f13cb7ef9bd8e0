package io.redissentinel.lab.cloud.s3;

import io.redissentinel.lab.cloud.AwsApis;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One setting of a bucket. A bucket has one of each kind, so a second resource for the same bucket
 * overwrites what the first has set, as on AWS. The bucket may also be one that the stack has not
 * made.
 */
abstract class BucketSetting implements ResourceType {
  static final String BUCKET = "bucket";

  private final String token;
  private final Schema schema;

  /**
   * Describes a kind of setting.
   *
   * @param name as in the type's token, without the part in front
   * @param inputs all but the bucket
   */
  BucketSetting(String name, Schema inputs) {
    String module = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    this.token = "aws:s3/" + module + ":" + name;
    this.schema = inputs.replace(BUCKET).required(BUCKET);
  }

  /** Sets it, as new or in place of what is set. */
  abstract void put(S3Client s3, String bucket, Properties inputs);

  /** Puts the bucket back to what it has without the setting. */
  abstract void clear(S3Client s3, Resource setting);

  /** Reads it; S3's error for a setting that is not there passes through. */
  abstract Object get(S3Client s3, String bucket);

  @Override
  public final String token() {
    return token;
  }

  @Override
  public final Schema schema() {
    return schema;
  }

  @Override
  public final Resource create(Store store, String urn, Properties inputs) {
    Properties outputs = schema.echo(Properties.empty(), inputs);
    return new Resource(inputs.requireText(BUCKET), token, urn, inputs, outputs);
  }

  @Override
  public final void realise(Store store, Host host, Resource made) {
    put(host.aws().buckets(), made.id(), made.inputs());
  }

  /** It is one call that failed, so nothing was set; what another resource had set stays. */
  @Override
  public final void undo(Store store, Host host, Resource made) {}

  @Override
  public final void alter(Store store, Host host, Resource old, Resource now) {
    put(host.aws().buckets(), now.id(), now.inputs());
  }

  @Override
  public final void remove(Store store, Host host, Resource setting) {
    AwsApis.ifThere(() -> clear(host.aws().buckets(), setting));
  }

  @Override
  public final Optional<Resource> read(Store store, Host host, Resource setting) {
    return AwsApis.find(() -> get(host.aws().buckets(), setting.id())).map(found -> setting);
  }
}
