package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessArgsTest {
  @Test
  void byDefaultNobodyIsLetIn() {
    AccessArgs access = AccessArgs.builder().build();
    assertThat(access.clientCidrs()).isEmpty();
    assertThat(access.clientSecurityGroups()).isEmpty();
    assertThat(access.sshCidrs()).isEmpty();
    assertThat(access.publicKey()).isEmpty();
    assertThat(access.allowPublic()).isFalse();
    assertThat(access.sessionManager()).isFalse();
    assertThat(Refusals.ofAccess(args -> args)).isEmpty();
  }

  @Test
  void mapping() {
    AccessArgs access =
        AccessArgs.builder()
            .clientCidrs("10.0.0.0/16", "192.168.7.3/32")
            .clientSecurityGroup("app", Output.of("sg-1"))
            .clientSecurityGroupIds(List.of("sg-2", "sg-3"))
            .sshCidrs("10.0.9.0/28")
            .publicKey("ssh-ed25519 AAAA someone\n")
            .allowPublic(true)
            .sessionManager(true)
            .build();
    assertThat(access.clientCidrs()).containsExactly("10.0.0.0/16", "192.168.7.3/32");
    assertThat(access.clientSecurityGroups()).containsOnlyKeys("app", "sg-2", "sg-3");
    assertThat(access.sshCidrs()).containsExactly("10.0.9.0/28");
    assertThat(access.publicKey()).isPresent();
    assertThat(access.allowPublic()).isTrue();
    assertThat(access.sessionManager()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/7", "8.0.0.0/0"})
  void whatOpensAPortToTheWorldIsRefused(String cidr) {
    assertThat(Refusals.ofAccess(args -> args.clientCidrs(cidr).sshCidrs(cidr)))
        .containsExactly(
            ("access.clientCidrs[0]: must not open a port to the world: a prefix of /8 or longer,"
                    + " got '%s'; name the networks that need it, or say allowPublic")
                .formatted(cidr),
            ("access.sshCidrs[0]: must not open a port to the world: a prefix of /8 or longer, got"
                    + " '%s'; name the networks that need it; Session Manager needs no open port")
                .formatted(cidr));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "128.0.0.0/1", "2001:db8::/32"})
  void whoSaysSoMayOpenRedisToTheWorldButNeverSsh(String cidr) {
    assertThat(Refusals.ofAccess(args -> args.allowPublic(true).clientCidrs(cidr).sshCidrs(cidr)))
        .singleElement()
        .asString()
        .startsWith("access.sshCidrs[0]: must ");
  }

  @Test
  void anIpv6BlockIsShownAsAwsTakesIt() {
    assertThat(Refusals.ofAccess(args -> args.allowPublic(true).clientCidrs("2001:DB8::1/32")))
        .containsExactly(
            "access.clientCidrs[0]: must be written with its first address, as AWS takes it, got"
                + " '2001:DB8::1/32'; write 2001:db8::/32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0", "fd00::/8", "10.0.0.0/40", "vpc"})
  void whatIsNoIpv4BlockIsRefused(String cidr) {
    assertThat(Refusals.ofAccess(args -> args.clientCidrs(cidr)))
        .singleElement()
        .asString()
        .startsWith(
            "access.clientCidrs[0]: must be an IPv4 block (the nodes have no IPv6 address)");
  }

  @Test
  void aBlockThatAwsWouldRefuseIsShownAsItTakesIt() {
    assertThat(Refusals.ofAccess(args -> args.clientCidrs("10.0.3.7/16")))
        .containsExactly(
            "access.clientCidrs[0]: must be written with its first address, as AWS takes it, got"
                + " '10.0.3.7/16'; write 10.0.0.0/16");
  }

  @Test
  void aRepeatedBlockIsRefused() {
    assertThat(Refusals.ofAccess(args -> args.sshCidrs("10.0.0.0/16", "10.0.0.0/16")))
        .containsExactly(
            "access.sshCidrs[1]: must be given once, got '10.0.0.0/16'; remove the repeated one");
  }

  @Test
  void aLabelThatCannotBePartOfANameIsRefused() {
    assertThat(Refusals.ofAccess(args -> args.clientSecurityGroup("my app", Output.of("sg-1"))))
        .singleElement()
        .asString()
        .startsWith("access.clientSecurityGroups: must have labels of letters");
  }

  @Test
  void whatIsNoIdOfAGroupIsRefused() {
    assertThat(Refusals.ofAccess(args -> args.clientSecurityGroupIds(List.of("app"))))
        .containsExactly(
            "access.clientSecurityGroups: must be ids of security groups, got 'app'; as"
                + " sg-0123abcd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "ssh-ed25519",
        "ecdsa-sha2-nistp256 AAAA",
        "ssh-ed25519 AA AA\nssh-ed25519 BBBB",
        "ssh-ed25519 AAAA a\rb",
        "command=\"id\" ssh-ed25519 AAAA"
      })
  void whatIsNotOnePublicKeyIsRefused(String key) {
    assertThat(Refusals.ofAccess(args -> args.publicKey(key)))
        .singleElement()
        .asString()
        .startsWith("access.publicKey: must be one OpenSSH public key");
  }

  @Test
  void aKeysCommentMayBeInAnyLanguage() {
    assertThat(Refusals.ofAccess(args -> args.publicKey("ssh-rsa AAAA= jürgen's \"$(key)\"")))
        .isEmpty();
  }
}
