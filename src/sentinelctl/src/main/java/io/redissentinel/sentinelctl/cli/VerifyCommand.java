package io.redissentinel.sentinelctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.aws.Ec2;
import io.redissentinel.sentinelctl.aws.Ec2Groups;
import io.redissentinel.sentinelctl.aws.GroupRules;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.verify.Access;
import io.redissentinel.sentinelctl.verify.Situation;
import io.redissentinel.sentinelctl.verify.Verification;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@code sentinelctl verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Checks everything that must be true of the cluster.",
    description = {
      "Checks everything that must be true of the cluster, a line each: passed, failed with a remedy, or not"
          + " checkable with the reason. Changes nothing.",
      "",
      "Exit code 0 nothing failed, 3 something did, 4 no quorum, 5 no node can be reached."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  /** What AWS says, or why it says nothing. */
  private record Rules(Optional<GroupRules> rules, String why, Optional<Access> access) {
    static Rules none(String why) {
      return new Rules(Optional.empty(), why, Optional.empty());
    }
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Progress progress = new Progress(System.err);
    try (Cluster cluster = target.open(progress)) {
      CompletableFuture<Rules> rules = CompletableFuture.supplyAsync(() -> rules(cluster));
      ClusterLook look = cluster.lookWithBackups(progress);
      Rules known = rules.join();
      Verification verification =
          Verification.of(new Situation(look, known.rules(), known.why(), known.access()));
      System.out.println(
          output == Format.json
              ? new JsonMapper().writeValueAsString(VerificationJson.of(verification))
              : VerificationText.of(verification, Style.ofEnvironment()));
      return verification.exitCode();
    }
  }

  private static Rules rules(Cluster cluster) {
    Optional<String> region = Ec2.region(cluster.outputs().nodes().get(0));
    Optional<String> group = cluster.outputs().securityGroupId();
    if (region.isEmpty()) {
      return Rules.none(
          "there is no EC2 to ask: the lab's rules are packet filters of this machine");
    }
    if (group.isEmpty()) {
      return Rules.none("the stack does not export securityGroupId");
    }
    try (Ec2Client ec2 = Ec2.client(region.get())) {
      GroupRules rules = Ec2Groups.read(ec2, group.get(), cluster.outputs().nodes());
      return new Rules(Optional.of(rules), "", access(cluster));
    } catch (SdkException e) {
      return Rules.none(
          "EC2 cannot be asked (credentials with ec2:DescribeSecurityGroupRules and ec2:DescribeNetworkInterfaces are needed): "
              + e.getMessage());
    }
  }

  private static Optional<Access> access(Cluster cluster) {
    try {
      return Access.parse(cluster.stack().configuration(), cluster.stack().project());
    } catch (CtlException e) {
      return Optional.empty();
    }
  }
}
