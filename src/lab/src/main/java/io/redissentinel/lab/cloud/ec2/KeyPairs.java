package io.redissentinel.lab.cloud.ec2;

import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.AwsException;
import io.redissentinel.lab.cloud.Ids;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.ResourceType;
import io.redissentinel.lab.cloud.Schema;
import io.redissentinel.lab.cloud.Store;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Public keys that instances accept; the id of a pair is its name. */
public final class KeyPairs implements ResourceType {
  public static final String TOKEN = "aws:ec2/keyPair:KeyPair";

  private static final Schema SCHEMA =
      new Schema()
          .replace("keyName", "keyNamePrefix", "publicKey")
          .required("publicKey")
          .computed("arn", "fingerprint", "keyName", "keyNamePrefix", "keyPairId", "keyType")
          .tags();

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Properties complete(Autoname names, Properties oldInputs, Properties inputs) {
    return names.fill(oldInputs, inputs, "keyName", "keyNamePrefix");
  }

  @Override
  public Resource create(Store store, String urn, Properties inputs) {
    String name = inputs.requireText("keyName");
    if (store.find(TOKEN, name).isPresent()) {
      throw new AwsException(
          "InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
    }
    String[] key = inputs.requireText("publicKey").trim().split("\\s+");
    Properties outputs =
        SCHEMA
            .echo(Properties.empty(), inputs)
            .with("arn", Region.arn("ec2", "key-pair/" + name))
            .with("keyPairId", Ids.random("key"))
            .with("keyType", keyType(key[0]))
            .with("fingerprint", fingerprint(key.length > 1 ? key[1] : ""))
            .withDefault("keyNamePrefix", "");
    return new Resource(name, TOKEN, urn, inputs, outputs);
  }

  static Resource require(Store store, String name) {
    return store
        .find(TOKEN, name)
        .orElseThrow(
            () ->
                new AwsException(
                    "InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"));
  }

  /** AWS takes two kinds only. */
  private static String keyType(String algorithm) {
    return switch (algorithm) {
      case "ssh-ed25519" -> "ed25519";
      case "ssh-rsa" -> "rsa";
      default -> throw badFormat();
    };
  }

  private static String fingerprint(String base64) {
    try {
      byte[] blob = Base64.getDecoder().decode(base64);
      if (blob.length == 0) {
        throw badFormat();
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
      return Base64.getEncoder().encodeToString(hash);
    } catch (IllegalArgumentException e) {
      throw badFormat();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AwsException badFormat() {
    return new AwsException(
        "InvalidKey.Format",
        "Key is not in valid OpenSSH public key format (ssh-ed25519 or ssh-rsa)");
  }
}
