package io.redissentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every address and every block. */
class CidrPropertiesTest {
  @Property
  void anAddressSurvivesBeingWrittenAndRead(@ForAll @LongRange(max = 0xFFFFFFFFL) long value) {
    Ipv4 address = new Ipv4(value);
    assertThat(Ipv4.parse(address.toString())).contains(address);
  }

  @Property
  void aBlockContainsItsBoundsAndNothingBeyond(
      @ForAll @LongRange(max = 0xFFFFFFFFL) long value, @ForAll @IntRange(max = 32) int prefix) {
    Cidr cidr = new Cidr(new Ipv4(value), prefix);
    assertThat(cidr.contains(cidr.base())).isTrue();
    assertThat(cidr.contains(cidr.first())).isTrue();
    assertThat(cidr.contains(cidr.last())).isTrue();
    assertThat(cidr.contains(new Ipv4(cidr.first().value() - 1))).isFalse();
    assertThat(cidr.contains(new Ipv4(cidr.last().value() + 1))).isFalse();
  }
}
