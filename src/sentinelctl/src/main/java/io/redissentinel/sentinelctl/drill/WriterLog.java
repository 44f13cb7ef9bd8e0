package io.redissentinel.sentinelctl.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a writer says, as writes. Times are the node's until they are asked for. */
final class WriterLog {
  private static final Pattern WRITE =
      Pattern.compile("(ack|err) (\\d+) (\\d+\\.\\d+) (\\d+\\.\\d+)(?: (.*))?");
  private static final Pattern MASTER = Pattern.compile("master (\\S+) \\d+\\.\\d+");
  private static final double MILLIS = 1e3;

  private final String writer;
  private final List<Write> writes = new ArrayList<>();
  private String master = "";
  private long acknowledged;

  WriterLog(String writer) {
    this.writer = writer;
  }

  synchronized void hear(String line) {
    Matcher connected = MASTER.matcher(line);
    if (connected.matches()) {
      master = connected.group(1);
      return;
    }
    Matcher write = WRITE.matcher(line);
    if (write.matches()) {
      boolean failed = write.group(1).equals("err");
      String why = write.group(5) == null ? "" : write.group(5);
      writes.add(
          new Write(
              writer,
              Long.parseLong(write.group(2)),
              Double.parseDouble(write.group(3)),
              Double.parseDouble(write.group(4)) / MILLIS,
              why.equals("no master found") ? "" : master,
              !failed ? "" : why.isEmpty() ? "failed" : why));
      if (!failed) {
        acknowledged++;
      }
    }
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  /** The last number that it has used. */
  synchronized long last() {
    return writes.isEmpty() ? 0 : writes.get(writes.size() - 1).number();
  }

  synchronized String lastError() {
    for (int i = writes.size() - 1; i >= 0; i--) {
      if (!writes.get(i).acknowledged()) {
        return writes.get(i).error();
      }
    }
    return "it has not tried to";
  }

  /** All so far, their times changed as given. */
  synchronized List<Write> writes(DoubleUnaryOperator time) {
    return writes.stream()
        .map(
            write ->
                new Write(
                    writer,
                    write.number(),
                    time.applyAsDouble(write.sent()),
                    write.seconds(),
                    write.master(),
                    write.error()))
        .toList();
  }
}
