package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Single tags of things that are made elsewhere. As on AWS one that is on an instance is the
 * instance's like any other: whoever reads the instance sees it, and it goes with the instance.
 */
public final class Tags implements ResourceType {
  public static final String TOKEN = "aws:ec2/tag:Tag";

  private static final Schema SCHEMA =
      new Schema()
          .replace("resourceId", "key")
          .update("value")
          .required("resourceId", "key", "value");

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
    Resource tag =
        new Resource(
            target(inputs) + "," + key(inputs),
            TOKEN,
            urn,
            inputs,
            SCHEMA.echo(Properties.empty(), inputs));
    requireTarget(store, target(inputs));
    put(store, tag);
    return tag;
  }

  @Override
  public void realise(Store store, Host host, Resource made) {
    Machines.tell(store, host, target(made.inputs()));
  }

  @Override
  public Resource update(Store store, Resource old, Properties inputs) {
    Resource tag = ResourceType.super.update(store, old, inputs);
    requireTarget(store, target(inputs));
    put(store, tag);
    return tag;
  }

  @Override
  public void alter(Store store, Host host, Resource old, Resource now) {
    Machines.tell(store, host, target(now.inputs()));
  }

  /** As the real provider asks for it: a tag that has another value by now is left alone. */
  @Override
  public void remove(Store store, Host host, Resource tag) {
    store.locked(() -> take(store, tag));
    Machines.tell(store, host, target(tag.inputs()));
  }

  @Override
  public Optional<Resource> read(Store store, Host host, Resource recorded) {
    String id = target(recorded.inputs());
    if (!id.startsWith("i-")) {
      return exists(store, id) ? Optional.of(recorded) : Optional.empty();
    }
    return store
        .find(Instances.TOKEN, id)
        .map(instance -> InstanceTags.of(instance).get(key(recorded.inputs())))
        .map(value -> recorded.withOutput("value", value));
  }

  /** With their instance the tags on it are gone. */
  static void removeAll(Store store, String instanceId) {
    store.list(TOKEN).stream()
        .filter(tag -> target(tag.inputs()).equals(instanceId))
        .forEach(store::remove);
  }

  private static void put(Store store, Resource tag) {
    Optional<Resource> instance = store.find(Instances.TOKEN, target(tag.inputs()));
    Map<String, String> tags = new TreeMap<>(instance.map(InstanceTags::of).orElse(Map.of()));
    tags.put(key(tag.inputs()), tag.inputs().requireText("value"));
    InstanceTags.require(tags, instance.filter(InstanceTags::inMetadata).isPresent());
    instance.ifPresent(there -> store.save(InstanceTags.with(there, tags)));
  }

  private static boolean take(Store store, Resource tag) {
    store
        .find(Instances.TOKEN, target(tag.inputs()))
        .ifPresent(
            instance -> {
              Map<String, String> tags = new TreeMap<>(InstanceTags.of(instance));
              tags.remove(key(tag.inputs()), tag.inputs().requireText("value"));
              store.save(InstanceTags.with(instance, tags));
            });
    return true;
  }

  private static void requireTarget(Store store, String id) {
    if (id.startsWith("i-")) {
      Instances.require(store, id);
    } else if (id.startsWith("vol-")) {
      Volumes.require(store, id);
    } else if (id.startsWith("eni-")) {
      NetworkInterfaces.require(store, id);
    } else if (!exists(store, id)) {
      throw new AwsException("InvalidID", "The ID '" + id + "' is not valid");
    }
  }

  private static boolean exists(Store store, String id) {
    return Region.VPC.equals(id)
        || Region.DEFAULT_GROUP.equals(id)
        || Region.subnet(id).isPresent()
        || store.listAll().stream()
            .anyMatch(other -> other.id().equals(id) && !other.type().equals(TOKEN));
  }

  private static String target(Properties inputs) {
    return inputs.requireText("resourceId");
  }

  private static String key(Properties inputs) {
    return inputs.requireText("key");
  }
}
