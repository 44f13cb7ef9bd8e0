package io.redissentinel;

import io.redissentinel.topology.ClusterSize;
import io.redissentinel.topology.Problems;
import java.util.List;

/** What is wrong with the arguments of a cluster, each by itself and with each other. */
final class ArgumentProblems {
  private ArgumentProblems() {}

  static Problems of(RedisSentinelArgs args) {
    Problems problems = new Problems();
    int count = args.nodes().count();
    args.nodes().check("nodes", problems);
    args.machine().check("machine", problems);
    args.access().check("access", problems);
    args.auth().check("auth", problems);
    args.redis().check("redis", count, problems);
    args.persistence().check("persistence", problems);
    args.memory().check("memory", problems);
    ClusterSettings.checkSize(args, problems);
    args.sentinel().check("sentinel", count, problems);
    checkPorts(args, problems);
    args.backups().ifPresent(backups -> backups.check("backups", problems));
    args.restoreFrom().ifPresent(url -> checkRestoreFrom(url, problems));
    args.volumeSnapshots().ifPresent(snapshots -> snapshots.check("volumeSnapshots", problems));
    checkRollout(args, problems);
    return problems;
  }

  private static void checkPorts(RedisSentinelArgs args, Problems problems) {
    if (args.redis().port() == args.sentinel().port()) {
      problems.add(
          "sentinel.port",
          "differ from the port of the Redis servers",
          args.sentinel().port(),
          "choose another for one");
    }
  }

  private static void checkRestoreFrom(String url, Problems problems) {
    problems.requireForm(
        "restoreFrom",
        url,
        S3Names.OBJECT_URL,
        "be s3://BUCKET/KEY.rdb, with a key of letters, digits and '/_.=+@:,-'",
        "take the key of a backup, or of an export of ElastiCache");
  }

  private static void checkRollout(RedisSentinelArgs args, Problems problems) {
    List<String> keys = args.nodes().keys();
    for (String key : args.rollout()) {
      if (!keys.contains(key)) {
        problems.add("rollout", "name nodes of " + keys, key, "take the key from the nodes output");
      }
    }
    int spare = args.nodes().count() - ClusterSize.majorityOf(args.nodes().count());
    if (args.rollout().size() > spare) {
      problems.add(
          "rollout",
          "leave a majority of the nodes running, so name at most " + spare,
          args.rollout().size(),
          "roll out one node at a time");
    }
  }
}
