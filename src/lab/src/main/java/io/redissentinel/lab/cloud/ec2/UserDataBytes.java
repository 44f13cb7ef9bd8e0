package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Properties;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** An instance's user data, given as text or as base64. */
final class UserDataBytes {
  /** Raw, before base64: EC2 User Guide, "Run commands when you launch an EC2 instance". */
  private static final int LIMIT = 16_384;

  private UserDataBytes() {}

  static byte[] of(Properties inputs) {
    return inputs
        .text("userDataBase64")
        .map(base64 -> Base64.getDecoder().decode(base64))
        .orElseGet(() -> inputs.text("userData").orElse("").getBytes(StandardCharsets.UTF_8));
  }

  static boolean isBase64(Properties inputs) {
    try {
      Optional<String> base64 = inputs.text("userDataBase64");
      base64.ifPresent(Base64.getDecoder()::decode);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static void requireFit(Properties inputs) {
    int size = of(inputs).length;
    if (size > LIMIT) {
      throw new AwsException(
          "InvalidParameterValue", "User data is limited to " + LIMIT + " bytes, got " + size);
    }
  }
}
