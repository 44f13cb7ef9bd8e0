package io.redissentinel.lab.cloud.ec2;

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

/** EBS volumes: sparse files on the machine. They grow in place and never shrink. */
public final class Volumes implements ResourceType {
  public static final String TOKEN = "aws:ebs/volume:Volume";

  private static final Schema SCHEMA =
      new Schema()
          .replace("availabilityZone", "encrypted", "kmsKeyId", "multiAttachEnabled")
          .update("size", "type", "iops", "throughput", "finalSnapshot")
          .required("availabilityZone", "size")
          .computed("arn", "createTime", "encrypted", "iops", "throughput", "type", "kmsKeyId")
          .computed("snapshotId")
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
  public Resource create(Store store, String urn, Properties inputs) {
    String zone = inputs.requireText("availabilityZone");
    if (!Region.zones().contains(zone)) {
      throw new AwsException(
          "InvalidZone.NotFound",
          "The zone '" + zone + "' does not exist; the lab has " + Region.zones());
    }
    String id = Ids.random("vol");
    boolean gp3 = inputs.text("type").filter("gp3"::equals).isPresent();
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("ec2", "volume/" + id))
            .with("createTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .withDefault("type", "gp2")
            .withDefault("encrypted", false)
            .withDefault("kmsKeyId", "")
            .withDefault("snapshotId", "")
            .withDefault("iops", gp3 ? 3000 : 100)
            .withDefault("throughput", gp3 ? 125 : 0);
    return new Resource(id, TOKEN, urn, inputs, outputs);
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.createVolume(made.id(), sizeGiB(made));
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    Resource now = ResourceType.super.update(store, old, inputs);
    if (sizeGiB(now) < sizeGiB(old)) {
      throw new AwsException(
          "InvalidParameterValue",
          "New size cannot be smaller than existing size: volume "
              + old.id()
              + " has "
              + sizeGiB(old)
              + " GiB, asked for "
              + sizeGiB(now));
    }
    return now;
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    if (sizeGiB(now) > sizeGiB(old)) {
      host.growVolume(now.id(), sizeGiB(now));
    }
  }

  @Override
  public void checkDeletable(Store store, Resource volume) {
    Optional<Resource> attachment = VolumeAttachments.ofVolume(store, volume.id());
    if (attachment.isPresent()) {
      throw new AwsException(
          "VolumeInUse",
          "Volume "
              + volume.id()
              + " is currently attached to "
              + attachment.get().inputs().requireText("instanceId"));
    }
  }

  /** Its attachment, if it is lost and not deleted, goes with it. */
  @Override
  public void remove(Store store, Host host, Resource volume) {
    VolumeAttachments.ofVolume(store, volume.id())
        .ifPresent(
            attachment -> {
              host.detach(VolumeAttachments.instanceId(attachment), volume.id());
              store.remove(attachment);
            });
    host.deleteVolume(volume.id());
  }

  static Resource require(Store store, String id) {
    return store
        .find(TOKEN, id)
        .orElseThrow(
            () ->
                new AwsException(
                    "InvalidVolume.NotFound", "The volume '" + id + "' does not exist."));
  }

  private static int sizeGiB(Resource volume) {
    return volume.inputs().number("size").orElseThrow();
  }
}
