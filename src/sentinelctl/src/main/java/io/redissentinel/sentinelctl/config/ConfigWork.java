package io.redissentinel.sentinelctl.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.stack.Preview;
import io.redissentinel.sentinelctl.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The steps, by Pulumi and over SSH. */
public final class ConfigWork implements ConfigSteps {
  private final Stack stack;
  private final Supplier<ClusterLook> looks;
  private final Consumer<String> progress;

  /** Makes the steps. */
  public ConfigWork(Stack stack, Supplier<ClusterLook> looks, Consumer<String> progress) {
    this.stack = stack;
    this.looks = looks;
    this.progress = progress;
  }

  @Override
  public ClusterLook look() {
    return looks.get();
  }

  @Override
  public Optional<List<String>> value(String key) {
    return stack.config(path(key)).map(ConfigWork::values);
  }

  @Override
  public void set(String key, Optional<List<String>> values) {
    if (values.isEmpty()) {
      stack.removeConfig(path(key));
    } else if (key.equals(LiveKeys.SNAPSHOTS)) {
      stack.setConfigList(path(key), values.get());
    } else {
      stack.setConfig(path(key), values.get().get(0));
    }
  }

  @Override
  public Preview preview() {
    return Preview.parse(stack.previewJson(Map.of()));
  }

  @Override
  public void up() {
    stack.up(Map.of());
  }

  @Override
  public void say(String text) {
    progress.accept(text);
  }

  private String path(String key) {
    return stack.project() + ":" + key;
  }

  /** Pulumi prints a list as JSON, everything else as it is. */
  private static List<String> values(String text) {
    try {
      return new JsonMapper().readValue(text, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      return List.of(text);
    }
  }
}
