package io.redissentinel.lab.cloud;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The properties of a resource type and what a change of each does, as in the real provider. Built
 * once a type, then only read.
 */
public final class Schema {
  /** What a change of a property does to the resource. */
  public enum Effect {
    /** Changed in place. */
    UPDATE,
    /** Changed in place, with the instance stopped and started. */
    RESTART,
    /** A new resource takes the place of the old one. */
    REPLACE
  }

  private final Map<PropertyPath, Effect> effects = new LinkedHashMap<>();
  private final Set<String> required = new TreeSet<>();
  private final Set<String> computed = new TreeSet<>();
  private final Set<String> confidential = new TreeSet<>();
  private boolean taggable;

  /** Marks properties, declared with their effect, that cannot be left out. */
  public Schema required(String... names) {
    required.addAll(Set.of(names));
    return this;
  }

  public Schema replace(String... paths) {
    return declare(Effect.REPLACE, paths);
  }

  public Schema restart(String... paths) {
    return declare(Effect.RESTART, paths);
  }

  public Schema update(String... paths) {
    return declare(Effect.UPDATE, paths);
  }

  /** Outputs that AWS chooses where the inputs do not say; unknown in the preview of a creation. */
  public Schema computed(String... names) {
    computed.addAll(Set.of(names));
    return this;
  }

  /** Marks secrets, which are not recorded: who has them, AWS's own service, is asked again. */
  public Schema confidential(String... names) {
    confidential.addAll(Set.of(names));
    return this;
  }

  /** Has tags, and tagsAll among its outputs. */
  public Schema tags() {
    taggable = true;
    return update("tags");
  }

  private Schema declare(Effect effect, String... paths) {
    for (String path : paths) {
      effects.put(PropertyPath.parse(path), effect);
    }
    return this;
  }

  public Set<String> inputs() {
    Set<String> names = new TreeSet<>();
    effects.keySet().forEach(path -> names.add(path.steps().get(0)));
    return names;
  }

  public Collection<String> requiredInputs() {
    return required;
  }

  public boolean isComputed(String name) {
    return computed.contains(name);
  }

  public Collection<String> outputs() {
    Set<String> names = inputs();
    names.addAll(computed);
    if (taggable) {
      names.add("tagsAll");
    }
    return names;
  }

  /** The resource as it may be recorded. */
  public Resource withoutSecrets(Resource resource) {
    return resource.with(
        resource.inputs().without(confidential), resource.outputs().without(confidential));
  }

  /** The effect of the longest declared path that covers this one. */
  public Effect effect(PropertyPath changed) {
    Effect effect = Effect.UPDATE;
    int length = 0;
    for (Map.Entry<PropertyPath, Effect> declared : effects.entrySet()) {
      int steps = declared.getKey().steps().size();
      if (steps > length && declared.getKey().covers(changed)) {
        effect = declared.getValue();
        length = steps;
      }
    }
    return effect;
  }

  /** Inputs as outputs, with what AWS had chosen before where the inputs still do not say. */
  public Properties echo(Properties oldOutputs, Properties inputs) {
    Properties result = inputs;
    for (String name : computed) {
      if (oldOutputs.has(name)) {
        result = result.withDefault(name, oldOutputs.values().get(name));
      }
    }
    return taggable
        ? result.with("tagsAll", inputs.values().getOrDefault("tags", Map.of()))
        : result;
  }

  /** The outputs of a creation as far as they are known beforehand. */
  public Properties preview(Properties inputs) {
    Properties result = echo(Properties.empty(), inputs);
    for (String name : computed) {
      result = result.withDefault(name, Unknown.VALUE);
    }
    return result;
  }
}
