package io.redissentinel.sentinelctl.rotate;

import java.util.Optional;

/**
 * The two versions of the secret that matter, by the ids that the store gave them. Ids are no
 * secret.
 *
 * @param wanted the one that the cluster is to have
 * @param other the one that it has, or had; empty if there has only been one
 * @param pending whether the store still calls the other one its current
 */
public record Versions(String wanted, Optional<String> other, boolean pending) {
  /** The way back. */
  Versions swapped() {
    return new Versions(other.orElseThrow(), Optional.of(wanted), pending);
  }
}
