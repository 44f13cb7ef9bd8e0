package io.redissentinel.sentinelctl.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redissentinel.sentinelctl.ssh.NodeShell;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Python program on its way to a node: modules in the order in which they need each other. They
 * go in by standard input, as one line, so that what follows is the program's own; the node's
 * modules (and by them the password, which stays there) are within its reach.
 */
enum PythonScript {
  WRITER("link", "seek", "writer"),
  LISTENER("link", "listener"),
  KEYS("link", "seek", "writer", "keys");

  private static final String LOADER =
      "import sys; sys.path.insert(0, '/usr/local/lib/redis-node')\n"
          + Resource.text("node/load.py");

  private final List<String> modules;

  PythonScript(String... modules) {
    this.modules = List.of(modules);
  }

  /** The command that runs it. */
  String command(List<String> arguments) {
    return "sudo -n python3 -c %s %s"
        .formatted(
            NodeShell.quote(LOADER),
            arguments.stream().map(NodeShell::quote).collect(Collectors.joining(" ")));
  }

  /** The line that it reads first. */
  String source() {
    JsonMapper json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try {
      return json.writeValueAsString(
              modules.stream()
                  .map(name -> List.of(name, Resource.text("node/" + name + ".py")))
                  .toList())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
