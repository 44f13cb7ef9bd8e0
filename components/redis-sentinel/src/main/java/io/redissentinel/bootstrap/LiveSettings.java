package io.redissentinel.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings that Redis and Sentinel take while they run, as two lines of {@code NAME=VALUE}; the
 * commands that Redis is to do without when it next starts; and where backups go.
 *
 * <p>A node gets them twice: as files of its user data, for the first start, and as tags of its
 * instance, which can be changed at any time. So a line has to fit into a tag, and none of this
 * counts for a node's fingerprint.
 *
 * @param redis the servers' settings, by Redis's own names
 * @param sentinel what the sentinels go by, by the names of {@code SENTINEL SET}
 * @param commands the disabled commands, divided by one blank; {@code none} for none, since a tag
 *     that is away says nothing
 * @param backups where backups go and how often, {@code bucket=NAME prefix=PREFIX every=6h}; {@code
 *     none} for none
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html">EC2: tag
 *     restrictions</a>
 */
public record LiveSettings(String redis, String sentinel, String commands, String backups) {
  /** Stands for no commands, and for no backups. */
  public static final String NONE = "none";

  /** What the value of an EC2 tag holds, in characters. */
  public static final int LIMIT = 256;

  /** Where they are on a node; a file each. */
  static final String FOLDER = "/etc/redis-node/settings/";

  private static final String SETTING = "[a-z][a-z-]*=[A-Za-z0-9_.:/=+@-]*";
  private static final Pattern LINE = Pattern.compile(SETTING + "( " + SETTING + ")*");
  private static final Pattern COMMANDS = Pattern.compile(NONE + "|[A-Z]+( [A-Z]+)*");
  private static final Pattern BACKUPS =
      Pattern.compile(
          NONE + "|bucket=[a-z0-9.-]{3,63} prefix=[A-Za-z0-9/_.-]* every=[1-9][0-9]?[mh]");

  /**
   * Checks all four.
   *
   * @throws IllegalArgumentException if one is malformed or longer than {@link #LIMIT}
   */
  public LiveSettings {
    check(
        "redis settings", redis, LINE, "NAME=VALUE, divided by one blank, of what a tag can hold");
    check(
        "sentinel settings",
        sentinel,
        LINE,
        "NAME=VALUE, divided by one blank, of what a tag can hold");
    check("disabled commands", commands, COMMANDS, "names in capitals, divided by one blank");
    check("backups", backups, BACKUPS, "none, or bucket=NAME prefix=PREFIX every=TIME");
  }

  /** The same with backups that have become known. */
  public LiveSettings withBackups(String backups) {
    return new LiveSettings(redis, sentinel, commands, backups);
  }

  /** Disabled commands as one line. Checks nothing. */
  public static String line(List<String> commands) {
    return commands.isEmpty() ? NONE : String.join(" ", commands);
  }

  /**
   * The settings as one line, in the order of the map. A blank, which divides settings, is written
   * {@code :} inside a value. Checks nothing: what was given has to be checked where it came from.
   */
  public static String line(Map<String, ?> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue().toString().replace(' ', ':'))
        .collect(Collectors.joining(" "));
  }

  private static void check(String what, String line, Pattern form, String expected) {
    if (line.length() > LIMIT) {
      throw new IllegalArgumentException(
          "%s: must be at most %d characters (the limit of an EC2 tag), got %d"
              .formatted(what, LIMIT, line.length()));
    }
    Forms.require(form, line, what, expected);
  }
}
