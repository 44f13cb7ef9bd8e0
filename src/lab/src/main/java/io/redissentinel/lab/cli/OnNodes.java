package io.redissentinel.lab.cli;

import io.redissentinel.lab.cloud.HostException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Parameters;

/**
 * A command about nodes. All of them are looked up and checked first, so that a mistake changes
 * nothing; then it happens to all at the same time.
 */
abstract class OnNodes implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "NODE", description = "a, b, c, ...")
  private List<String> nodes = List.of();

  @Override
  public final Integer call() {
    check();
    Session session = Session.open(Lab.fromEnvironment());
    List<LabNode> meant = nodes.stream().map(session::node).distinct().toList();
    meant.forEach(node -> check(session, node));
    return atOnce(meant, node -> act(session, node), Terminal::say);
  }

  /** Refuses options that do not go together. */
  void check() {}

  /**
   * Refuses a node that this cannot happen to.
   *
   * @throws UsageException with the reason, and what to do
   */
  void check(Session session, LabNode node) {}

  /** Does it, and says what was done. */
  abstract String act(Session session, LabNode node);

  /**
   * Acts on all nodes side by side, and says what came of each.
   *
   * @return the exit code: a failure of one is not hidden by the others
   */
  static int atOnce(List<LabNode> nodes, Function<LabNode, String> act, Consumer<String> say) {
    ExecutorService pool = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Future<String>> done =
          nodes.stream().map(node -> pool.submit(() -> act.apply(node))).toList();
      int code = ExitCode.OK;
      for (int i = 0; i < nodes.size(); i++) {
        String key = nodes.get(i).key();
        try {
          say.accept(key + ": " + done.get(i).get());
        } catch (ExecutionException e) {
          say.accept("error: " + key + ": " + reason(e.getCause()));
          code = ExitCode.FAILED;
        }
      }
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("interrupted", e);
    } finally {
      pool.shutdown();
    }
  }

  /** What was foreseen explains itself; of a mistake of the lab's own the kind is said, too. */
  private static String reason(Throwable failure) {
    return failure instanceof HostException ? failure.getMessage() : failure.toString();
  }
}
