package io.redissentinel.lab.cli;

import io.redissentinel.lab.host.Cut;
import io.redissentinel.lab.host.LabHost;
import java.time.Duration;

/** What befalls a node, how long, and the way back. */
enum Fault {
  /** Redis answers nobody for half a minute, and then goes on as if nothing had been. */
  DEBUG_SLEEP("DEBUG SLEEP 30", Duration.ZERO),
  KILL("kill -9", Duration.ZERO),
  NODE_OFF("node off", Duration.ZERO),
  /** Longer than min-replicas-max-lag, so that what comes back takes no writes any more. */
  LINK_DOWN("link down", Duration.ofSeconds(13)),
  /** Clients still reach it: the classic split brain. */
  CUT_FROM_PEERS("cut from the peers only", Duration.ofSeconds(15));

  private final String title;
  private final Duration length;

  Fault(String title, Duration length) {
    this.title = title;
    this.length = length;
  }

  /** How long the fault lasts at least, until {@link #undo}. */
  Duration length() {
    return length;
  }

  void inflict(FaultLab faults, String node) {
    LabHost host = faults.lab().session().host();
    String id = faults.lab().session().node(node).instanceId();
    switch (this) {
      case DEBUG_SLEEP -> faults.sh(node, "redis-cli debug sleep 30 >/dev/null 2>&1 &");
      case KILL -> faults.sh(node, "pkill -9 -x redis-server");
      case NODE_OFF -> host.kill(id);
      case LINK_DOWN -> host.linkDown(id);
      case CUT_FROM_PEERS -> host.cut(id, Cut.FROM_PEERS_ONLY);
    }
  }

  void undo(FaultLab faults, String node) {
    LabHost host = faults.lab().session().host();
    String id = faults.lab().session().node(node).instanceId();
    switch (this) {
      case DEBUG_SLEEP, KILL -> {
        // Over by itself.
      }
      case NODE_OFF -> host.start(id);
      case LINK_DOWN, CUT_FROM_PEERS -> host.heal(id);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
