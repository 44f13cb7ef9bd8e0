"""Gets a failover going that Redis before 6.2 never begins: the whole cluster was off, and the node that
comes back late or not at all is the master's.

The replicas that are back have not been connected to a master since they started. Before 6.2 such a
replica says that its link is down since 1970, and Sentinel takes none whose link is down for longer than
the master is (sentinelSelectSlave): it tries, and gives up, every two failover-timeouts.
"""
import time

import node
import resp
import settings as live

# After this long in one go: an ordinary failover has had its chances.
PATIENCE_SECONDS = 20
# Sentinel tolerates ten times down-after. Long enough for the years since 1970.
BEYOND_1970_MILLIS = 10 ** 12
SELECTED_WITHIN_SECONDS = 5


def never_connected(server, replication):
    """Whether this is a replica whose master has been silent since it started, and says so in a way
    that Sentinel cannot bear."""
    if replication["role"] != "slave" or replication["master_link_status"] == "up":
        return False
    uptime = int(server["uptime_in_seconds"])
    return int(replication.get("master_link_down_since_seconds", -1)) > uptime + 60


def responsible(me, nodes, down, replicas):
    """Whether this node is the one to act.

    nodes: all addresses, in order; down: {address: master} of those whose sentinel says that this
    master is objectively down; replicas: {address: whether never connected} of the Redis servers that
    answer.
    """
    masters = set(down.values())
    return (
        len(down) > len(nodes) // 2
        and len(masters) == 1
        and not masters & set(replicas)
        and all(replicas.values())
        and me == next((address for address in nodes if address in replicas and address in down), None)
    )


def survey(settings):
    down, replicas = {}, {}
    for address in settings.addresses:
        try:
            with resp.Client(address, settings.redis_port) as server:
                replicas[address] = never_connected(resp.info(server, "server"), resp.info(server, "replication"))
            with resp.Client(address, settings.sentinel_port) as sentinel:
                master = resp.masters(sentinel).get(settings.master_name)
                if master and "o_down" in master["flags"]:
                    down[address] = master["ip"]
        except (OSError, resp.ServerError):
            continue
    return down, replicas


def fail_over(settings):
    """By Sentinel, whose choice and whose bookkeeping it stays; only its patience is other than usual."""
    name = settings.master_name
    down_after = dict(live.pairs("sentinel"))["down-after-milliseconds"]
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        sentinel.call("SENTINEL", "SET", name, "down-after-milliseconds", BEYOND_1970_MILLIS)
        try:
            sentinel.call("SENTINEL", "FAILOVER", name)
            end = time.monotonic() + SELECTED_WITHIN_SECONDS
            while time.monotonic() < end and "failover_in_progress" in resp.masters(sentinel)[name]["flags"]:
                time.sleep(0.1)
        finally:
            sentinel.call("SENTINEL", "SET", name, "down-after-milliseconds", down_after)


def check(settings):
    """Acts if nobody else will. Quick where all is well."""
    with resp.Client(settings.address, settings.redis_port) as server:
        replication = resp.info(server, "replication")
        if replication.get("master_host") == node.NOBODY[0] or not never_connected(resp.info(server, "server"), replication):
            return
    end = time.monotonic() + PATIENCE_SECONDS
    while responsible(settings.address, settings.addresses, *survey(settings)):
        if time.monotonic() > end:
            node.log("revive", "the master is down and no replica has been connected since it started: forcing a failover")
            fail_over(settings)
            return
        time.sleep(1)
