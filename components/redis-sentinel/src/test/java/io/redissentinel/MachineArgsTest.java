package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineArgsTest {
  @Test
  void defaults() {
    MachineArgs machine = MachineArgs.builder().build();
    assertThat(machine.architecture()).isEqualTo(Architecture.AMD64);
    assertThat(machine.instanceType()).isEqualTo("t3.small");
    assertThat(machine.imageId()).isEmpty();
    assertThat(machine.volumeSizeGiB()).isEqualTo(20);
    assertThat(machine.protectData()).as("what holds data is kept by default").isTrue();
    assertThat(machine.kmsKeyId()).isEmpty();
    assertThat(machine.awsEndpointUrl()).isEmpty();
    assertThat(Refusals.ofMachine(args -> args)).isEmpty();
  }

  @Test
  void theDefaultInstanceTypeIsOfTheArchitecture() {
    assertThat(MachineArgs.builder().architecture(Architecture.ARM64).build().instanceType())
        .isEqualTo("t4g.small");
  }

  @Test
  void mapping() {
    MachineArgs machine =
        MachineArgs.builder()
            .architecture(Architecture.ARM64)
            .instanceType("r7g.xlarge")
            .imageId("ami-1")
            .volumeSizeGiB(500)
            .protectData(false)
            .kmsKeyId("arn:aws:kms:eu-central-1:111122223333:key/1")
            .awsEndpointUrl("http://10.0.0.9")
            .build();
    assertThat(machine.architecture()).isEqualTo(Architecture.ARM64);
    assertThat(machine.instanceType()).isEqualTo("r7g.xlarge");
    assertThat(machine.imageId()).isPresent();
    assertThat(machine.volumeSizeGiB()).isEqualTo(500);
    assertThat(machine.protectData()).isFalse();
    assertThat(machine.kmsKeyId()).isPresent();
    assertThat(machine.awsEndpointUrl()).contains("http://10.0.0.9");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 16_385})
  void aVolumeOutsideTheRangeOfGp3IsRefused(int sizeGiB) {
    assertThat(Refusals.ofMachine(args -> args.volumeSizeGiB(sizeGiB)))
        .containsExactly(
            "machine.volumeSizeGiB: must be between 1 and 16384, got %d; this is the range of gp3"
                    .formatted(sizeGiB)
                + " volumes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "large", "t3", "T3.small", "t3 small"})
  void whatIsNoInstanceTypeIsRefused(String instanceType) {
    assertThat(Refusals.ofMachine(args -> args.instanceType(instanceType)))
        .singleElement()
        .asString()
        .startsWith("machine.instanceType: must be an EC2 instance type, got ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t3.small", "m6i.large", "x2iedn.metal", "u-6tb1.112xlarge"})
  void instanceTypesAreTaken(String instanceType) {
    assertThat(Refusals.ofMachine(args -> args.instanceType(instanceType))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://",
        "10.0.0.9",
        "ftp://x",
        "http://x/p",
        "http://x:8080",
        "http://$(id)"
      })
  void whatNodesCannotReachAsAwsIsRefused(String url) {
    assertThat(Refusals.ofMachine(args -> args.awsEndpointUrl(url)))
        .singleElement()
        .asString()
        .startsWith("machine.awsEndpointUrl: must be http:// or https:// and a host, with no port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "alias/redis",
        "arn:aws:kms:eu-west-1:111122223333:alias/redis",
        "arn:aws:kms:eu-west-1:111122223333:key/*"
      })
  void aKeyThatARoleCannotNameIsRefused(String key) {
    assertThat(Refusals.ofMachine(args -> args.kmsKeyId(key)))
        .singleElement()
        .asString()
        .startsWith("machine.kmsKeyId: must be the ARN of a key, not of an alias");
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertThat(Refusals.ofMachine(args -> args.imageId("ubuntu")))
        .containsExactly(
            "machine.imageId: must be the id of an image, got 'ubuntu'; as ami-0123abcd");
  }
}
