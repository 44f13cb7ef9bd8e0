package io.redissentinel.sentinelctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/lib/aws_forwarder.py, as bin/sentinelctl starts it for commands that ask AWS. */
class AwsForwarderTest {
  private static final Path PROGRAM =
      Path.of("../../bin/lib/aws_forwarder.py").toAbsolutePath().normalize();
  private static final String ASK =
      "python3 -c 'import os, urllib.request as r; print(r.urlopen(os.environ[\"AWS_ENDPOINT_URL\"]).read().decode())'";

  @TempDir private Path apis;
  private ServerSocketChannel server;

  /** What a command ended with. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void anAnswerAtTheSocket() throws IOException {
    Files.writeString(
        apis.resolve("credentials.json"),
        "{\"administrator\": {\"accessKeyId\": \"lab-id\", \"secretAccessKey\": \"lab-secret\"}}");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(apis.resolve("socket")));
    Thread thread = new Thread(this::answer, "answer");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void answer() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        client.read(ByteBuffer.allocate(4096));
        client.write(
            ByteBuffer.wrap(
                "HTTP/1.0 200 OK\r\n\r\nfrom the lab".getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static Ended run(Path apis, Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(List.of("python3", PROGRAM.toString(), apis.toString(), "sh", "-c"));
    argv.add(command);
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }

  @Test
  void theCommandFindsTheLabAndEndsWithItsOwnCode() throws Exception {
    assertThat(run(apis, Map.of(), ASK + "; exit 7")).isEqualTo(new Ended(7, "from the lab\n"));
  }

  @Test
  void aProxyOfTheUsersIsNotAsked() throws Exception {
    assertThat(run(apis, Map.of("http_proxy", "http://127.0.0.1:9"), ASK).said())
        .isEqualTo("from the lab\n");
  }

  @Test
  void nothingOfTheUsersAwsIsLeft() throws Exception {
    Ended ended =
        run(
            apis,
            Map.of(
                "AWS_PROFILE", "prod",
                "AWS_SESSION_TOKEN", "users",
                "AWS_ENDPOINT_URL_S3", "http://example.com",
                "AWS_SECRET_ACCESS_KEY", "users"),
            "env | grep ^AWS_");
    assertThat(ended.said())
        .contains(
            "AWS_REGION=lab-local-1",
            "AWS_ACCESS_KEY_ID=lab-id",
            "AWS_SECRET_ACCESS_KEY=lab-secret",
            "AWS_ENDPOINT_URL=http://127.0.0.1:")
        .doesNotContain("users", "prod", "example.com");
  }

  @Test
  void theCredentialsAreOnNoCommandLine() throws Exception {
    assertThat(run(apis, Map.of(), "cat /proc/$PPID/cmdline /proc/$$/cmdline").said())
        .doesNotContain("lab-secret");
  }

  @Test
  void withoutALabThatIsSaid(@TempDir Path nothing) throws Exception {
    Ended ended = run(nothing, Map.of(), "true");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("the lab's AWS services cannot be used", "bin/lab status");
  }
}
