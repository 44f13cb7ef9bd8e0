package io.redissentinel.lab.cloud;

import io.redissentinel.lab.cloud.dlm.LifecyclePolicies;
import io.redissentinel.lab.cloud.ec2.Eips;
import io.redissentinel.lab.cloud.ec2.Instances;
import io.redissentinel.lab.cloud.ec2.KeyPairs;
import io.redissentinel.lab.cloud.ec2.NetworkInterfaces;
import io.redissentinel.lab.cloud.ec2.SecurityGroupRules;
import io.redissentinel.lab.cloud.ec2.SecurityGroups;
import io.redissentinel.lab.cloud.ec2.Tags;
import io.redissentinel.lab.cloud.ec2.VolumeAttachments;
import io.redissentinel.lab.cloud.ec2.Volumes;
import io.redissentinel.lab.cloud.iam.InstanceProfiles;
import io.redissentinel.lab.cloud.iam.RolePolicies;
import io.redissentinel.lab.cloud.iam.RolePolicyAttachments;
import io.redissentinel.lab.cloud.iam.Roles;
import io.redissentinel.lab.cloud.lookup.Lookup;
import io.redissentinel.lab.cloud.lookup.Lookups;
import io.redissentinel.lab.cloud.s3.BucketEncryptions;
import io.redissentinel.lab.cloud.s3.BucketLifecycles;
import io.redissentinel.lab.cloud.s3.BucketOwnerships;
import io.redissentinel.lab.cloud.s3.BucketPolicies;
import io.redissentinel.lab.cloud.s3.BucketPublicAccessBlocks;
import io.redissentinel.lab.cloud.s3.BucketVersionings;
import io.redissentinel.lab.cloud.s3.Buckets;
import io.redissentinel.lab.cloud.secretsmanager.SecretVersions;
import io.redissentinel.lab.cloud.secretsmanager.Secrets;
import io.redissentinel.lab.cloud.ssm.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the lab models of AWS, by Pulumi token. */
public final class Catalogue {
  private static final Map<String, ResourceType> TYPES =
      Stream.of(
              new Instances(),
              new NetworkInterfaces(),
              new Volumes(),
              new VolumeAttachments(),
              new SecurityGroups(),
              new SecurityGroupRules(FirewallRule.Direction.INGRESS),
              new SecurityGroupRules(FirewallRule.Direction.EGRESS),
              new KeyPairs(),
              new Tags(),
              new Eips(),
              new Roles(),
              new InstanceProfiles(),
              new RolePolicies(),
              new RolePolicyAttachments(),
              new Secrets(),
              new SecretVersions(),
              new Parameters(),
              new Buckets(),
              new BucketPublicAccessBlocks(),
              new BucketOwnerships(),
              new BucketEncryptions(),
              new BucketVersionings(),
              new BucketLifecycles(),
              new BucketPolicies(),
              new LifecyclePolicies())
          .collect(Collectors.toUnmodifiableMap(ResourceType::token, Function.identity()));

  private static final Map<String, Lookup> LOOKUPS =
      Lookups.all().stream()
          .collect(Collectors.toUnmodifiableMap(Lookup::token, Function.identity()));

  private Catalogue() {}

  public static List<ResourceType> types() {
    return List.copyOf(TYPES.values());
  }

  static ResourceType type(String token) {
    return Optional.ofNullable(TYPES.get(token))
        .orElseThrow(() -> new NotModelledException("the resource type " + token));
  }

  static Lookup lookup(String token) {
    return Optional.ofNullable(LOOKUPS.get(token))
        .orElseThrow(() -> new NotModelledException("the function " + token));
  }
}
