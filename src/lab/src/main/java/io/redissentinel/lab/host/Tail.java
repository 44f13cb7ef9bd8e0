package io.redissentinel.lab.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log, for an error message. */
final class Tail {
  private static final int BYTES = 16 * 1024;

  /** A console's colours and cursor movements. */
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\r|\u0007");

  private Tail() {}

  /** The last lines that are not blank; empty where there is no such file. */
  static String of(Path file, int lines) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(log.length(), BYTES);
      byte[] end = new byte[length];
      log.seek(log.length() - length);
      log.readFully(end);
      String text = CONTROL.matcher(new String(end, StandardCharsets.UTF_8)).replaceAll("");
      List<String> all = text.lines().filter(line -> !line.isBlank()).toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
