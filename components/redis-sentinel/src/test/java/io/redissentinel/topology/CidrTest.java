package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.01",
        "10.0.0.1 ",
        "a.b.c.d",
        "::1",
        "1.2.3.4.5"
      })
  void whatIsNoAddressIsNotTakenForOne(String text) {
    assertThat(Ipv4.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0/8",
        "::/0",
        "/8"
      })
  void whatIsNoBlockIsNotTakenForOne(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.1.0/24, 10.77.1.0, 10.77.1.255, 256",
    "10.77.1.77/24, 10.77.1.0, 10.77.1.255, 256",
    "10.77.1.16/28, 10.77.1.16, 10.77.1.31, 16",
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255, 4294967296",
    "203.0.113.7/32, 203.0.113.7, 203.0.113.7, 1",
  })
  void aBlockHasItsBounds(String text, String first, String last, long size) {
    Cidr cidr = Cidr.parse(text).orElseThrow();
    assertThat(cidr.first()).hasToString(first);
    assertThat(cidr.last()).hasToString(last);
    assertThat(cidr.size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.1.0, true",
    "10.77.1.1, true",
    "10.77.1.2, true",
    "10.77.1.3, true",
    "10.77.1.4, false",
    "10.77.1.254, false",
    "10.77.1.255, true",
    "10.77.2.0, false",
  })
  void awsKeepsTheFirstFourAddressesAndTheLast(String address, boolean reserved) {
    Cidr subnet = Cidr.parse("10.77.1.0/24").orElseThrow();
    assertThat(subnet.reserves(Ipv4.parse(address).orElseThrow())).isEqualTo(reserved);
  }

  @Test
  void theCanonicalFormBeginsWithTheFirstAddress() {
    assertThat(Cidr.parse("10.77.1.5/24").orElseThrow().canonical()).hasToString("10.77.1.0/24");
  }
}
