package io.redissentinel;

import io.redissentinel.bootstrap.AuthSpec;
import io.redissentinel.bootstrap.ClusterSpec;
import io.redissentinel.bootstrap.LiveSettings;
import io.redissentinel.bootstrap.NodeSpec;
import io.redissentinel.bootstrap.Scripts;
import io.redissentinel.bootstrap.ScriptsSpec;
import io.redissentinel.bootstrap.UserData;
import io.redissentinel.bootstrap.UserDataTooLarge;
import io.redissentinel.topology.Problems;
import java.util.List;
import java.util.stream.IntStream;

/** From the component's arguments to the user data of its nodes. */
final class ClusterUserData {
  private static final String LONGEST_ADDRESS = "255.255.255.255";
  private static final String LONGEST_BUCKET =
      "q7x2m9k4v8c1z6b3n5w0j-f2h8d4s7g1l9p3r6t0y5a-e8u2i4o7q1x9m3k6v0c";
  private static final String STAND_IN_REGION = "ap-southeast-1";
  private static final String STAND_IN_SECRET =
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:837465920183:secret:%s-password-3f8a1c7-Xq7bZk";

  private ClusterUserData() {}

  static ClusterSpec spec(
      String cluster,
      RedisSentinelArgs args,
      String region,
      ScriptsSpec scripts,
      AuthSpec auth,
      String backups,
      List<NodeSpec> nodes) {
    return new ClusterSpec(
        cluster,
        region,
        args.machine().awsEndpointUrl(),
        scripts,
        auth,
        args.redis().spec(),
        args.sentinel().spec(),
        ClusterSettings.of(args).withBackups(backups),
        args.restoreFrom(),
        nodes);
  }

  /**
   * Adds a problem if the user data will not fit into an instance. Addresses and volumes are not
   * known before they are made, and with them the very size, but it is better to say so now than
   * when half of the cluster is there: stand-ins of the greatest length take their place.
   */
  static void checkSize(String cluster, RedisSentinelArgs args, Problems problems) {
    List<NodeSpec> standIns =
        args.nodes().keys().stream()
            .map(key -> new NodeSpec(key, LONGEST_ADDRESS, standInVolumeId(key), DataVolume.DEVICE))
            .toList();
    AuthSpec auth =
        args.auth().mode() == AuthMode.NONE
            ? AuthSpec.none()
            : new AuthSpec(AuthSpec.Kind.SECRETS_MANAGER, STAND_IN_SECRET.formatted(cluster));
    ClusterSpec spec =
        spec(
            cluster,
            args,
            STAND_IN_REGION,
            standInScripts(cluster),
            auth,
            standInBackups(args),
            standIns);
    for (String key : args.nodes().keys()) {
      try {
        UserData.render(spec, key);
      } catch (UserDataTooLarge e) {
        problems.add("userData", e.getMessage());
        return;
      }
    }
  }

  private static ScriptsSpec standInScripts(String cluster) {
    Scripts scripts = Scripts.shipped();
    return new ScriptsSpec(
        IntStream.range(0, scripts.parts().size())
            .mapToObj(part -> "%s-scripts-%d-%07x".formatted(cluster, part, part * 0x9E3779B9L))
            .toList(),
        scripts.sha256());
  }

  private static String standInBackups(RedisSentinelArgs args) {
    return args.backups()
        .map(wanted -> new BackupOutput(LONGEST_BUCKET, wanted.prefix(), wanted.every()))
        .map(Backups::line)
        .orElse(LiveSettings.NONE);
  }

  /** Seventeen hexadecimal digits that compress as badly as those of a real volume. */
  private static String standInVolumeId(String key) {
    long mixed = (key.hashCode() + 1L) * 0x9E3779B97F4A7C15L;
    return "vol-0%016x".formatted(mixed);
  }
}
