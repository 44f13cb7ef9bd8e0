package io.redissentinel.sentinelctl.config;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.cluster.BackupFacts;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import io.redissentinel.sentinelctl.cluster.NodeLook;
import io.redissentinel.sentinelctl.handover.Steady;
import io.redissentinel.sentinelctl.stack.Preview.Change;
import io.redissentinel.sentinelctl.verify.Line;
import io.redissentinel.sentinelctl.verify.Situation;
import io.redissentinel.sentinelctl.verify.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes a setting of a running cluster. The stack's program checks the value; Pulumi sets it in
 * tags, which each node reads and follows by itself. None of these settings needs an order between
 * nodes: each is right on a node whatever the others have, and a replica has no use for most until
 * it is master.
 */
public final class ConfigSet {
  private static final Set<String> CHECKS = Set.of("Redis's settings", "Sentinel's settings");
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ConfigSteps steps;
  private final Duration limit;

  /**
   * Makes the change's doer.
   *
   * @param limit how long the nodes may take after the update
   */
  public ConfigSet(ConfigSteps steps, Duration limit) {
    this.steps = steps;
    this.limit = limit;
  }

  /**
   * Sets a key, and waits until every node goes by it.
   *
   * @return whether anything was to be changed
   * @throws CtlException if it does not change live, the program refuses the value, the update
   *     would do something else, or a node does not follow
   */
  public boolean set(String key, List<String> values) {
    LiveKeys.check(key, values);
    ClusterLook look = steps.look();
    List<String> missing = Steady.missing(look);
    if (!missing.isEmpty()) {
      throw new CtlException(
          ExitCode.UNHEALTHY,
          "nothing was changed, since not every node could follow: " + String.join("; ", missing));
    }
    if (key.equals(LiveKeys.BACKUP_EVERY) && !backsUp(look)) {
      throw CtlException.failed(
          "nothing was changed, since no backups are configured: `pulumi config set backups true` and `pulumi up` first");
    }
    List<Change> changes = previewed(key, values);
    if (changes.isEmpty()) {
      return false;
    }
    steps.say("%s: %d tags change".formatted(key, changes.size()));
    try {
      steps.up();
    } catch (CtlException e) {
      throw new CtlException(
          e.exitCode(),
          "%s; %s is in the stack's configuration, and `pulumi up` tries again"
              .formatted(e.getMessage(), key),
          e);
    }
    await(changes);
    return true;
  }

  private static boolean backsUp(ClusterLook look) {
    return look.nodes().stream()
        .flatMap(node -> node.facts().flatMap(NodeFacts::backups).stream())
        .anyMatch(BackupFacts::configured);
  }

  private List<Change> previewed(String key, List<String> values) {
    Optional<List<String>> before = steps.value(key);
    steps.set(key, Optional.of(values));
    boolean fine = false;
    try {
      List<Change> changes = steps.preview().onlyChangesTags();
      fine = true;
      return changes;
    } finally {
      if (!fine) {
        steps.set(key, before);
        steps.say(key + " is what it was before in the stack's configuration");
      }
    }
  }

  private void await(List<Change> changes) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      List<String> behind = behind(steps.look(), changes);
      if (behind.isEmpty()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw CtlException.failed(
            "the stack has the setting, and not every node goes by it within %d s: %s; `sentinelctl verify` says more"
                .formatted(limit.toSeconds(), String.join("; ", behind)));
      }
      pause();
    }
  }

  /** The nodes that do not go by the tags yet, and what they lack. */
  static List<String> behind(ClusterLook look, List<Change> changes) {
    List<String> behind = new ArrayList<>();
    for (Change change : changes) {
      for (NodeLook node : look.nodes()) {
        heard(node, change).ifPresent(behind::add);
      }
    }
    Verification.of(new Situation(look, Optional.empty(), "", Optional.empty())).lines().stream()
        .filter(line -> CHECKS.contains(line.check()) && line.failed())
        .map(ConfigSet::text)
        .forEach(behind::add);
    return behind;
  }

  private static String text(Line line) {
    return "%s: %s".formatted(line.subject(), line.verdict().what());
  }

  private static Optional<String> heard(NodeLook node, Change change) {
    Optional<LiveTag> tag = LiveTag.of(change, node.node());
    if (tag.isEmpty()) {
      return Optional.empty();
    }
    if (node.facts().isEmpty()) {
      return Optional.of("%s: %s".formatted(node.node(), node.error().orElse("no answer")));
    }
    return tag.get().isGoneBy(node.facts().get(), change.value())
        ? Optional.empty()
        : Optional.of(node.node() + ": has not read its tag yet");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CtlException.failed("interrupted; the setting is out, the nodes follow by themselves");
    }
  }
}
