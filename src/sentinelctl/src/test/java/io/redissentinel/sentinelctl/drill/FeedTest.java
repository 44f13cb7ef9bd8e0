package io.redissentinel.sentinelctl.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FeedTest {
  private final Feed feed = new Feed();

  private String read(int length) throws IOException {
    byte[] bytes = new byte[length];
    int n = feed.read(bytes, 0, length);
    return n < 0 ? null : new String(bytes, 0, n, StandardCharsets.UTF_8);
  }

  @Test
  void whatIsThereIsReadAndNotWaitedForMore() throws IOException {
    feed.send("abc");
    feed.send("de");
    assertThat(read(2)).isEqualTo("ab");
    assertThat(read(100)).isEqualTo("c");
    assertThat(read(100)).isEqualTo("de");
  }

  @Test
  void theEndComesBehindAllThatWasSent() throws IOException {
    feed.send("a");
    feed.close();
    assertThat(feed.read()).isEqualTo('a');
    assertThat(feed.read()).isEqualTo(-1);
    assertThat(read(10)).isNull();
  }
}
