package io.redissentinel.sentinelctl.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The backups that a node makes and knows of. */
public final class NodeBackups {
  private static final String COMMAND = "sudo -n redis-node-backup ";
  private static final int NOT_FOUND = 127;
  private static final JsonMapper JSON = new JsonMapper();

  private final NodeShell shell;

  /** Those that the node of this shell makes and knows of. */
  public NodeBackups(NodeShell shell) {
    this.shell = shell;
  }

  /**
   * Has the node make a backup now. It goes on with it if the connection breaks.
   *
   * @param progress gets the node's lines as they come
   * @throws CtlException if it cannot, or one is under way there
   */
  public Manifest make(OutputStream progress) {
    return read(run("run", progress), Manifest.class, "key");
  }

  /**
   * The backups in the bucket, of all nodes.
   *
   * @param most how many, counted from the newest; 0 for all
   * @throws CtlException if none are configured, or S3 cannot be read
   */
  public Listed list(int most) {
    // What it says there, its error says too.
    return read(
        run("list --limit " + most, OutputStream.nullOutputStream()), Listed.class, "backups");
  }

  private JsonNode run(String arguments, OutputStream progress) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = shell.stream(COMMAND + arguments, InputStream.nullInputStream(), out, progress);
    JsonNode answer = lastLine(out.toString(StandardCharsets.UTF_8));
    if (answer.hasNonNull("error")) {
      throw CtlException.failed(
          "%s: no backup: %s".formatted(shell.node(), answer.get("error").asText()));
    }
    if (code == 0) {
      return answer;
    }
    throw CtlException.failed(
        code == NOT_FOUND
            ? "%s: there is no redis-node-backup: it runs an earlier release; `sentinelctl roll` brings the nodes up to date"
                .formatted(shell.node())
            : "%s: `%s%s`: exit code %d; the user that logs in needs sudo without a password"
                .formatted(shell.node(), COMMAND, arguments, code));
  }

  private <T> T read(JsonNode answer, Class<T> type, String required) {
    if (!answer.hasNonNull(required)) {
      throw CtlException.failed(
          "%s: redis-node-backup gave no answer that can be read: %s"
              .formatted(shell.node(), answer));
    }
    return JSON.convertValue(answer, type);
  }

  private static JsonNode lastLine(String stdout) {
    List<String> lines = stdout.lines().filter(line -> line.startsWith("{")).toList();
    try {
      return lines.isEmpty() ? JSON.createObjectNode() : JSON.readTree(lines.get(lines.size() - 1));
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
