package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.aws.AwsClients;
import io.redissentinel.sentinelctl.rotate.NewPassword;
import io.redissentinel.sentinelctl.rotate.Rotate;
import io.redissentinel.sentinelctl.rotate.RotateWork;
import io.redissentinel.sentinelctl.rotate.Store;
import io.redissentinel.sentinelctl.rotate.Stores;
import io.redissentinel.sentinelctl.stack.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code sentinelctl rotate-password}. */
@Command(
    name = "rotate-password",
    mixinStandardHelpOptions = true,
    header = "Gives the cluster another password, with no outage and no failover.",
    description = {
      "Puts a new password into the store (Secrets Manager or SSM), has every node fetch it, all Redis servers"
          + " take it within a second, and restarts the sentinels with it one at a time; then the store calls it"
          + " its current one, and the old one goes. Connections that are there stay; new ones need the new one.",
      "",
      "Stops at the first doubt. Run it again to go on: what is done is not done again. Needs AWS credentials that"
          + " may read and write the password; the nodes need no further right."
    })
final class RotatePasswordCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Mixin private Confirmation confirmation;

  @ArgGroup private Source source = new Source();

  @Option(names = "--dry-run", description = "Prints the plan, and changes nothing.")
  private boolean dryRun;

  @Option(
      names = "--node-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "5m",
      description =
          "How long a node that is away in the middle may take to be back (default: ${DEFAULT-VALUE}).")
  private Duration nodeTimeout = Duration.ofMinutes(5);

  /** Where the password comes from, or that there is to be none. */
  private static final class Source {
    @Option(
        names = "--password-stdin",
        description = "Takes the password from standard input, and makes none up.")
    private boolean stdin;

    @Option(
        names = "--from-config",
        description =
            "Takes the one that the stack's configuration has (`password`): what the stack holds back.")
    private boolean config;

    @Option(
        names = "--abandon",
        description = "Goes back to the password from before a rotation that is under way.")
    private boolean abandon;
  }

  @Override
  public Integer call() {
    Progress progress = new Progress(System.err);
    Optional<String> given = source.stdin ? Optional.of(read()) : Optional.empty();
    try (Cluster cluster = target.open(progress);
        AwsClients aws = AwsClients.of(cluster.outputs().nodes().get(0))) {
      if (source.config) {
        given = Optional.of(configured(cluster.stack()));
      }
      Store store = Stores.of(cluster.look(progress), aws);
      RotateWork work =
          new RotateWork(cluster.outputs(), cluster.shells(), cluster.timeout(), progress::step);
      Rotate rotate = new Rotate(work, store, nodeTimeout);
      if (dryRun) {
        rotate.plan().forEach(System.out::println);
        return 0;
      }
      confirmation.ask(
          source.abandon ? "Go back to the old password?" : "Give the cluster another password?");
      AwaitedStop stop = new AwaitedStop(rotate::stop, progress);
      try {
        return source.abandon ? abandon(rotate) : rotate(rotate, given);
      } finally {
        stop.close();
      }
    } catch (SdkException e) {
      throw CtlException.failed(
          "the password's store cannot be used: %s; `sentinelctl rotate-password` goes on from here when it can. It needs secretsmanager:DescribeSecret, GetSecretValue, PutSecretValue, UpdateSecretVersionStage and GetRandomPassword; with SSM ssm:GetParameter and PutParameter"
              .formatted(e.getMessage()));
    }
  }

  private static int rotate(Rotate rotate, Optional<String> given) {
    if (!rotate.run(given)) {
      System.out.println("nothing to do: the cluster has that password");
      return 0;
    }
    System.out.println(
        """
        every node has the new password, and the old one is refused
        clients: connections that are there stay; new ones need the new password, from the store
        the stack's output redisPassword shows it after the next `pulumi up`\
        """);
    return 0;
  }

  private static int abandon(Rotate rotate) {
    rotate.abandon();
    System.out.println("every node has the old password; the new one is given up");
    return 0;
  }

  private static String read() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return NewPassword.checked("--password-stdin", line == null ? "" : line);
    } catch (IOException e) {
      throw CtlException.usage("--password-stdin: " + e.getMessage());
    }
  }

  private static String configured(Stack stack) {
    String path = stack.project() + ":password";
    return NewPassword.checked(
        "--from-config",
        stack
            .config(path)
            .orElseThrow(
                () ->
                    CtlException.usage(
                        "--from-config: the stack's configuration has no %s; set it (`pulumi config set --secret password`), or leave the option out"
                            .formatted(path))));
  }
}
