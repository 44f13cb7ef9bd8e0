package io.redissentinel.lab.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Looks for a history's writes on the master, and removes them. */
final class ReadBack {
  private static final int BATCH = 500;
  private final WorkloadSettings settings;

  ReadBack(WorkloadSettings settings) {
    this.settings = settings;
  }

  /** The keys of acknowledged writes that the master does not have. */
  List<String> missing(History history) throws IOException {
    List<Write> acknowledged = history.writes().stream().filter(Write::acknowledged).toList();
    List<String> missing = new ArrayList<>();
    try (Resp master = new Discovery(settings, new Random(settings.seed())).connect()) {
      for (int begin = 0; begin < acknowledged.size(); begin += BATCH) {
        List<Write> batch =
            acknowledged.subList(begin, Math.min(begin + BATCH, acknowledged.size()));
        List<?> values = (List<?>) master.call(command("MGET", history, batch));
        for (int i = 0; i < batch.size(); i++) {
          if (!Long.toString(batch.get(i).n()).equals(values.get(i))) {
            missing.add(batch.get(i).key(history.run()));
          }
        }
      }
    }
    return missing;
  }

  /** Those too that were not acknowledged: they may be there all the same. */
  void remove(History history) throws IOException {
    List<Write> all = history.writes();
    try (Resp master = new Discovery(settings, new Random(settings.seed())).connect()) {
      for (int begin = 0; begin < all.size(); begin += BATCH) {
        master.call(
            command("UNLINK", history, all.subList(begin, Math.min(begin + BATCH, all.size()))));
      }
    }
  }

  private static String[] command(String name, History history, List<Write> batch) {
    List<String> words = new ArrayList<>(List.of(name));
    batch.forEach(write -> words.add(write.key(history.run())));
    return words.toArray(String[]::new);
  }
}
