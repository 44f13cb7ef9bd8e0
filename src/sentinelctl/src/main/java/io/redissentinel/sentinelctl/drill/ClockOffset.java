package io.redissentinel.sentinelctl.drill;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a node's clock is ahead of this machine's: of several questions the one that came back
 * soonest, where the node's answer is taken to be of the middle. Wrong by half that round trip at
 * most.
 */
final class ClockOffset {
  private final Map<String, Double> asked = new HashMap<>();
  private double offset;
  private double roundTrip = Double.POSITIVE_INFINITY;

  synchronized void asked(String question, double now) {
    asked.put(question, now);
  }

  synchronized void answered(String question, double nodeTime, double now) {
    Double begin = asked.remove(question);
    if (begin != null && now - begin < roundTrip) {
      roundTrip = now - begin;
      offset = nodeTime - (begin + now) / 2;
    }
  }

  synchronized boolean known() {
    return roundTrip < Double.POSITIVE_INFINITY;
  }

  /** This machine's time of what happened at a time of the node's. */
  synchronized double here(double nodeTime) {
    return nodeTime - offset;
  }

  synchronized double seconds() {
    return offset;
  }

  synchronized double roundTrip() {
    return roundTrip;
  }
}
