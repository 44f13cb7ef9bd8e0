package io.redissentinel.sentinelctl.cli;

import io.redissentinel.sentinelctl.elasticache.Loading;
import io.redissentinel.sentinelctl.elasticache.Rdb;
import io.redissentinel.sentinelctl.load.LoadResult;
import io.redissentinel.sentinelctl.load.LoadWork;
import io.redissentinel.sentinelctl.load.Loader;
import io.redissentinel.sentinelctl.load.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Loads what is imported as a restore loads a backup. */
final class ImportLoading implements Loading {
  private final Cluster cluster;
  private final Duration nodeTimeout;
  private final Progress progress;
  private final Confirmation confirmation;
  private LoadResult result;

  ImportLoading(
      Cluster cluster, Duration nodeTimeout, Progress progress, Confirmation confirmation) {
    this.cluster = cluster;
    this.nodeTimeout = nodeTimeout;
    this.progress = progress;
    this.confirmation = confirmation;
  }

  @Override
  public void load(List<Rdb> files, boolean replace) {
    LoadWork work =
        new LoadWork(
            cluster.outputs(),
            cluster.shells(),
            cluster.timeout(),
            nodeTimeout,
            progress::step,
            confirmation::ask);
    String id = "import-" + Instant.now().toString().replaceAll("[^0-9]", "").substring(0, 14);
    result =
        new Loader(work, new Loader.Options(replace, nodeTimeout), id)
            .run(files.stream().map(ImportLoading::source).toList());
  }

  /** What it came to; null before it has ended well. */
  LoadResult result() {
    return result;
  }

  private static Source source(Rdb file) {
    if (file instanceof Rdb.Remote remote) {
      return new Source.Url(remote.url(), remote.name());
    }
    return new Source.Upload(((Rdb.Local) file).file());
  }
}
