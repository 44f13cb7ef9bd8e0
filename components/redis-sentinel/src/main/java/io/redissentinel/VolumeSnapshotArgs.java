package io.redissentinel;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.regex.Pattern;

/**
 * EBS snapshots of the data volumes, once a day, by Amazon Data Lifecycle Manager. Beside {@link
 * BackupArgs backups}, not in their place: each has the volume of one node as it was after a crash,
 * with its append-only file and its sentinel.conf, and goes back by making a volume of it by hand.
 *
 * <p>Those that are there stay when this is taken away; delete them in EC2 then.
 */
public final class VolumeSnapshotArgs extends ResourceArgs {
  private static final int MOST_DAYS = 1000;
  private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  @Import(name = "days")
  private final Integer days;

  @Import(name = "timeOfDay")
  private final String timeOfDay;

  private VolumeSnapshotArgs(Builder builder) {
    this.days = builder.days;
    this.timeOfDay = builder.timeOfDay;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#days}. */
  public int days() {
    return days;
  }

  /** See {@link Builder#timeOfDay}. */
  public String timeOfDay() {
    return timeOfDay;
  }

  void check(String path, Problems problems) {
    problems.requireRange(
        path + ".days", days, 1, MOST_DAYS, "leave volumeSnapshots out to have none");
    problems.requireForm(
        path + ".timeOfDay",
        timeOfDay,
        TIME_OF_DAY,
        "be HH:MM, from 00:00 to 23:59, in UTC",
        "for example 03:00");
  }

  /**
   * Builds {@link VolumeSnapshotArgs}. What it is given is checked by {@link
   * RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private int days = 7;
    private String timeOfDay = "03:00";

    private Builder() {}

    /** For how many days a snapshot is kept, 1 to 1000. Default 7. */
    public Builder days(int days) {
      this.days = days;
      return this;
    }

    /** When they are made, in UTC; AWS begins within the hour after it. Default {@code 03:00}. */
    public Builder timeOfDay(String timeOfDay) {
      this.timeOfDay = timeOfDay;
      return this;
    }

    /** The arguments. Checks nothing. */
    public VolumeSnapshotArgs build() {
      return new VolumeSnapshotArgs(this);
    }
  }
}
