package io.redissentinel.sentinelctl.elasticache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportAccessTest {
  private static final String ALL =
      """
      {"Effect": "Allow", "Principal": {"Service": "eu-west-1.elasticache-snapshot.amazonaws.com"},
       "Action": ["s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:GetBucketAcl",
        "s3:ListMultipartUploadParts", "s3:ListBucketMultipartUploads"],
       "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]}\
      """;

  private static String policy(String... statements) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}"
        .formatted(String.join(",", statements));
  }

  private static java.util.List<String> missing(String policy) {
    return ExportAccess.missing(policy, "eu-west-1", "b");
  }

  @Test
  void thePolicyOfAwssDocumentationIsEnough() {
    assertThat(missing(policy(ALL))).isEmpty();
    // A single statement need not be in a list.
    assertThat(missing("{\"Statement\": %s}".formatted(ALL))).isEmpty();
  }

  @Test
  void wildcardsAreEnough() {
    assertThat(
            missing(
                policy(
                    """
                    {"Effect": "Allow", "Principal": "*", "Action": "S3:*", "Resource": "arn:aws:s3:::b*"}
                    """)))
        .isEmpty();
  }

  @Test
  void withoutAPolicyAllIsMissing() {
    assertThat(missing("")).isEqualTo(ExportAccess.ACTIONS);
    assertThat(missing("no JSON")).isEqualTo(ExportAccess.ACTIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1.elasticache, eu-west-2.elasticache",
    "eu-west-1.elasticache-snapshot, elasticache",
    "Service, AWS",
    "arn:aws:s3:::b, arn:aws:s3:::c",
    "Allow, Deny",
  })
  void anotherPrincipalOrBucketIsNotMeant(String part, String other) {
    assertThat(missing(policy(ALL.replace(part, other)))).isEqualTo(ExportAccess.ACTIONS);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(missing(policy(ALL.replace("s3:GetBucketAcl", "s3:GetBucketTagging"))))
        .containsExactly("s3:GetBucketAcl");
    assertThat(missing(policy(ALL.replace("\"arn:aws:s3:::b\", ", ""))))
        .containsExactly("s3:ListBucket", "s3:GetBucketAcl", "s3:ListBucketMultipartUploads");
  }

  @Test
  void aDenialHoldsUnlessItDependsOnSomething() {
    String denial =
        """
        {"Effect": "Deny", "Principal": "*", "NotAction": "s3:Get*", "Resource": "*"%s}\
        """;
    assertThat(missing(policy(ALL, denial.formatted("")))).contains("s3:PutObject");
    String insecure = ", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}";
    assertThat(missing(policy(ALL, denial.formatted(insecure)))).isEmpty();
  }

  @Test
  void otherPartitionsHaveArnsOfTheirOwn() {
    assertThat(ExportAccess.arn("cn-north-1", "b")).isEqualTo("arn:aws-cn:s3:::b");
    assertThat(ExportAccess.arn("us-gov-west-1", "b")).isEqualTo("arn:aws-us-gov:s3:::b");
  }
}
