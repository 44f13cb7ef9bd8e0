package io.redissentinel;

import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.aws.ssm.enums.ParameterType;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import io.redissentinel.bootstrap.Scripts;
import io.redissentinel.bootstrap.ScriptsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scripts that run on the nodes, where a node fetches them at its first boot: user data is too
 * small for them. In Parameter Store, whose standard parameters cost nothing and need neither a
 * bucket nor other rights than the password does; a hash in the user data says what must come out.
 */
final class NodeScripts extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:NodeScripts";

  private final String sha256;
  private final List<Parameter> parameters = new ArrayList<>();

  NodeScripts(String cluster, Output<Map<String, String>> tags, ComponentResourceOptions options) {
    super(TYPE, cluster + "-scripts", options);
    Scripts scripts = Scripts.shipped();
    this.sha256 = scripts.sha256();
    for (String part : scripts.parts()) {
      parameters.add(
          new Parameter(
              cluster + "-scripts-" + parameters.size(),
              ParameterArgs.builder()
                  .description(
                      "What runs on the nodes of %s, part %d of %d"
                          .formatted(cluster, parameters.size() + 1, scripts.parts().size()))
                  .type(ParameterType.String)
                  .value(part)
                  .tags(tags)
                  .build(),
              CustomResourceOptions.builder().parent(this).build()));
    }
    registerOutputs(Map.of("sha256", Output.of(sha256)));
  }

  /** Where a node finds them. */
  Output<ScriptsSpec> spec() {
    return Output.all(parameters.stream().map(Parameter::name).toList())
        .applyValue(names -> new ScriptsSpec(names, sha256));
  }

  /** Exactly the rights that a node needs to fetch them. */
  Output<RolePolicyDocument> policy() {
    return Output.all(parameters.stream().map(Parameter::arn).toList())
        .applyValue(
            arns -> {
              var document = new RolePolicyDocument();
              arns.forEach(arn -> document.allow("ssm:GetParameter", arn));
              return document;
            });
  }
}
