package io.redissentinel.sentinelctl.cli;

/** Colour, where there is a terminal and NO_COLOR is not set. */
record Style(boolean coloured) {
  static Style ofEnvironment() {
    String no = System.getenv("NO_COLOR");
    return new Style((no == null || no.isEmpty()) && System.console() != null);
  }

  String good(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("31;1", text);
  }

  String doubtful(String text) {
    return in("33", text);
  }

  private String in(String code, String text) {
    return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
