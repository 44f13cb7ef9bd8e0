package io.redissentinel.sentinelctl.verify;

import io.redissentinel.sentinelctl.aws.GroupRules;
import io.redissentinel.sentinelctl.cluster.ClusterLook;
import java.util.Optional;

/**
 * What checks judge.
 *
 * @param look what the stack and the nodes say
 * @param rules what AWS says of the security group; empty if it could not be asked
 * @param whyNoRules why it could not
 * @param access whom the stack's configuration lets in; empty if it does not say
 */
public record Situation(
    ClusterLook look, Optional<GroupRules> rules, String whyNoRules, Optional<Access> access) {
  /** How many nodes there must be. */
  int size() {
    return look.nodes().size();
  }

  /** For people: a node's key and address, of any address. */
  String name(String address) {
    return look.outputs().atAddress(address).map(Object::toString).orElse(address);
  }
}
