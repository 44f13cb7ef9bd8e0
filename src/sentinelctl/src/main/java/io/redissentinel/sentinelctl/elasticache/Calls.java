package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of AWS's, with errors for people that name the IAM action that is lacking. */
final class Calls {
  private static final int FORBIDDEN = 403;

  private Calls() {}

  /**
   * Makes a call.
   *
   * @param action the IAM action, such as {@code elasticache:CopySnapshot}
   * @param on what it is about, for people
   * @throws Interrupted if the thread was interrupted meanwhile
   * @throws CtlException if AWS refuses, or cannot be asked
   */
  static <T> T make(String action, String on, Supplier<T> call) {
    try {
      return call.get();
    } catch (AbortedException e) {
      throw new Interrupted();
    } catch (SdkException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new Interrupted();
      }
      throw error(action, on, e);
    }
  }

  /** Whether AWS refuses for want of a right. */
  static boolean isDenied(SdkException error) {
    return error instanceof AwsServiceException refused
        && (refused.statusCode() == FORBIDDEN || code(error).startsWith("AccessDenied"));
  }

  /** AWS's code of an error; empty if it has none. */
  static String code(SdkException error) {
    return error instanceof AwsServiceException refused
            && refused.awsErrorDetails() != null
            && refused.awsErrorDetails().errorCode() != null
        ? refused.awsErrorDetails().errorCode()
        : "";
  }

  /** What AWS said. */
  static String said(SdkException error) {
    return error instanceof AwsServiceException refused
            && refused.awsErrorDetails() != null
            && refused.awsErrorDetails().errorMessage() != null
        ? refused.awsErrorDetails().errorMessage()
        : error.getMessage();
  }

  private static CtlException error(String action, String on, SdkException error) {
    if (isDenied(error)) {
      return new CtlException(
          ExitCode.FAILED,
          "%s: the credentials have no right to %s (%s); give them that action: `sentinelctl import-elasticache --help` lists all that are needed"
              .formatted(on, action, said(error)),
          error);
    }
    if (error instanceof SdkClientException) {
      return new CtlException(
          ExitCode.FAILED,
          "%s: AWS cannot be asked (%s): %s; check the credentials (AWS_PROFILE) and the way to AWS"
              .formatted(on, action, error.getMessage()),
          error);
    }
    // ElastiCache looks at the caller's own rights, too, and does not say which.
    String hint =
        said(error).contains("unable to validate")
            ? "; it looks for s3:ListAllMyBuckets on *, GetBucketLocation and ListBucket on the bucket, and PutObject, GetObject and DeleteObject on its objects"
            : "";
    return new CtlException(
        ExitCode.FAILED,
        "%s: %s is refused: %s: %s%s".formatted(on, action, code(error), said(error), hint),
        error);
  }

  /** Ctrl-C. */
  static final class Interrupted extends CtlException {
    private static final long serialVersionUID = 1L;

    Interrupted() {
      super(ExitCode.FAILED, "interrupted");
    }
  }
}
