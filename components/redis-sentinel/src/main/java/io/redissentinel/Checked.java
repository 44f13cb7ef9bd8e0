package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Outputs that may turn out to be refused, long after the program's own code has run.
 *
 * <p>An output that fails fails everything that is made of it too, and Pulumi reports whichever of
 * these it sees first, as often as not with the stack trace of a serializer. So a refusal fails an
 * output that nothing is made of: that one alone ends the program, with a message and nothing else.
 * What was to be made of the refused value waits until then, and so is never made.
 */
final class Checked {
  private Checked() {}

  /**
   * A value that comes with a check: {@code check} returns it, or throws a {@link RunException}.
   */
  static <T> Output<T> value(Supplier<T> check) {
    try {
      return Output.of(check.get());
    } catch (RunException refusal) {
      Output.of(CompletableFuture.failedFuture(refusal));
      return Output.of(new CompletableFuture<>());
    }
  }

  /**
   * AWS's answer to a look-up, which is refused for reasons that the user has to hear of, such as a
   * subnet that does not exist.
   *
   * @param what what is looked up, for the message
   */
  static <T> Output<T> answer(String what, CompletableFuture<T> answer) {
    CompletableFuture<T> accepted = new CompletableFuture<>();
    Output.of(
        answer.handle(
            (found, failure) -> {
              if (failure != null) {
                throw new RunException("cannot look up %s: %s".formatted(what, reason(failure)));
              }
              return accepted.complete(found);
            }));
    return Output.of(accepted);
  }

  private static String reason(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? reason(failure.getCause())
        : failure.getMessage();
  }
}
