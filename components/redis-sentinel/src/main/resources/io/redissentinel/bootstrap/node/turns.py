"""Whose turn a scheduled backup is. All nodes' timers fire at once, and nobody is in charge: each node
finds its place in the same order, waits as long as those before it may take to begin, and leaves it to
them if they have."""
import re
from collections import namedtuple

# Bytes behind the master that make no difference: two nodes ask the master at two moments.
COARSE = 16 << 20
# Seconds since a replica's last word, which comes every second, that do.
LATE = 10
STEP_SECONDS = 20
NAME = re.compile(r"(\d{8}T\d{6}Z)-([A-Za-z0-9-]+)\.(started|rdb|rdb\.json)")

# An attempt that is to be seen in the bucket. made: more than begun.
Attempt = namedtuple("Attempt", "stamp node made")


def order(replication, master, addresses):
    """The addresses of those that can, in the order in which they do: replicas in sync, those first that
    are hardly behind, then by the stack's order of nodes; the master last.

    replication: the master's INFO; addresses: all nodes, in the stack's order.
    """
    offset, found = int(replication["master_repl_offset"]), []
    for name, value in replication.items():
        if not re.fullmatch(r"slave\d+", name):
            continue
        fields = dict(part.partition("=")[::2] for part in value.split(","))
        if fields.get("state") == "online" and fields.get("ip") in addresses and fields["ip"] != master:
            behind = max(0, offset - int(fields["offset"]))
            found.append((int(fields["lag"]) >= LATE, behind // COARSE, addresses.index(fields["ip"]), fields["ip"]))
    return [one[-1] for one in sorted(found)] + [master]


def step(seconds, nodes):
    """How long a node leaves to each before it: less where the next backup would be due meanwhile."""
    return min(STEP_SECONDS, seconds // (nodes + 1))


def attempts(names, since):
    """What names in the bucket tell of attempts since this stamp, oldest first. names: without folders."""
    found = {}
    for name in names:
        match = NAME.fullmatch(name)
        if match and match.group(1) >= since:
            one = match.group(1, 2)
            found[one] = found.get(one, False) or match.group(3) != "started"
    return [Attempt(*one, made=found[one]) for one in sorted(found)]


def before(others, mine):
    """Those attempts that go first, of two that have begun at the same time: both nodes see it alike.
    mine: (stamp, node)."""
    return [one for one in others if one.made or (one.stamp, one.node) < mine]
