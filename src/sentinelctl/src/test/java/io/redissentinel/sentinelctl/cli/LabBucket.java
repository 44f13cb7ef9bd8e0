package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.aws.AwsClients;
import io.redissentinel.sentinelctl.stack.NodeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of a lab's. Its S3 is reached as bin/sentinelctl reaches it: by a process that the
 * forwarder runs.
 */
final class LabBucket {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "lab-local-1.elasticache-snapshot.amazonaws.com"},
       "Action": ["s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:GetBucketAcl",
        "s3:ListMultipartUploadParts", "s3:ListBucketMultipartUploads"],
       "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"]}]}
      """;

  private final String lab;
  private final String name;

  LabBucket(String lab, String name) {
    this.lab = lab;
    this.name = name;
  }

  void create() {
    run("create");
  }

  /** Lets ElastiCache export into it. */
  void allowExport() {
    run("allow");
  }

  void put(String key) {
    run("put", key);
  }

  void put(String key, Path file) {
    run("put", key, file.toString());
  }

  List<String> keys() {
    return run("list").lines().toList();
  }

  private String run(String... words) {
    try {
      Path out = Files.createTempFile("bucket", ".out");
      Process process =
          new ProcessBuilder(
                  "python3",
                  ROOT.resolve("bin/lib/aws_forwarder.py").toString(),
                  "/var/lib/redis-sentinel-lab/%s/apis".formatted(lab),
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LabBucket.class.getName(),
                  name,
                  String.join(" ", words))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(1, TimeUnit.MINUTES);
      String said = Files.readString(out);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(said);
      }
      return said;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static void main(String[] arguments) {
    String name = arguments[0];
    String[] words = arguments[1].split(" ");
    NodeRef node = new NodeRef("a", "i-a", "lab-local-1a", "", "", "");
    try (AwsClients clients = AwsClients.of(node)) {
      S3Client s3 = clients.s3();
      switch (words[0]) {
        case "create" ->
            s3.createBucket(
                b ->
                    b.bucket(name)
                        .createBucketConfiguration(c -> c.locationConstraint(clients.region())));
        case "allow" -> s3.putBucketPolicy(p -> p.bucket(name).policy(POLICY.formatted(name)));
        case "put" ->
            s3.putObject(
                p -> p.bucket(name).key(words[1]),
                words.length > 2
                    ? RequestBody.fromFile(Path.of(words[2]))
                    : RequestBody.fromString("something"));
        default ->
            s3.listObjectsV2(l -> l.bucket(name)).contents().stream()
                .map(S3Object::key)
                .forEach(System.out::println);
      }
    }
  }
}
