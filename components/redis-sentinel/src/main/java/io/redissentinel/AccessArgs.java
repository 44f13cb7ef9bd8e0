package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Cidr;
import io.redissentinel.topology.Problems;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may reach the nodes. Nobody by default but the nodes each other; the {@link Builder} says
 * what each input opens. Every change takes effect on running nodes at once and restarts nothing.
 */
public final class AccessArgs extends ResourceArgs {
  /** The widest block of private addresses there is, 10.0.0.0/8 (RFC 1918). */
  private static final int WIDEST_PREFIX = 8;

  @Import(name = "clientCidrs")
  private final List<String> clientCidrs;

  @Import(name = "clientSecurityGroups")
  private final Map<String, Output<String>> clientSecurityGroups;

  @Import(name = "sshCidrs")
  private final List<String> sshCidrs;

  @Import(name = "publicKey")
  private final Optional<Output<String>> publicKey;

  private AccessArgs(Builder builder) {
    this.clientCidrs = List.copyOf(builder.clientCidrs);
    this.clientSecurityGroups =
        Collections.unmodifiableMap(new LinkedHashMap<>(builder.clientSecurityGroups));
    this.sshCidrs = List.copyOf(builder.sshCidrs);
    this.publicKey = Optional.ofNullable(builder.publicKey);
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

  void check(String path, Problems problems) {
    checkCidrs(path + ".clientCidrs", clientCidrs, problems);
    checkCidrs(path + ".sshCidrs", sshCidrs, problems);
    for (String label : clientSecurityGroups.keySet()) {
      if (!label.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
        problems.add(
            path + ".clientSecurityGroups",
            "have labels of letters, digits, '-', '_' and '.' (they name the rules)",
            label,
            "rename it");
      }
    }
  }

  private static void checkCidrs(String path, List<String> cidrs, Problems problems) {
    HashSet<String> seen = new HashSet<>();
    for (int index = 0; index < cidrs.size(); index++) {
      String text = cidrs.get(index);
      checkCidr("%s[%d]".formatted(path, index), text, !seen.add(text), problems);
    }
  }

  private static void checkCidr(String path, String text, boolean repeated, Problems problems) {
    Optional<Cidr> parsed = Cidr.parse(text);
    if (text.endsWith("/0")
        || parsed.filter(cidr -> cidr.prefixLength() < WIDEST_PREFIX).isPresent()) {
      problems.add(
          path,
          "not open Redis, Sentinel or SSH to the world: a prefix of /%d or longer"
              .formatted(WIDEST_PREFIX),
          text,
          "name the networks that need it");
    } else if (parsed.isEmpty()) {
      problems.add(
          path,
          "be an IPv4 block (the nodes have no IPv6 address)",
          text,
          "for example 10.0.0.0/16, or 10.0.0.7/32 for one address");
    } else if (!parsed.get().canonical().equals(parsed.get())) {
      problems.add(
          path,
          "be written with its first address, as AWS takes it",
          text,
          "write " + parsed.get().canonical());
    } else if (repeated) {
      problems.add(path, "be given once", text, "remove the repeated one");
    }
  }

  /**
   * Builds {@link AccessArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private List<String> clientCidrs = List.of();
    private final Map<String, Output<String>> clientSecurityGroups = new LinkedHashMap<>();
    private List<String> sshCidrs = List.of();
    private Output<String> publicKey;

    private Builder() {}

    /**
     * IPv4 blocks from which clients may reach Redis and Sentinel, such as {@code 10.0.0.0/16}.
     * Default none. A client needs both ports: it asks a sentinel who is master, and goes there.
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
      return this;
    }

    /** IPv4 blocks from which port 22 may be reached. Default none. */
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
      return this;
    }

    /** {@link #publicKey(Output)}. */
    public Builder publicKey(String publicKey) {
      return publicKey(Output.of(publicKey));
    }

    /** The arguments. Checks nothing. */
    public AccessArgs build() {
      return new AccessArgs(this);
    }
  }
}
