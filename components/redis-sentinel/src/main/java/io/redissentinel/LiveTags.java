package io.redissentinel;

import com.pulumi.aws.ec2.Tag;
import com.pulumi.aws.ec2.TagArgs;
import com.pulumi.core.Output;
import io.redissentinel.bootstrap.LiveSettings;

/**
 * What a running node is to take, on its instance, where the node reads it from the metadata
 * service. A resource for each tag: the instance's own are held back with its fingerprint, and
 * these never are.
 *
 * <p>The instance is launched with the same tags. Else a refresh would find four more on it than
 * were asked for, and an update of a node that is in the rollout would take them away.
 */
final class LiveTags {
  private LiveTags() {}

  /**
   * Each tag says what it has to by itself: a bucket that is yet to be made leaves a preview in the
   * dark about the backups only.
   */
  static void on(Output<String> instanceId, NodeScope node, Output<String> backups) {
    LiveSettings settings = ClusterSettings.of(node.args());
    tag("-redis-settings", Tags.REDIS_SETTINGS, settings.redis(), instanceId, node);
    tag("-sentinel-settings", Tags.SENTINEL_SETTINGS, settings.sentinel(), instanceId, node);
    tag("-disabled-commands", Tags.DISABLED_COMMANDS, settings.commands(), instanceId, node);
    tag("-backups", Tags.BACKUPS, backups, instanceId, node);
  }

  private static void tag(
      String suffix, String key, String value, Output<String> instanceId, NodeScope node) {
    tag(suffix, key, Output.of(value), instanceId, node);
  }

  private static void tag(
      String suffix, String key, Output<String> value, Output<String> instanceId, NodeScope node) {
    new Tag(
        node.name(suffix),
        TagArgs.builder().resourceId(instanceId).key(key).value(value).build(),
        node.options().build());
  }
}
