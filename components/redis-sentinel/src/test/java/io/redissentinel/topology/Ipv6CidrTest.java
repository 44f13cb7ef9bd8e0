package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6CidrTest {
  @ParameterizedTest
  @CsvSource({
    "::/0, ::/0",
    "::1/128, ::1/128",
    "2001:DB8::1/32, 2001:db8::/32",
    "2001:0db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128",
    "2001:db8:0:1:1:1:1:1/128, 2001:db8:0:1:1:1:1:1/128",
    "ffff:ffff::/17, ffff:8000::/17",
    "1:2:3:4:5:6:7::/128, 1:2:3:4:5:6:7:0/128",
  })
  void aBlockIsWrittenAsAwsTakesIt(String text, String canonical) {
    assertThat(Ipv6Cidr.parse(text).orElseThrow().canonical()).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "::",
        "::/129",
        "::/01",
        ":::/0",
        "1::2::3/64",
        "1:2:3/64",
        ":1:2:3:4:5:6:7/64",
        "1:2:3:4:5:6:7:8:9/64",
        "1:2:3:4:5:6:7:8::/64",
        "12345::/16",
        "g::/16",
        "::10.0.0.1/128",
        "fe80::1%eth0/64",
        "10.0.0.0/8"
      })
  void whatIsNoBlockIsNotTakenForOne(String text) {
    assertThat(Ipv6Cidr.parse(text)).isEmpty();
  }

  @Property(tries = 300)
  void aBlockSurvivesBeingWrittenAndRead(
      @ForAll @Size(8) List<@IntRange(max = 0xFFFF) Integer> groups,
      @ForAll @IntRange(max = 128) int prefixLength) {
    Ipv6Cidr cidr = new Ipv6Cidr(groups, prefixLength).canonical();
    assertThat(Ipv6Cidr.parse(cidr.toString())).contains(cidr);
    assertThat(cidr.canonical()).isEqualTo(cidr);
  }
}
