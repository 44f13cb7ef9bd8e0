package io.redissentinel.lab.cloud;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * S3 in memory. A proxy, since the calls for the settings of a bucket are all alike: a put sets
 * one, a delete takes it away, and a get that finds none fails with an error of its own.
 */
final class FakeS3 implements InvocationHandler {
  private static final Map<String, String> MISSING =
      Map.of(
          "BucketPolicy", "NoSuchBucketPolicy",
          "BucketLifecycle", "NoSuchLifecycleConfiguration",
          "PublicAccessBlock", "NoSuchPublicAccessBlockConfiguration",
          "BucketOwnershipControls", "OwnershipControlsNotFoundError",
          "BucketEncryption", "ServerSideEncryptionConfigurationNotFoundError");

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  private static final class Bucket {
    final Set<String> settings = new TreeSet<>();
    final Map<String, String> keysByVersion = new TreeMap<>();
  }

  S3Client client() {
    return (S3Client)
        Proxy.newProxyInstance(
            S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, this);
  }

  boolean isEmpty() {
    return buckets.isEmpty();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    boolean isCall = arguments != null && arguments[0] instanceof S3Request;
    if (!isCall || name.endsWith("Paginator")) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    S3Request request = (S3Request) arguments[0];
    String bucket = request.getValueForField("Bucket", String.class).orElseThrow();
    if (name.equals("createBucket")) {
      if (buckets.putIfAbsent(bucket, new Bucket()) != null) {
        throw error("BucketAlreadyOwnedByYou");
      }
      return empty(method);
    }
    if (!buckets.containsKey(bucket)) {
      throw error("NoSuchBucket");
    }
    return switch (name) {
      case "listObjectVersions" -> versions(buckets.get(bucket));
      case "deleteObjects" -> delete(buckets.get(bucket), (DeleteObjectsRequest) request);
      default -> {
        change(bucket, name, request);
        yield empty(method);
      }
    };
  }

  private void change(String name, String call, S3Request request) {
    Bucket bucket = buckets.get(name);
    String setting = call.replaceFirst("^[a-z]+", "").replaceFirst("Configuration$", "");
    if (request instanceof PutObjectRequest put) {
      String version = "v" + bucket.keysByVersion.size();
      bucket.keysByVersion.put(version, put.key());
    } else if (call.equals("deleteBucket")) {
      if (!bucket.keysByVersion.isEmpty()) {
        throw error("BucketNotEmpty");
      }
      buckets.remove(name);
    } else if (call.startsWith("put")) {
      bucket.settings.add(setting);
    } else if (call.startsWith("delete")) {
      bucket.settings.remove(setting);
    } else if (MISSING.containsKey(setting) && !bucket.settings.contains(setting)) {
      throw error(MISSING.get(setting));
    }
  }

  /** Every other one counts as a deletion mark. */
  private static ListObjectVersionsResponse versions(Bucket bucket) {
    List<ObjectVersion> versions = new ArrayList<>();
    List<DeleteMarkerEntry> marks = new ArrayList<>();
    bucket.keysByVersion.forEach(
        (version, key) -> {
          if (versions.size() > marks.size()) {
            marks.add(DeleteMarkerEntry.builder().key(key).versionId(version).build());
          } else {
            versions.add(ObjectVersion.builder().key(key).versionId(version).build());
          }
        });
    return ListObjectVersionsResponse.builder().versions(versions).deleteMarkers(marks).build();
  }

  private static DeleteObjectsResponse delete(Bucket bucket, DeleteObjectsRequest request) {
    request.delete().objects().forEach(gone -> bucket.keysByVersion.remove(gone.versionId()));
    return DeleteObjectsResponse.builder().build();
  }

  private static Object empty(Method call) throws ReflectiveOperationException {
    Object builder = call.getReturnType().getMethod("builder").invoke(null);
    return ((software.amazon.awssdk.utils.builder.Buildable) builder).build();
  }

  private static S3Exception error(String code) {
    return (S3Exception)
        S3Exception.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
            .build();
  }
}
