package io.redissentinel.lab.host;

import io.redissentinel.lab.cloud.HostException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One at a time, over all threads and JVMs. */
public final class StateLock {
  static final String FILE = "host.lock";

  private StateLock() {}

  /** For what belongs to the lab as a whole. */
  static void hold(LabSettings lab, Runnable work) {
    Folders.create(lab.state());
    hold(lab.state().resolve(FILE), work);
  }

  /**
   * For what a file stands for.
   *
   * @param file made if absent, in a folder that is there
   */
  public static void hold(Path file, Runnable work) {
    // A file lock is the JVM's, not the thread's.
    synchronized (StateLock.class) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid()) {
          work.run();
        }
      } catch (IOException e) {
        throw new HostException("cannot lock " + file, e);
      }
    }
  }
}
