package io.redissentinel.sentinelctl.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The backups of a cluster.
 *
 * @param bucket the bucket's name
 * @param prefix what all keys begin with; may be empty
 * @param every the time between two: {@code 6h}
 * @param total how many there are
 * @param backups the newest of them, newest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"bucket", "prefix", "every", "total", "backups"})
public record Listed(
    String bucket, String prefix, String every, int total, List<Manifest> backups) {}
