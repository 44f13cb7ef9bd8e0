package io.redissentinel.lab.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StsCredentialsTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/node";
  private static final String GRANTED =
      """
      <AssumeRoleResponse><AssumeRoleResult><Credentials>
        <AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>key</SecretAccessKey>
        <SessionToken>token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
      </Credentials><AssumedRoleUser>
        <Arn>arn:aws:sts::000000000000:assumed-role/node/i-1</Arn>
        <AssumedRoleId>AROA1:i-1</AssumedRoleId>
      </AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>
      """;
  private static final String DENIED =
      """
      <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>
        <Message>no</Message></Error></ErrorResponse>
      """;

  @TempDir private Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer sts;
  private StsCredentials credentials;
  private boolean grants = true;

  @BeforeEach
  void serve() throws IOException {
    Path keys = folder.resolve("credentials.json");
    Files.writeString(keys, "{\"ec2\": {\"accessKeyId\": \"AKIA\", \"secretAccessKey\": \"x\"}}");
    sts =
        Http.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            exchange -> {
              asked.incrementAndGet();
              byte[] answer = (grants ? GRANTED : DENIED).getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(grants ? 200 : 403, answer.length);
              exchange.getResponseBody().write(answer);
            });
    credentials =
        new StsCredentials(keys, URI.create("http://127.0.0.1:" + sts.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    sts.stop(0);
  }

  private JsonNode document() throws IOException {
    return new JsonMapper().readTree(credentials.document(ROLE, "i-1"));
  }

  @Test
  void areInEc2sFormAndAskedForOnceUntilTheyExpire() throws IOException {
    JsonNode document = document();
    assertThat(document.path("Code").asText()).isEqualTo("Success");
    assertThat(document.path("Type").asText()).isEqualTo("AWS-HMAC");
    assertThat(document.path("AccessKeyId").asText()).isEqualTo("ASIA1");
    assertThat(document.path("SecretAccessKey").asText()).isEqualTo("key");
    assertThat(document.path("Token").asText()).isEqualTo("token");
    assertThat(document.path("Expiration").asText()).isEqualTo("2999-01-01T00:00:00Z");
    document();
    assertThat(asked).hasValue(1);
  }

  @Test
  void sayWhenEc2MayNotAssumeTheRole() throws IOException {
    grants = false;
    assertThat(document().path("Code").asText()).isEqualTo("AssumeRoleUnauthorizedAccess");
    grants = true;
    assertThat(document().path("Code").asText()).isEqualTo("Success");
  }
}
