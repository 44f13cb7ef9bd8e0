package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.MachineState;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Resource.Readiness;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The attachment of a volume to an instance. It is the last resource of a node, so here, and only
 * in the lab, an update waits until the node is ready: that is how {@code pulumi up} shows what the
 * nodes do and fails when one of them does.
 */
public final class VolumeAttachments implements ResourceType {
  public static final String TOKEN = "aws:ec2/volumeAttachment:VolumeAttachment";

  /**
   * Only instances with this tag run the component's bootstrap and can tell that they are ready.
   */
  private static final String NODE_TAG = "redis-sentinel:node";

  private static final Schema SCHEMA =
      new Schema()
          .replace("deviceName", "instanceId", "volumeId")
          .update("forceDetach", "skipDestroy", "stopInstanceBeforeDetaching")
          .required("deviceName", "instanceId", "volumeId");

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public boolean deleteBeforeReplace() {
    return true;
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    Resource volume = Volumes.require(store, inputs.requireText("volumeId"));
    Resource instance = Instances.require(store, inputs.requireText("instanceId"));
    if (ofVolume(store, volume.id()).isPresent()) {
      throw new AwsException("VolumeInUse", volume.id() + " is already attached to an instance");
    }
    String zone = instance.outputs().requireText("availabilityZone");
    if (!volume.inputs().requireText("availabilityZone").equals(zone)) {
      throw new AwsException(
          "InvalidVolume.ZoneMismatch",
          "The volume '"
              + volume.id()
              + "' is not in the same availability zone as instance '"
              + instance.id()
              + "'");
    }
    String device = inputs.requireText("deviceName");
    boolean taken =
        store.list(TOKEN).stream()
            .filter(other -> other.inputs().requireText("instanceId").equals(instance.id()))
            .anyMatch(other -> other.inputs().requireText("deviceName").equals(device));
    if (taken) {
      throw new AwsException(
          "InvalidParameterValue",
          "Invalid value '"
              + device
              + "' for unixDevice. Attachment point "
              + device
              + " is already in use");
    }
    return new Resource(
        Ids.random("vai"), TOKEN, urn, inputs, SCHEMA.echo(Properties.empty(), inputs));
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    host.attach(
        instanceId(made),
        made.inputs().requireText("volumeId"),
        made.inputs().requireText("deviceName"));
  }

  /** After a node has failed, its bootstrap runs again at the next boot: give it that boot. */
  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    if (host.state(instanceId(now)) == MachineState.STOPPED) {
      host.start(instanceId(now));
    } else if (old.readiness() == Readiness.FAILED) {
      host.reboot(instanceId(now));
    }
  }

  @Override
  public void awaitReady(
      Store store,
      Host host,
      Resource resource,
      Consumer<String> progress,
      BooleanSupplier cancelled) {
    boolean node =
        Instances.require(store, instanceId(resource))
            .inputs()
            .textMap("tags")
            .containsKey(NODE_TAG);
    if (node) {
      host.awaitReady(instanceId(resource), progress, cancelled);
    }
  }

  @Override
  public void remove(Store store, Host host, Resource resource) {
    if (resource.inputs().flag("skipDestroy")) {
      return;
    }
    if (resource.inputs().flag("stopInstanceBeforeDetaching")) {
      host.stop(instanceId(resource));
    }
    host.detach(instanceId(resource), resource.inputs().requireText("volumeId"));
  }

  static Optional<Resource> ofVolume(Store store, String volumeId) {
    return store.list(TOKEN).stream()
        .filter(attachment -> attachment.inputs().requireText("volumeId").equals(volumeId))
        .findFirst();
  }

  static String instanceId(Resource attachment) {
    return attachment.inputs().requireText("instanceId");
  }
}
