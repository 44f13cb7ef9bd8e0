package io.redissentinel.sentinelctl.drill;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/** Standard input of something that runs elsewhere: lines as they come, and an end. */
final class Feed extends InputStream {
  private static final byte[] END = {};

  private final LinkedBlockingQueue<byte[]> parts = new LinkedBlockingQueue<>();
  private byte[] current = {0};
  private int position = 1;

  void send(String text) {
    parts.add(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** What is there, not more: whoever reads hands it on at once. */
  @Override
  public synchronized int read(byte[] target, int offset, int length)
      throws InterruptedIOException {
    if (position == current.length && current != END) {
      try {
        current = parts.take();
        position = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
    if (current == END) {
      return -1;
    }
    int n = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, n);
    position += n;
    return n;
  }

  /** What was sent is still read. */
  @Override
  public void close() {
    parts.add(END);
  }
}
