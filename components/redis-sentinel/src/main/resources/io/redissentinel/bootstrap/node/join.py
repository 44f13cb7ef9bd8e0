"""Tells this node's sentinel what to monitor, once, and waits until the node is a full member.

At the first formation every replica is attached before any sentinel is told: a sentinel asks the
master for its replicas at once and again only after ten seconds, so this order makes the quorum
stand two seconds later instead of fifteen or more.
"""
import sys

import node
import ready
import resp

LIMIT_SECONDS = 900


def own_replication(settings):
    with resp.Client(settings.address, settings.redis_port) as server:
        return resp.info(server, "replication")


def online_replicas(replication):
    return sum(1 for name, value in replication.items() if name.startswith("slave") and "state=online" in value)


def monitored_by_a_peer(settings):
    for address in settings.addresses:
        if address != settings.address:
            try:
                with resp.Client(address, settings.sentinel_port) as sentinel:
                    if settings.master_name in resp.masters(sentinel):
                        return True
            except (OSError, resp.ServerError):
                continue
    return False


def missing_before_monitor(settings):
    """What must still come before the local sentinel may be told, or None."""
    try:
        replication = own_replication(settings)
        if replication["role"] == "slave":
            if replication["master_link_status"] != "up":
                return "waiting for the link to the master, %s" % settings.name(replication["master_host"])
            if monitored_by_a_peer(settings):
                return None
            with resp.Client(replication["master_host"], settings.redis_port) as master:
                replication = resp.info(master, "replication")
    except (OSError, resp.ServerError) as error:
        return "waiting for redis-server to answer: %s" % error
    wanted = len(settings.addresses) - 1
    online = online_replicas(replication)
    if online < wanted:
        return "waiting for replicas to attach to the master: %d of %d" % (online, wanted)
    return None


def monitor(settings):
    replication = own_replication(settings)
    master = replication["master_host"] if replication["role"] == "slave" else settings.address
    options = dict(settings.monitor)
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        if settings.master_name not in resp.masters(sentinel):
            sentinel.call("SENTINEL", "MONITOR", settings.master_name, master, settings.redis_port, options["quorum"])
            node.log("join", "the sentinel monitors %s at %s" % (settings.master_name, settings.name(master)))
        for option, value in settings.monitor:
            sentinel.call("SENTINEL", "SET", settings.master_name, option, value)


def main():
    settings = node.Settings()
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        known = settings.master_name in resp.masters(sentinel)
    try:
        if not known:
            node.wait_until("join", lambda: missing_before_monitor(settings), LIMIT_SECONDS)
            monitor(settings)
        node.wait_until("join", lambda: ready.missing(settings), LIMIT_SECONDS)
    except TimeoutError as error:
        node.log("join", str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
