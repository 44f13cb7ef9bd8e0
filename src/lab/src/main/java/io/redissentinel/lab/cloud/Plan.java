package io.redissentinel.lab.cloud;

import java.util.List;

/** What must change for a resource to have the inputs it shall have. */
public record Plan(List<Step> steps, boolean deleteBeforeReplace) {

  /** One change and its effect. */
  public record Step(Difference difference, Schema.Effect effect) {
    public boolean replaces() {
      return effect == Schema.Effect.REPLACE;
    }
  }

  /**
   * As with the real provider a property that AWS chooses where the inputs are silent does not
   * change when an input names what was chosen, nor when it is left out again.
   */
  static Plan of(
      ResourceType type,
      Properties oldInputs,
      Properties oldOutputs,
      Properties inputs,
      List<PropertyPath> ignored) {
    List<Step> steps =
        Difference.between(oldInputs, inputs).stream()
            .filter(change -> ignored.stream().noneMatch(path -> path.covers(change.path())))
            .filter(change -> !isChosen(type.schema(), change, oldOutputs, inputs))
            .map(change -> new Step(change, type.effect(change.path(), inputs)))
            .toList();
    return new Plan(steps, type.deleteBeforeReplace());
  }

  private static boolean isChosen(
      Schema schema, Difference change, Properties oldOutputs, Properties inputs) {
    String name = change.path().steps().get(0);
    if (change.path().steps().size() > 1 || !schema.isComputed(name)) {
      return false;
    }
    return switch (change.kind()) {
      case ADDED -> inputs.values().get(name).equals(oldOutputs.values().get(name));
      case DELETED -> true;
      case CHANGED -> false;
    };
  }

  public boolean replaces() {
    return steps.stream().anyMatch(Step::replaces);
  }
}
