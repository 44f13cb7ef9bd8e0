package io.redissentinel.lab.workload;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One connection to a server or a sentinel, authenticated; every answer has a time limit. */
final class Resp implements AutoCloseable {
  /** An error reply, such as {@code READONLY ...}. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;

  /**
   * Connects.
   *
   * @param password empty: none
   */
  Resp(Endpoint endpoint, String password, Duration limit) throws IOException {
    int millis = (int) limit.toMillis();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
      in = new BufferedInputStream(socket.getInputStream());
      if (!password.isEmpty()) {
        call("AUTH", password);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** A String, a Long, a List of these, or null. */
  Object call(String... words) throws IOException {
    return pipeline(List.<String[]>of(words)).get(0);
  }

  /** Sends all, then reads all answers; an error reply is thrown when it is read. */
  List<Object> pipeline(List<String[]> commands) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (String[] words : commands) {
      put(request, "*" + words.length);
      for (String word : words) {
        put(request, "$" + word.getBytes(StandardCharsets.UTF_8).length);
        put(request, word);
      }
    }
    request.writeTo(socket.getOutputStream());
    List<Object> replies = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      replies.add(reply());
    }
    return replies;
  }

  private static void put(ByteArrayOutputStream request, String text) {
    request.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    request.write('\r');
    request.write('\n');
  }

  private Object reply() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '-' -> throw new Refused(rest);
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> array(Integer.parseInt(rest));
      default -> throw new IOException("not a reply of Redis: " + line);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("the server closed the connection");
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private List<Object> array(int length) throws IOException {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      items.add(reply());
    }
    return items;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.append((char) c);
    }
    in.read();
    if (line.isEmpty()) {
      throw new IOException("not a reply of Redis: an empty line");
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
