package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tags that an instance has: its own, and those that {@link Tags} put on it. They are in its
 * outputs, as the real provider reads them, and none of them is hidden from anybody.
 */
final class InstanceTags {
  private static final String METADATA_OPTION = "instanceMetadataTags";
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  /** For tags that the metadata service tells: each is a part of a path there. */
  private static final Pattern METADATA_KEY = Pattern.compile("[0-9a-zA-Z\\-_+=,.@:]{1,255}");

  private static final List<String> RESERVED = List.of(".", "..", "_index");

  private InstanceTags() {}

  static Map<String, String> of(Resource instance) {
    return instance.outputs().textMap("tags");
  }

  static Resource with(Resource instance, Map<String, String> tags) {
    Properties outputs = instance.outputs().without(List.of("tags")).with("tagsAll", tags);
    return instance.with(instance.inputs(), tags.isEmpty() ? outputs : outputs.with("tags", tags));
  }

  /**
   * The instance after an update. As with the real provider only what the inputs change is sent:
   * what they never named, and what has changed behind their back, stays.
   *
   * @param before the inputs that the engine goes by
   */
  static Resource updated(Resource old, Properties before, Resource now) {
    Map<String, String> olds = before.textMap("tags");
    Map<String, String> news = now.inputs().textMap("tags");
    Map<String, String> tags = new TreeMap<>(of(old));
    TreeSet<String> keys = new TreeSet<>(olds.keySet());
    keys.addAll(news.keySet());
    for (String key : keys) {
      if (!news.containsKey(key)) {
        tags.remove(key);
      } else if (!Objects.equals(olds.get(key), news.get(key))) {
        tags.put(key, news.get(key));
      }
    }
    return with(now, tags);
  }

  /** Whether the metadata service tells the instance its tags. */
  static boolean inMetadata(Resource instance) {
    return instance
        .inputs()
        .object("metadataOptions")
        .text(METADATA_OPTION)
        .filter("enabled"::equals)
        .isPresent();
  }

  static List<Problem> check(Properties inputs) {
    return inputs
        .object("metadataOptions")
        .text(METADATA_OPTION)
        .filter(value -> !List.of("enabled", "disabled").contains(value))
        .map(
            value ->
                new Problem(
                    "metadataOptions." + METADATA_OPTION,
                    "expected to be one of [enabled disabled], got " + value))
        .stream()
        .toList();
  }

  static void require(Resource instance) {
    require(of(instance), inMetadata(instance));
  }

  /** Refuses tags that AWS would refuse; it has stricter rules for those in the metadata. */
  static void require(Map<String, String> tags, boolean inMetadata) {
    tags.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE) {
            throw refusal(
                "Tag keys have 1 to %d characters and values up to %d; '%s' has %d and %d"
                    .formatted(MAX_KEY, MAX_VALUE, key, key.length(), value.length()));
          }
          if (key.startsWith("aws:")) {
            throw refusal("Tag keys starting with 'aws:' are reserved for internal use");
          }
          if (inMetadata && (!METADATA_KEY.matcher(key).matches() || RESERVED.contains(key))) {
            throw refusal(
                "'%s' is not a valid tag key. Tag keys must match pattern (%s), and must not be a"
                        .formatted(key, METADATA_KEY)
                    + " reserved name ('.', '..', '_index')");
          }
        });
  }

  private static AwsException refusal(String message) {
    return new AwsException("InvalidParameterValue", message);
  }
}
