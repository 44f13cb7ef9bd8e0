package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.Map;

/**
 * What all parts of one bucket share.
 *
 * @param name their name
 * @param args the component's arguments
 * @param region the region that the bucket is in, once it is accepted
 * @param parent the component
 */
record BucketScope(String name, SnapshotBucketArgs args, Output<String> region, Resource parent) {
  /** These wait for the region, so that nothing at all is made where it is refused. */
  Output<Map<String, String>> tags() {
    return region.applyValue(accepted -> Map.of(Tags.NAME, name));
  }

  CustomResourceOptions.Builder options() {
    return CustomResourceOptions.builder().parent(parent);
  }
}
