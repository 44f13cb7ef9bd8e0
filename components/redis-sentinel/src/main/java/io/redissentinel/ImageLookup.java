package io.redissentinel;

import com.pulumi.aws.ssm.SsmFunctions;
import com.pulumi.aws.ssm.inputs.GetParameterPlainArgs;
import com.pulumi.aws.ssm.outputs.GetParameterResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;

/** Finds the machine image. */
final class ImageLookup {
  /**
   * Canonical publishes its current images as public parameters, in every region. A look-up of the
   * image by name would have to ask for deprecated ones too, as all of 18.04 are.
   *
   * @see <a
   *     href="https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/">Find
   *     Ubuntu images on AWS</a>
   */
  private static final String PARAMETER =
      "/aws/service/canonical/ubuntu/server/18.04/stable/current/%s/hvm/ebs-gp2/ami-id";

  private final InvokeOptions options;

  ImageLookup(InvokeOptions options) {
    this.options = options;
  }

  /** The image that was asked for, else Canonical's current one of Ubuntu 18.04. */
  Output<String> imageId(MachineArgs machine) {
    return machine.imageId().orElseGet(() -> ubuntu(machine.architecture()));
  }

  private Output<String> ubuntu(Architecture architecture) {
    String name = PARAMETER.formatted(architecture);
    var query = GetParameterPlainArgs.builder().name(name).build();
    // Not value(): the provider marks that one as secret.
    return Checked.answer(
            "Canonical's image " + name, SsmFunctions.getParameterPlain(query, options))
        .applyValue(GetParameterResult::insecureValue);
  }
}
