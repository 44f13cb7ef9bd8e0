package io.redissentinel.lab.provider;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Unknown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Properties as they travel between the engine and the provider. Secrets do not show here: the
 * provider does not accept them, so the engine takes the mark off inputs, and puts it back on the
 * outputs that echo them (pulumi/pulumi, sdk/go/common/resource/plugin/provider_plugin.go,
 * annotateSecrets).
 */
final class Wire {
  /** pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go: one for each kind of value. */
  private static final String UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  private static final Set<String> UNKNOWNS =
      Set.of(
          UNKNOWN_TEXT,
          "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
          "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
          "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
          "030794c1-ac77-496b-92df-f27374a8bd58",
          "e48ece36-62e2-4504-bad9-02848725956a",
          "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

  private Wire() {}

  static Properties read(Struct struct) {
    return new Properties(readMap(struct));
  }

  static Struct write(Properties properties) {
    return writeMap(properties.values());
  }

  private static Map<String, Object> readMap(Struct struct) {
    Map<String, Object> map = new LinkedHashMap<>();
    struct
        .getFieldsMap()
        .forEach(
            (name, value) -> {
              Object item = readValue(value);
              if (item != null) {
                map.put(name, item);
              }
            });
    return map;
  }

  private static Object readValue(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE ->
          UNKNOWNS.contains(value.getStringValue()) ? Unknown.VALUE : value.getStringValue();
      case NUMBER_VALUE -> value.getNumberValue();
      case BOOL_VALUE -> value.getBoolValue();
      case STRUCT_VALUE -> readMap(value.getStructValue());
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream()
              .map(Wire::readValue)
              .filter(item -> item != null)
              .toList();
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }

  private static Struct writeMap(Map<?, ?> map) {
    Struct.Builder struct = Struct.newBuilder();
    map.forEach((name, value) -> struct.putFields((String) name, writeValue(value)));
    return struct.build();
  }

  private static Value writeValue(Object value) {
    Value.Builder builder = Value.newBuilder();
    if (value == null) {
      builder.setNullValue(NullValue.NULL_VALUE);
    } else if (value == Unknown.VALUE) {
      builder.setStringValue(UNKNOWN_TEXT);
    } else if (value instanceof String text) {
      builder.setStringValue(text);
    } else if (value instanceof Boolean flag) {
      builder.setBoolValue(flag);
    } else if (value instanceof Number number) {
      builder.setNumberValue(number.doubleValue());
    } else if (value instanceof Map<?, ?> map) {
      builder.setStructValue(writeMap(map));
    } else if (value instanceof Collection<?> list) {
      ListValue.Builder items = ListValue.newBuilder();
      list.forEach(item -> items.addValues(writeValue(item)));
      builder.setListValue(items);
    } else {
      throw new IllegalStateException("not a property value: " + value.getClass());
    }
    return builder.build();
  }
}
