package io.redissentinel.sentinelctl.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's sentinel says of the master that the stack names.
 *
 * @param ping its answer to PING: PONG, or why not
 * @param info INFO SENTINEL, by name
 * @param master SENTINEL MASTER, by name; empty if it knows none
 * @param sentinels SENTINEL SENTINELS: the others it knows
 * @param replicas SENTINEL REPLICAS: the replicas it knows
 * @param ckquorum the answer to SENTINEL CKQUORUM
 * @param identity the id in its file
 */
public record SentinelFacts(
    String ping,
    Map<String, String> info,
    Map<String, String> master,
    List<Map<String, String>> sentinels,
    List<Map<String, String>> replicas,
    String ckquorum,
    Optional<String> identity) {
  public boolean answers() {
    return ping.equals("PONG");
  }

  /** The address that it names as master. */
  public Optional<String> masterAddress() {
    return Optional.ofNullable(master.get("ip"));
  }

  /** How many other sentinels it counts. */
  public Optional<Integer> othersSeen() {
    return Optional.ofNullable(master.get("num-other-sentinels")).map(Integer::valueOf);
  }

  public Optional<Integer> quorum() {
    return Optional.ofNullable(master.get("quorum")).map(Integer::valueOf);
  }

  /** Whether it says that a failover could be agreed on. */
  public boolean quorumReached() {
    return ckquorum.startsWith("OK");
  }
}
