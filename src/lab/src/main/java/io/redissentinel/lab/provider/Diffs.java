package io.redissentinel.lab.provider;

import io.redissentinel.lab.cloud.Plan;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff;

/** A plan in the words of the engine. */
final class Diffs {
  private Diffs() {}

  static DiffResponse response(Plan plan) {
    DiffResponse.Builder response =
        DiffResponse.newBuilder()
            .setHasDetailedDiff(true)
            .setDeleteBeforeReplace(plan.deleteBeforeReplace())
            .setChanges(plan.steps().isEmpty() ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
    for (Plan.Step step : plan.steps()) {
      String path = step.difference().path().toString();
      String property = step.difference().path().steps().get(0);
      if (!response.getDiffsList().contains(property)) {
        response.addDiffs(property);
      }
      if (step.replaces() && !response.getReplacesList().contains(property)) {
        response.addReplaces(property);
      }
      response.putDetailedDiff(
          path, PropertyDiff.newBuilder().setKind(kind(step)).setInputDiff(true).build());
    }
    return response.build();
  }

  private static PropertyDiff.Kind kind(Plan.Step step) {
    boolean replaces = step.replaces();
    return switch (step.difference().kind()) {
      case ADDED -> replaces ? PropertyDiff.Kind.ADD_REPLACE : PropertyDiff.Kind.ADD;
      case DELETED -> replaces ? PropertyDiff.Kind.DELETE_REPLACE : PropertyDiff.Kind.DELETE;
      case CHANGED -> replaces ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE;
    };
  }
}
