package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may reach the nodes. Nobody by default but the nodes each other; the {@link Builder} says
 * what each input opens. Every change takes effect on running nodes at once and restarts nothing.
 */
public final class AccessArgs extends ResourceArgs {
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final Pattern GROUP_ID = Pattern.compile("sg-[A-Za-z0-9-]+");

  /** One line: a second one would be a second key. */
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("(ssh-ed25519|ssh-rsa) [A-Za-z0-9+/]+={0,3}( \\P{Cntrl}*)?");

  @Import(name = "clientCidrs")
  private final List<String> clientCidrs;

  @Import(name = "clientSecurityGroups")
  private final Map<String, Output<String>> clientSecurityGroups;

  @Import(name = "sshCidrs")
  private final List<String> sshCidrs;

  @Import(name = "publicKey")
  private final Optional<Output<String>> publicKey;

  @Import(name = "allowPublic")
  private final Boolean allowPublic;

  @Import(name = "sessionManager")
  private final Boolean sessionManager;

  /** What was given as plain values, and so can be checked up front. */
  private final List<String> plainGroupIds;

  private final Optional<String> plainPublicKey;

  private AccessArgs(Builder builder) {
    this.clientCidrs = List.copyOf(builder.clientCidrs);
    this.clientSecurityGroups =
        Collections.unmodifiableMap(new LinkedHashMap<>(builder.clientSecurityGroups));
    this.sshCidrs = List.copyOf(builder.sshCidrs);
    this.publicKey = Optional.ofNullable(builder.publicKey);
    this.plainGroupIds = List.copyOf(builder.plainGroupIds);
    this.plainPublicKey = Optional.ofNullable(builder.plainPublicKey);
    this.allowPublic = builder.allowPublic;
    this.sessionManager = builder.sessionManager;
  }

  /** A builder that lets nobody in. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#clientCidrs(List)}. */
  public List<String> clientCidrs() {
    return clientCidrs;
  }

  /** Group ids by label; see {@link Builder#clientSecurityGroup(String, Output)}. */
  public Map<String, Output<String>> clientSecurityGroups() {
    return clientSecurityGroups;
  }

  /** See {@link Builder#sshCidrs(List)}. */
  public List<String> sshCidrs() {
    return sshCidrs;
  }

  /** See {@link Builder#publicKey(Output)}. */
  public Optional<Output<String>> publicKey() {
    return publicKey;
  }

  /** See {@link Builder#allowPublic}. */
  public boolean allowPublic() {
    return allowPublic;
  }

  /** See {@link Builder#sessionManager}. */
  public boolean sessionManager() {
    return sessionManager;
  }

  void check(String path, Problems problems) {
    new CidrRules(allowPublic, "name the networks that need it, or say allowPublic")
        .check(path + ".clientCidrs", clientCidrs, problems);
    new CidrRules(false, "name the networks that need it; Session Manager needs no open port")
        .check(path + ".sshCidrs", sshCidrs, problems);
    String groups = path + ".clientSecurityGroups";
    for (String label : clientSecurityGroups.keySet()) {
      problems.requireForm(
          groups,
          label,
          LABEL,
          "have labels of letters, digits, '-', '_' and '.' (they name the rules)",
          "rename it");
    }
    for (String id : plainGroupIds) {
      problems.requireForm(groups, id, GROUP_ID, "be ids of security groups", "as sg-0123abcd");
    }
    plainPublicKey.ifPresent(
        key ->
            problems.requireForm(
                path + ".publicKey",
                key,
                PUBLIC_KEY,
                "be one OpenSSH public key of a kind that EC2 takes (ssh-ed25519, ssh-rsa)",
                "give the one line of the .pub file"));
  }

  /**
   * Builds {@link AccessArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private List<String> clientCidrs = List.of();
    private final Map<String, Output<String>> clientSecurityGroups = new LinkedHashMap<>();
    private List<String> sshCidrs = List.of();
    private Output<String> publicKey;
    private final List<String> plainGroupIds = new ArrayList<>();
    private String plainPublicKey;
    private boolean allowPublic;
    private boolean sessionManager;

    private Builder() {}

    /**
     * Blocks of addresses from which clients may reach Redis and Sentinel, such as {@code
     * 10.0.0.0/16}. Default none. A client needs both ports: it asks a sentinel who is master, and
     * goes there. Blocks wider than /8, and of IPv6, need {@link #allowPublic}.
     */
    public Builder clientCidrs(List<String> clientCidrs) {
      this.clientCidrs = List.copyOf(clientCidrs);
      return this;
    }

    /** {@link #clientCidrs(List)}. */
    public Builder clientCidrs(String... clientCidrs) {
      return clientCidrs(List.of(clientCidrs));
    }

    /**
     * Lets the members of a security group reach Redis and Sentinel. Can be given several times.
     *
     * @param label names the rules for this group, since the id of a group that is created in the
     *     same program is not known when the rules are named; keep it as long as the group
     * @param securityGroupId {@code sg-...}, in the same VPC or in a peered one
     */
    public Builder clientSecurityGroup(String label, Output<String> securityGroupId) {
      clientSecurityGroups.put(label, securityGroupId);
      return this;
    }

    /**
     * {@link #clientSecurityGroup(String, Output)} for groups that exist, labelled by their ids.
     */
    public Builder clientSecurityGroupIds(List<String> securityGroupIds) {
      securityGroupIds.forEach(id -> clientSecurityGroup(id, Output.of(id)));
      plainGroupIds.addAll(securityGroupIds);
      return this;
    }

    /**
     * IPv4 blocks from which port 22 may be reached, never the whole world. Default none; {@link
     * #sessionManager} needs none.
     */
    public Builder sshCidrs(List<String> sshCidrs) {
      this.sshCidrs = List.copyOf(sshCidrs);
      return this;
    }

    /** {@link #sshCidrs(List)}. */
    public Builder sshCidrs(String... sshCidrs) {
      return sshCidrs(List.of(sshCidrs));
    }

    /**
     * An OpenSSH public key that may log in as {@code ubuntu}. Default none: nobody can log in. A
     * node takes it when it is first launched; another key later is held back and listed in {@code
     * pending}.
     */
    public Builder publicKey(Output<String> publicKey) {
      this.publicKey = publicKey;
      this.plainPublicKey = null;
      return this;
    }

    /** {@link #publicKey(Output)} with a key that is known, and so checked at once. */
    public Builder publicKey(String publicKey) {
      this.plainPublicKey = publicKey.strip();
      this.publicKey = Output.of(plainPublicKey);
      return this;
    }

    /**
     * Whether {@link #clientCidrs(List)} may be the whole world ({@code 0.0.0.0/0}, {@code ::/0}),
     * or other blocks wider than private ones. Default false: an error. With it, the password is
     * all that keeps strangers out, and it crosses the network in clear. Never opens port 22.
     */
    public Builder allowPublic(boolean allowPublic) {
      this.allowPublic = allowPublic;
      return this;
    }

    /**
     * Whether the nodes can be logged in to by Session Manager of AWS Systems Manager, without an
     * open port and without a key: who may do so is decided by IAM. Default false. Ubuntu's images
     * have the agent; it reaches AWS by https.
     *
     * <p>The nodes' role gets AWS's policy AmazonSSMManagedInstanceCore for it, which lets the
     * nodes also read the account's parameters in SSM that no key of one's own protects.
     */
    public Builder sessionManager(boolean sessionManager) {
      this.sessionManager = sessionManager;
      return this;
    }

    /** The arguments. Checks nothing. */
    public AccessArgs build() {
      return new AccessArgs(this);
    }
  }
}
