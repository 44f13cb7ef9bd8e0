package io.redissentinel.lab.cloud.lookup;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Host;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Store;
import io.redissentinel.lab.cloud.ssm.Parameters;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Parameters: those that the stack has made, as Parameter Store has them now; and the public ones
 * in which Canonical names its newest images. An id here names the Ubuntu release only: what a node
 * of the lab really boots is the base image that the lab has built.
 */
final class AmiParameters {
  private static final Pattern NAME =
      Pattern.compile(
          "/aws/service/canonical/ubuntu/server/"
              + "(?:(18\\.04|20\\.04|22\\.04)/stable/current/(amd64|arm64)/hvm/ebs-gp2"
              + "|(24\\.04)/stable/current/(amd64|arm64)/hvm/ebs-gp3)/ami-id");

  static final Lookup GET_PARAMETER =
      new Lookup(
          "aws:ssm/getParameter:getParameter",
          Set.of("name", "withDecryption"),
          (store, host, arguments) -> find(store, host, arguments));

  private AmiParameters() {}

  private static Properties find(Store store, Host host, Properties arguments) {
    String name = arguments.requireText("name");
    return store.find(Parameters.TOKEN, name).isPresent()
        ? own(host, name, !arguments.has("withDecryption") || arguments.flag("withDecryption"))
        : image(name);
  }

  private static Properties own(Host host, String name, boolean decrypted) {
    Parameter found =
        host.aws()
            .parameters()
            .getParameter(asked -> asked.name(name).withDecryption(decrypted))
            .parameter();
    return Properties.empty()
        .with("id", name)
        .with("name", name)
        .with("arn", String.valueOf(found.arn()))
        .with("type", String.valueOf(found.typeAsString()))
        .with("value", found.value())
        .with("insecureValue", "")
        .with("version", found.version() == null ? 1 : found.version().intValue());
  }

  private static Properties image(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new AwsException(
          "ParameterNotFound",
          "no parameter "
              + name
              + "; the lab has /aws/service/canonical/ubuntu/server/18.04/stable/current/amd64/hvm"
              + "/ebs-gp2/ami-id and its like");
    }
    String release = matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
    String architecture = matcher.group(2) != null ? matcher.group(2) : matcher.group(4);
    String image = "ami-0lab0ubuntu" + release.replace(".", "") + architecture;
    return Properties.empty()
        .with("id", name)
        .with("name", name)
        .with("arn", "arn:aws:ssm:" + Region.NAME + "::parameter" + name)
        .with("type", "String")
        .with("value", image)
        .with("insecureValue", image)
        .with("version", 1);
  }
}
