package io.redissentinel.sentinelctl.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.handover.Looks;
import io.redissentinel.sentinelctl.ssh.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** The stores, the passwords made up for them, and what nodes answer. */
class StoresTest {
  private final Map<String, List<String>> stages = new LinkedHashMap<>();
  private final List<String> parameters = new ArrayList<>();
  private String put;

  private final SecretsManagerClient secrets =
      new SecretsManagerClient() {
        @Override
        public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
          return DescribeSecretResponse.builder().versionIdsToStages(stages).build();
        }

        @Override
        public GetRandomPasswordResponse getRandomPassword(GetRandomPasswordRequest request) {
          assertThat(request.passwordLength()).isEqualTo(32);
          assertThat(request.excludePunctuation()).isTrue();
          return GetRandomPasswordResponse.builder().randomPassword("made up by AWS").build();
        }

        @Override
        public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
          assertThat(request.versionStages()).containsExactly("AWSPENDING");
          put = request.secretString();
          stages.put("v2", new ArrayList<>(List.of("AWSPENDING")));
          return PutSecretValueResponse.builder().build();
        }

        @Override
        public UpdateSecretVersionStageResponse updateSecretVersionStage(
            UpdateSecretVersionStageRequest request) {
          if (request.removeFromVersionId() != null) {
            assertThat(stages.get(request.removeFromVersionId()).remove(request.versionStage()))
                .isTrue();
          }
          if (request.moveToVersionId() != null) {
            stages.get(request.moveToVersionId()).add(request.versionStage());
          }
          return UpdateSecretVersionStageResponse.builder().build();
        }

        @Override
        public String serviceName() {
          return SERVICE_NAME;
        }

        @Override
        public void close() {}
      };

  private final SsmClient ssm =
      new SsmClient() {
        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
          String[] words = request.name().split(":");
          int version = words.length > 1 ? Integer.parseInt(words[1]) : parameters.size();
          return GetParameterResponse.builder()
              .parameter(
                  Parameter.builder()
                      .version((long) version)
                      .value(parameters.get(version - 1))
                      .build())
              .build();
        }

        @Override
        public PutParameterResponse putParameter(PutParameterRequest request) {
          assertThat(request.overwrite()).isTrue();
          parameters.add(request.value());
          return PutParameterResponse.builder().build();
        }

        @Override
        public String serviceName() {
          return SERVICE_NAME;
        }

        @Override
        public void close() {}
      };

  @Test
  void aSecretIsPendingThenCurrent() {
    SecretStore store = new SecretStore(secrets, "arn");
    stages.put("v1", new ArrayList<>(List.of("AWSCURRENT")));
    assertThat(store.versions()).isEqualTo(new Versions("v1", Optional.empty(), false));
    Versions pending = store.put(Optional.empty());
    assertThat(put).isEqualTo("made up by AWS");
    assertThat(pending).isEqualTo(new Versions("v2", Optional.of("v1"), true));
    store.promote(pending);
    assertThat(stages)
        .containsEntry("v1", List.of("redis-sentinel-initial"))
        .containsEntry("v2", List.of("AWSCURRENT"));
  }

  @Test
  void theStacksOwnVersionIsKeptForEver() {
    SecretStore store = new SecretStore(secrets, "arn");
    stages.put("v0", new ArrayList<>(List.of("redis-sentinel-initial")));
    stages.put("v1", new ArrayList<>(List.of("AWSCURRENT")));
    store.promote(store.put(Optional.of("given")));
    assertThat(put).isEqualTo("given");
    assertThat(stages).containsEntry("v0", List.of("redis-sentinel-initial"));
  }

  @Test
  void aPendingSecretCanBeGivenUpAndACurrentOneCannot() {
    SecretStore store = new SecretStore(secrets, "arn");
    stages.put("v1", new ArrayList<>(List.of("AWSCURRENT")));
    Versions pending = store.put(Optional.empty());
    store.checkDiscardable(pending);
    store.discard(pending);
    assertThat(stages).containsEntry("v2", List.of());
    assertThatThrownBy(() -> store.checkDiscardable(store.versions()))
        .hasMessageContaining("there is no way back");
  }

  @Test
  void theNewestParameterIsThePendingOne() {
    ParameterStore store = new ParameterStore(ssm, "/redis/password");
    parameters.add("first");
    assertThat(store.versions()).isEqualTo(new Versions("1", Optional.empty(), false));
    Versions versions = store.put(Optional.empty());
    assertThat(versions).isEqualTo(new Versions("2", Optional.of("1"), false));
    assertThat(parameters.get(1)).matches("[A-Za-z0-9]{32}");
    store.discard(versions);
    assertThat(parameters.get(2)).isEqualTo("first");
    assertThat(store.is("3", "first")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "too short",
        "with a space 0123456",
        "with'quote0123456789",
        "ümlaut0123456789ab"
      })
  void whatIsNoPasswordIsRefusedAndNotShown(String password) {
    assertThatThrownBy(() -> NewPassword.checked("--password-stdin", password))
        .hasMessageStartingWith("--password-stdin: a password must be 16 to 128")
        .satisfies(
            e -> {
              if (!password.isEmpty()) {
                assertThat(e.getMessage()).doesNotContain(password);
              }
            });
    assertThat(NewPassword.checked("x", "Given-Password-#1")).isEqualTo("Given-Password-#1");
  }

  @Test
  void whatNodesAnswer() {
    String json =
        "{\"password\":\"old\",\"masterAuth\":\"old\",\"role\":\"master\",\"servers\":{\"a\":[\"old\"],\"b\":null},\"sentinels\":{\"a\":[\"old\"],\"b\":[]},\"prepared\":true}";
    NodeState state = RotateWork.answer(Looks.A, new Result(0, "progress\n" + json + "\n", ""));
    assertThat(state.reached()).isTrue();
    assertThat(state.isMaster()).isTrue();
    assertThat(state.serverDone()).isFalse();
    assertThat(state.seesServerBehind()).isTrue();
    assertThat(RotateWork.answer(Looks.A, new Result(1, "{\"error\": \"no right\"}", "")).error())
        .isEqualTo("no right");
    assertThat(
            RotateWork.answer(Looks.A, new Result(127, "", "redis-node-rotate: not found")).error())
        .isEqualTo("exit code 127: redis-node-rotate: not found");
  }
}
