package io.redissentinel.sentinelctl.elasticache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a bucket's policy lets ElastiCache's export do. Read as far as it can be from outside: a
 * condition may hold or not, so one that allows is believed, and one that denies is not. The last
 * word is ElastiCache's own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-exporting.html">ElastiCache:
 *     exporting a backup</a>
 */
final class ExportAccess {
  /** All that an export does, in the order of AWS's documentation. */
  static final List<String> ACTIONS =
      List.of(
          "s3:PutObject",
          "s3:GetObject",
          "s3:ListBucket",
          "s3:GetBucketAcl",
          "s3:ListMultipartUploadParts",
          "s3:ListBucketMultipartUploads");

  private static final Set<String> ON_OBJECTS =
      Set.of("s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts");

  private ExportAccess() {}

  /** Whom a policy names. */
  static String principal(String region) {
    return region + ".elasticache-snapshot.amazonaws.com";
  }

  /** How a bucket's ARN begins in a region's partition. */
  static String arn(String region, String bucket) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return "arn:%s:s3:::%s".formatted(partition, bucket);
  }

  /**
   * The actions that a policy does not allow.
   *
   * @param policy the bucket's policy as JSON; empty if it has none
   */
  static List<String> missing(String policy, String region, String bucket) {
    JsonNode statements;
    try {
      statements = new JsonMapper().readTree(policy.isEmpty() ? "{}" : policy).path("Statement");
    } catch (JsonProcessingException e) {
      return ACTIONS;
    }
    List<JsonNode> about = new ArrayList<>();
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      if (names(statement.path("Principal"), region)) {
        about.add(statement);
      }
    }
    return ACTIONS.stream().filter(action -> !allowed(about, action, region, bucket)).toList();
  }

  private static boolean allowed(
      List<JsonNode> statements, String action, String region, String bucket) {
    String resource = arn(region, bucket) + (ON_OBJECTS.contains(action) ? "/export-0001.rdb" : "");
    boolean allowed = false;
    for (JsonNode statement : statements) {
      if (!concerns(statement, "Action", action) || !concerns(statement, "Resource", resource)) {
        continue;
      }
      if (statement.path("Effect").asText().equals("Allow")) {
        allowed = true;
      } else if (statement.path("Condition").isEmpty()) {
        return false;
      }
    }
    return allowed;
  }

  private static boolean names(JsonNode principal, String region) {
    if (principal.asText().equals("*")) {
      return true;
    }
    List<String> services = texts(principal.path("Service"));
    return services.contains("*")
        || services.contains(principal(region))
        || services.contains(principal(region) + ".cn")
        || texts(principal.path("AWS")).contains("*");
  }

  private static boolean concerns(JsonNode statement, String element, String value) {
    boolean inverted = statement.has("Not" + element);
    boolean matches =
        texts(statement.path(inverted ? "Not" + element : element)).stream()
            .anyMatch(pattern -> glob(pattern).matcher(value).matches());
    return matches != inverted;
  }

  private static Pattern glob(String pattern) {
    String expression = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else if (node.isTextual()) {
      texts.add(node.asText());
    }
    return texts;
  }
}
