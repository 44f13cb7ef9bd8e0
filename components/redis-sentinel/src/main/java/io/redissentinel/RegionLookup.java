package io.redissentinel;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetRegionPlainArgs;
import com.pulumi.aws.outputs.GetRegionResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;

/** Asks the provider which region it works in, however it was told. */
final class RegionLookup {
  private final InvokeOptions options;

  RegionLookup(InvokeOptions options) {
    this.options = options;
  }

  /** The region's name, such as {@code eu-west-1}. */
  Output<String> region() {
    return Checked.answer(
            "the region", AwsFunctions.getRegionPlain(GetRegionPlainArgs.Empty, options))
        .applyValue(GetRegionResult::name);
  }
}
