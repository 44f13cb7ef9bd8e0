package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.Optional;

/**
 * How clients and nodes prove who they are. A cluster has one password, for the Redis servers and
 * the sentinels alike: a second one for the sentinels would double what clients have to be given,
 * and keep nobody out, since whoever knows the first can read and write everything already.
 *
 * <p>All of it is for a new cluster. Running nodes go on with what they were launched with; the
 * {@link Builder} says what each change does.
 */
public final class AuthArgs extends ResourceArgs {
  @Import(name = "mode")
  private final AuthMode mode;

  @Import(name = "password")
  private final Optional<Output<String>> password;

  @Import(name = "store")
  private final PasswordStore store;

  /** The password where it was given as a plain value, and so can be checked up front. */
  private final Optional<String> plainPassword;

  private AuthArgs(Builder builder) {
    this.mode = builder.mode;
    this.password = Optional.ofNullable(builder.password);
    this.plainPassword = Optional.ofNullable(builder.plainPassword);
    this.store = builder.store;
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#mode}. */
  public AuthMode mode() {
    return mode;
  }

  /** What was given to {@link Builder#password(Output)}, as a secret. */
  public Optional<Output<String>> password() {
    return password;
  }

  /** See {@link Builder#store}. */
  public PasswordStore store() {
    return store;
  }

  void check(String path, Problems problems) {
    plainPassword.ifPresent(given -> Password.check(path + ".password", given, problems));
    if (mode == AuthMode.NONE && password.isPresent()) {
      problems.add(
          path + ".password", "must not be given where the mode is none; leave one of the two out");
    }
  }

  /** Builds {@link AuthArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}. */
  public static final class Builder {
    private AuthMode mode = AuthMode.PASSWORD;
    private Output<String> password;
    private String plainPassword;
    private PasswordStore store = PasswordStore.SECRETS_MANAGER;

    private Builder() {}

    /**
     * Whether there is a password. Default {@link AuthMode#PASSWORD}. {@link AuthMode#NONE} is for
     * networks where everybody may do everything, and is warned of.
     *
     * <p>Not to be changed under a running cluster: what a node was launched with fetches the
     * password at every boot, and finds none any more.
     */
    public Builder mode(AuthMode mode) {
      this.mode = mode;
      return this;
    }

    /**
     * The password: 16 to 128 printable ASCII characters without spaces, quotes and backslashes.
     * Treated as a secret, whatever it is given as. Default: AWS makes one up, 32 letters and
     * digits, when the cluster is first made, and it stays.
     *
     * <p>Another one later is held back and listed in {@code pending}, since the nodes would come
     * to know of it at different times, and not understand each other in between.
     */
    public Builder password(Output<String> password) {
      this.password = password.asSecret();
      this.plainPassword = null;
      return this;
    }

    /** {@link #password(Output)} with a password that is known, and so checked at once. */
    public Builder password(String password) {
      this.password = Output.ofSecret(password);
      this.plainPassword = password;
      return this;
    }

    /**
     * Where the password is kept. Default {@link PasswordStore#SECRETS_MANAGER}. Not to be changed
     * under a running cluster, as {@link #mode}.
     */
    public Builder store(PasswordStore store) {
      this.store = store;
      return this;
    }

    /** The arguments. Checks nothing. */
    public AuthArgs build() {
      return new AuthArgs(this);
    }
  }
}
