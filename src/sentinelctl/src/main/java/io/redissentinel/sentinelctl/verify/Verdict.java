package io.redissentinel.sentinelctl.verify;

/** What a check came to. */
public sealed interface Verdict {
  /** What was found. */
  String what();

  /** It is as it must be. */
  record Passed(String what) implements Verdict {}

  /**
   * It is not.
   *
   * @param remedy what to do
   */
  record Failed(String what, String remedy) implements Verdict {}

  /**
   * Nobody can tell from here.
   *
   * @param what the reason
   */
  record NotCheckable(String what) implements Verdict {}

  static Verdict passed(String what) {
    return new Passed(what);
  }

  static Verdict failed(String what, String remedy) {
    return new Failed(what, remedy);
  }

  static Verdict notCheckable(String reason) {
    return new NotCheckable(reason);
  }
}
