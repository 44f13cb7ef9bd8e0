package io.redissentinel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What others may do with a bucket and all that is in it: the JSON document that S3 takes. */
final class BucketPolicyDocument {
  private static final JsonMapper JSON = new JsonMapper();

  /** What AWS's page on exports names. */
  private static final List<String> TO_EXPORT =
      List.of(
          "s3:PutObject",
          "s3:GetObject",
          "s3:ListBucket",
          "s3:GetBucketAcl",
          "s3:ListMultipartUploadParts",
          "s3:ListBucketMultipartUploads");

  private final String bucketArn;
  private final ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
  private final ArrayNode statements = document.putArray("Statement");

  BucketPolicyDocument(String bucketArn) {
    this.bucketArn = bucketArn;
  }

  /** Refuses whoever comes without TLS, the account's own users too. */
  BucketPolicyDocument denyPlainText() {
    ObjectNode statement =
        statement("OnlyByTls", "Deny").put("Principal", "*").put("Action", "s3:*");
    statement.putObject("Condition").putObject("Bool").put("aws:SecureTransport", "false");
    return this;
  }

  /** Lets ElastiCache of this region write its snapshots. */
  BucketPolicyDocument allowElastiCache(String region) {
    ObjectNode statement = statement("ElastiCacheExport", "Allow");
    statement.putObject("Principal").put("Service", region + ".elasticache-snapshot.amazonaws.com");
    ArrayNode actions = statement.putArray("Action");
    TO_EXPORT.forEach(actions::add);
    return this;
  }

  private ObjectNode statement(String id, String effect) {
    ObjectNode statement = statements.addObject().put("Sid", id).put("Effect", effect);
    statement.putArray("Resource").add(bucketArn).add(bucketArn + "/*");
    return statement;
  }

  @Override
  public String toString() {
    return document.toString();
  }
}
