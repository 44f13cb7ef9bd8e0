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

  public boolean replaces() {
    return steps.stream().anyMatch(Step::replaces);
  }
}
