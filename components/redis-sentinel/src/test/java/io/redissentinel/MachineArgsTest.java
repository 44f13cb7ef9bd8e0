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
            .build();
    assertThat(machine.architecture()).isEqualTo(Architecture.ARM64);
    assertThat(machine.instanceType()).isEqualTo("r7g.xlarge");
    assertThat(machine.imageId()).isPresent();
    assertThat(machine.volumeSizeGiB()).isEqualTo(500);
    assertThat(machine.protectData()).isFalse();
    assertThat(machine.kmsKeyId()).isPresent();
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
}
