package io.redissentinel.sentinelctl.aws;

import io.redissentinel.sentinelctl.ssh.Console;
import io.redissentinel.sentinelctl.ssh.NodeException;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;

/** Consoles as EC2 keeps them: what was written since the last boot, the last 64 KB of it. */
public final class Ec2Console implements Console {
  private final Function<String, Ec2Client> clients;

  /**
   * Makes consoles.
   *
   * @param clients gives a client for a region
   */
  public Ec2Console(Function<String, Ec2Client> clients) {
    this.clients = clients;
  }

  @Override
  public String text(NodeRef node) {
    String region =
        Ec2.region(node)
            .orElseThrow(
                () ->
                    error(
                        node,
                        "zone %s is no zone of AWS's".formatted(node.zone()),
                        "in the lab, start bin/sentinelctl, which knows where consoles are; elsewhere set SENTINELCTL_CONSOLE",
                        null));
    try (Ec2Client ec2 = clients.apply(region)) {
      // Not all instance types have the latest; of the boot there is always something.
      String latest = console(ec2, node, true);
      return latest.isEmpty()
          ? console(ec2, node, false)
          : console(ec2, node, false) + "\n" + latest;
    } catch (SdkException e) {
      throw error(
          node,
          "ec2:GetConsoleOutput in %s: %s".formatted(region, e.getMessage()),
          "check the credentials (AWS_PROFILE) and the right to ec2:GetConsoleOutput",
          e);
    }
  }

  private static String console(Ec2Client ec2, NodeRef node, boolean latest) {
    try {
      GetConsoleOutputResponse response =
          ec2.getConsoleOutput(
              GetConsoleOutputRequest.builder()
                  .instanceId(node.instanceId())
                  .latest(latest)
                  .build());
      return response.output() == null
          ? ""
          : new String(Base64.getMimeDecoder().decode(response.output()), StandardCharsets.UTF_8);
    } catch (Ec2Exception e) {
      if (latest
          && e.awsErrorDetails() != null
          && "UnsupportedOperation".equals(e.awsErrorDetails().errorCode())) {
        return "";
      }
      throw e;
    }
  }

  private static NodeException error(NodeRef node, String said, String remedy, Exception cause) {
    return new NodeException(node, "its console cannot be read: " + said, remedy, cause);
  }
}
