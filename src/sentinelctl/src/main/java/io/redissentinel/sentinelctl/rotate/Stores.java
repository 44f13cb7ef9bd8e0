package io.redissentinel.sentinelctl.rotate;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.aws.AwsClients;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.cluster.NodeFacts;
import java.util.Map;

/** Finds a cluster's store. */
public final class Stores {
  private Stores() {}

  /**
   * The store that the nodes were launched to read from.
   *
   * @throws CtlException if no node says, or the cluster has no password
   */
  public static Store of(ClusterLook look, AwsClients aws) {
    Map<String, String> env =
        look.nodes().stream()
            .flatMap(node -> node.facts().stream())
            .map(NodeFacts::env)
            .findFirst()
            .orElseThrow(() -> new CtlException(ExitCode.UNREACHABLE, "no node can be reached"));
    String id = env.getOrDefault("SECRET_ID", "");
    return switch (env.getOrDefault("AUTH", "none")) {
      case "secrets-manager" -> new SecretStore(aws.secrets(), id);
      case "ssm" -> new ParameterStore(aws.parameters(), id);
      default ->
          throw CtlException.usage(
              "this cluster has no password (auth none), and a running one is not given one: whoever reaches it reads and writes");
    };
  }
}
