package io.redissentinel.lab.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.HostException;
import io.redissentinel.lab.cloud.NotModelledException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Answers a call with what the supplier gives, or with its failure in words for the user. */
final class Calls {
  private Calls() {}

  static <T> void answer(StreamObserver<T> observer, Supplier<T> supplier) {
    T answer;
    try {
      answer = supplier.get();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    } catch (AwsException | HostException | NotModelledException e) {
      observer.onError(
          Status.UNKNOWN.withDescription(e.getMessage()).withCause(e).asRuntimeException());
      return;
    } catch (AwsServiceException e) {
      AwsErrorDetails details = e.awsErrorDetails();
      observer.onError(
          Status.UNKNOWN
              .withDescription(details.errorCode() + ": " + details.errorMessage())
              .withCause(e)
              .asRuntimeException());
      return;
    } catch (RuntimeException e) {
      // A mistake of the lab's own: say where.
      StackTraceElement[] trace = e.getStackTrace();
      String where = trace.length > 0 ? " at " + trace[0] : "";
      observer.onError(
          Status.INTERNAL
              .withDescription("the lab failed: " + e + where)
              .withCause(e)
              .asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }
}
