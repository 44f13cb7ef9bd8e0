package io.redissentinel;

import com.pulumi.aws.s3.BucketAclV2;
import com.pulumi.aws.s3.BucketAclV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.S3Functions;
import com.pulumi.aws.s3.inputs.BucketAclV2AccessControlPolicyArgs;
import com.pulumi.aws.s3.inputs.BucketAclV2AccessControlPolicyGrantArgs;
import com.pulumi.aws.s3.inputs.BucketAclV2AccessControlPolicyGrantGranteeArgs;
import com.pulumi.aws.s3.inputs.BucketAclV2AccessControlPolicyOwnerArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.outputs.GetCanonicalUserIdResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.InvokeArgs;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may reach a bucket: nobody in public, the account's own users and roles as IAM says, and
 * ElastiCache if it is to export. One after the other: S3 refuses changes of one bucket at the same
 * time (OperationAborted).
 */
final class BucketAccess {
  /** To list, to write, and to see that it may: what AWS's page on exports asks for. */
  private static final List<String> TO_EXPORT = List.of("READ", "WRITE", "READ_ACP");

  private final BucketV2 bucket;
  private final BucketScope scope;
  private final InvokeOptions invoke;

  private BucketAccess(BucketV2 bucket, BucketScope scope, InvokeOptions invoke) {
    this.bucket = bucket;
    this.scope = scope;
    this.invoke = invoke;
  }

  static void to(BucketV2 bucket, BucketScope scope, InvokeOptions invoke) {
    var access = new BucketAccess(bucket, scope, invoke);
    Resource owned = access.owned(access.closed());
    if (scope.args().elastiCacheExport() == ElastiCacheExport.ACL) {
      owned = access.listed(owned);
    }
    access.policy(owned);
  }

  private Resource closed() {
    return new BucketPublicAccessBlock(
        scope.name(),
        BucketPublicAccessBlockArgs.builder()
            .bucket(bucket.bucket())
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build(),
        scope.options().build());
  }

  /** Whoever writes an object, the account owns it. Only the second kind has lists at all. */
  private Resource owned(Resource before) {
    boolean lists = scope.args().elastiCacheExport() == ElastiCacheExport.ACL;
    return new BucketOwnershipControls(
        scope.name(),
        BucketOwnershipControlsArgs.builder()
            .bucket(bucket.bucket())
            .rule(
                BucketOwnershipControlsRuleArgs.builder()
                    .objectOwnership(lists ? "BucketOwnerPreferred" : "BucketOwnerEnforced")
                    .build())
            .build(),
        scope.options().dependsOn(before).build());
  }

  private Resource listed(Resource before) {
    Output<BucketAclV2AccessControlPolicyArgs> list =
        Output.tuple(owner(), scope.region()).applyValue(known -> list(known.t1, known.t2));
    return new BucketAclV2(
        scope.name(),
        BucketAclV2Args.builder().bucket(bucket.bucket()).accessControlPolicy(list).build(),
        scope.options().dependsOn(before).build());
  }

  /** Asked for once the region is accepted, so that a refusal of that is all that is said. */
  private Output<String> owner() {
    return scope
        .region()
        .apply(
            accepted ->
                Checked.answer(
                    "the account's canonical user id",
                    S3Functions.getCanonicalUserIdPlain(InvokeArgs.Empty, invoke)))
        .applyValue(GetCanonicalUserIdResult::id);
  }

  /** The whole list: what it does not name, the owner's own rights too, S3 takes away. */
  private static BucketAclV2AccessControlPolicyArgs list(String owner, String region) {
    List<BucketAclV2AccessControlPolicyGrantArgs> grants = new ArrayList<>();
    grants.add(grant(owner, "FULL_CONTROL"));
    String elastiCache = ElastiCacheAccounts.canonicalId(region).orElseThrow();
    TO_EXPORT.forEach(permission -> grants.add(grant(elastiCache, permission)));
    return BucketAclV2AccessControlPolicyArgs.builder()
        .owner(BucketAclV2AccessControlPolicyOwnerArgs.builder().id(owner).build())
        .grants(grants)
        .build();
  }

  private static BucketAclV2AccessControlPolicyGrantArgs grant(String id, String permission) {
    return BucketAclV2AccessControlPolicyGrantArgs.builder()
        .grantee(
            BucketAclV2AccessControlPolicyGrantGranteeArgs.builder()
                .type("CanonicalUser")
                .id(id)
                .build())
        .permission(permission)
        .build();
  }

  private void policy(Resource before) {
    Output<String> policy =
        Output.tuple(bucket.arn(), scope.region())
            .applyValue(known -> document(known.t1, known.t2).toString());
    new BucketPolicy(
        scope.name(),
        BucketPolicyArgs.builder().bucket(bucket.bucket()).policy(policy).build(),
        scope.options().dependsOn(before).build());
  }

  private BucketPolicyDocument document(String bucketArn, String region) {
    var document = new BucketPolicyDocument(bucketArn).denyPlainText();
    return scope.args().elastiCacheExport() == ElastiCacheExport.POLICY
        ? document.allowElastiCache(region)
        : document;
  }
}
