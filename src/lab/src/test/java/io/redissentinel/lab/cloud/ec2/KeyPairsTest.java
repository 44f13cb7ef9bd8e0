package io.redissentinel.lab.cloud.ec2;

import static io.redissentinel.lab.cloud.CloudFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissentinel.lab.cloud.CloudFixture;
import io.redissentinel.lab.cloud.Resource;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairsTest {
  static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGbM0Vq3Yb3cQ0o9iWmHq0Zk2r1n9m4jv3k0B4p5yXxT lab";

  @TempDir Path folder;
  private CloudFixture aws;

  @BeforeEach
  void open() {
    aws = new CloudFixture(folder.resolve("aws"));
  }

  @Test
  void areKnownByTheirName() {
    Resource pair = aws.create(KeyPairs.TOKEN, "keyName", "k", "publicKey", KEY);
    assertThat(pair.id()).isEqualTo("k");
    assertThat(pair.outputs().text("keyType")).contains("ed25519");
    refusal(
        "InvalidKeyPair.Duplicate",
        () -> aws.create(KeyPairs.TOKEN, "keyName", "k", "publicKey", KEY));
    aws.delete(pair);
    aws.create(KeyPairs.TOKEN, "keyName", "k", "publicKey", KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ssh-dss AAAA", "ssh-ed25519", "ssh-ed25519 ***"})
  void refuseWhatIsNoKey(String key) {
    refusal(
        "InvalidKey.Format", () -> aws.create(KeyPairs.TOKEN, "keyName", "k", "publicKey", key));
  }
}
