package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthArgsTest {
  private static final String PASSWORD = "aZ0!#$%&()*+,-./";

  @Test
  void byDefaultAPasswordIsMadeUpAndKeptInSecretsManager() {
    AuthArgs auth = AuthArgs.builder().build();
    assertThat(auth.mode()).isEqualTo(AuthMode.PASSWORD);
    assertThat(auth.password()).isEmpty();
    assertThat(auth.store()).isEqualTo(PasswordStore.SECRETS_MANAGER);
    assertThat(Refusals.ofAuth(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    AuthArgs auth =
        AuthArgs.builder().password(PASSWORD).store(PasswordStore.SSM_PARAMETER).build();
    assertThat(auth.password()).isPresent();
    assertThat(auth.store()).isEqualTo(PasswordStore.SSM_PARAMETER);
    assertThat(AuthArgs.builder().mode(AuthMode.NONE).build().mode()).isEqualTo(AuthMode.NONE);
    assertThat(Refusals.ofAuth(args -> args.password(PASSWORD))).isEmpty();
    assertThat(Refusals.ofAuth(args -> args.password("x".repeat(128)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "only15character",
        "with a space in it",
        "with'a'single'quote",
        "with\"a\"double\"quote",
        "with\\a\\backslash",
        "with\na\nline\nbreak",
        "with-ümläüts-in-it"
      })
  void whatAuthOrAFileMightMisreadIsRefusedWithoutShowingIt(String password) {
    assertThat(Refusals.ofAuth(args -> args.password(password)))
        .containsExactly(
            "auth.password: must be 16 to 128 printable ASCII characters without spaces, quotes and"
                + " backslashes; give another, or none to have one made up");
  }

  @Test
  void tooLongIsRefused() {
    assertThat(Refusals.ofAuth(args -> args.password("x".repeat(129)))).hasSize(1);
  }

  @Test
  void aPasswordThatNobodyWouldAskForIsRefused() {
    var password = Output.of(PASSWORD);
    assertThat(Refusals.ofAuth(args -> args.mode(AuthMode.NONE).password(password)))
        .containsExactly(
            "auth.password: must not be given where the mode is none; leave one of the two out");
  }
}
