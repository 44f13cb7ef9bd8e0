package io.redissentinel.lab.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Unknown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {

  @Test
  void carriesEveryKindOfValueThereAndBack() {
    Properties properties =
        new Properties(
            Map.of(
                "text",
                "x",
                "flag",
                true,
                "whole",
                8L,
                "part",
                0.5,
                "unknown",
                Unknown.VALUE,
                "list",
                List.of("a", Map.of("b", Unknown.VALUE))));
    assertThat(Wire.read(Wire.write(properties))).isEqualTo(properties);
  }

  @Test
  void dropsNulls() {
    Struct struct =
        Struct.newBuilder()
            .putFields("none", Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build())
            .build();
    assertThat(Wire.read(struct)).isEqualTo(Properties.empty());
  }

  @Test
  void knowsTheTypeInAUrn() {
    assertThat(
            Urns.type(
                "urn:pulumi:s::p::redis-sentinel:index:RedisSentinel$redis-sentinel:index:Node"
                    + "$aws:ec2/instance:Instance::redis-a"))
        .isEqualTo("aws:ec2/instance:Instance");
  }
}
