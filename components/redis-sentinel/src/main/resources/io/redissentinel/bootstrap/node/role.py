"""Decides who this node is before redis-server starts, at every start: the master or whose replica.

The split brains and the lost data of comparable systems come from a node that helps itself to the
role: because it is number 0, because nobody answered, because it was master before. Here the
sentinels decide, all of them, and a node that cannot hear enough of them waits and says so.
"""
import glob
import os
import sys
from collections import Counter, namedtuple

import first_data
import node
import recovery
import resp
import settings as live

DATA = "/data"
REDIS_CONF = "/data/redis.conf"
# Included after everything else: how this one start differs from what is configured.
START_CONF = "/var/lib/redis-node/start.conf"
# An operator's word: this node is the master. Or "empty": even if it has no data.
FORCED = "/var/lib/redis-node/forced"
DATA_FILES = node.AOF_FILES + ("dump.rdb",)
ALONE_AFTER_SECONDS = 30
# The commands that the append-only file is known to hold none of.
ABSENT = "/data/disabled-commands"

Master = namedtuple("Master", "why")
Replica = namedtuple("Replica", "of why")
Wait = namedtuple("Wait", "why")

# What a sentinel that answers and monitors nothing says.
NO_MASTER = "none"


def decide(me, nodes, answers, has_data, replica_of=None):
    """The boot rule, pure.

    me: this node's address; nodes: all addresses, in order; answers: {address: master's address or
    NO_MASTER} of the sentinels that answered; has_data: whether this node holds a data set;
    replica_of: the address that its own redis.conf names, or None.
    """
    votes = Counter(master for master in answers.values() if master != NO_MASTER)
    silent = [address for address in nodes if address not in answers]
    majority = len(nodes) // 2 + 1

    named = [master for master, count in votes.items() if count >= majority]
    if not named and not silent and len(votes) == 1:
        # A first formation that was interrupted: some know the master, nobody knows another one.
        named = list(votes)
    if named:
        master = named[0]
        why = "%d of %d sentinels name it" % (votes[master], len(nodes))
        if master != me:
            return Replica(master, why)
        if has_data:
            return Master(why)
        # Coming up empty as the master would empty every replica too.
        return Wait("the sentinels name this node the master, but its data is gone: waiting until they have failed over")
    if silent:
        return Wait("waiting for the sentinels of %s: no majority of %d agrees on a master yet" % (", ".join(silent), len(nodes)))
    if votes:
        return Wait("waiting until the sentinels agree: %s" % ", ".join(sorted("%s has %d" % vote for vote in votes.items())))

    # The first formation: every node is there and none of them has ever known a master.
    first = nodes[0]
    if me == first:
        return Master("the cluster is new, every node is there, and this is the first one")
    if has_data and replica_of != first:
        return Wait("no sentinel knows a master, but this node holds data that a new master would erase: move it away from /data, or tell a sentinel by SENTINEL MONITOR who the master is")
    return Replica(first, "the cluster is new, and the first node is its master")


def ask(settings):
    """Asks every sentinel, this node's own included, whom it monitors. Returns what those say that
    answer, and the errors of those that refuse to."""
    answers, refusals = {}, {}
    for address in settings.addresses:
        try:
            with resp.Client(address, settings.sentinel_port) as sentinel:
                master = resp.masters(sentinel).get(settings.master_name)
                answers[address] = master["ip"] if master else NO_MASTER
        except OSError:
            continue
        except resp.ServerError as error:
            refusals[address] = str(error)
    return answers, refusals


def configured_master(lines):
    """The address in the last `replicaof` line of a redis.conf, or None."""
    found = None
    for line in lines:
        words = line.split()
        if len(words) == 3 and words[0].lower() in ("replicaof", "slaveof"):
            found = words[1]
    return found


def configure(lines, replica_of, port, secret=None):
    """The lines of redis.conf with exactly the right `replicaof`, and no password of before."""
    kept = [node.with_password(line, secret) for line in lines if line.split()[:1] not in (["replicaof"], ["slaveof"])]
    return kept + (["replicaof %s %d\n" % (replica_of, port)] if replica_of else [])


def holds(names):
    return any(os.path.exists(os.path.join(DATA, name)) for name in names)


def append_only_file():
    """Whether there is one to load. Redis 5 makes an empty one as soon as it begins to write it, and 7 its
    folder: until it is written the data is in dump.rdb."""
    try:
        if os.path.getsize(os.path.join(DATA, node.AOF_FILES[0])) or not holds(["dump.rdb"]):
            return True
    except FileNotFoundError:
        pass
    return bool(glob.glob(os.path.join(DATA, node.AOF_FILES[1], "*.manifest")))


def forced(has_data):
    """What an operator has decided by redis-node-force-master, or None."""
    try:
        with open(FORCED) as file:
            if has_data or "empty" in file.read():
                return Master("an operator said so")
    except FileNotFoundError:
        pass
    return None


def look(settings, lines):
    """Asks everybody and decides. lines: the node's own redis.conf."""
    has_data = holds(DATA_FILES)
    answers, refusals = ask(settings)
    decision = forced(has_data) or decide(
        settings.address, settings.addresses, answers, has_data, configured_master(lines))
    if isinstance(decision, Wait) and refusals:
        refused = ["%s refuses: %s" % (settings.name(address), why) for address, why in refusals.items()]
        return Wait("; ".join([decision.why] + refused))
    return decision


def own_conf():
    try:
        with open(REDIS_CONF) as conf:
            return conf.readlines()
    except FileNotFoundError:
        return []


def replace(path, lines):
    with open(path + ".new", "w") as conf:
        conf.writelines(lines)
    os.chmod(path + ".new", 0o640)
    os.replace(path + ".new", path)


def disabled(wanted, has_aof, absent):
    """The commands that this start does without. Redis does not start with an append-only file that holds
    a command which it does not know, such as a FLUSHALL of last week: so with such a file only those are
    disabled that it cannot hold. sentinelctl harden has the file written anew, and notes it."""
    return [command for command in wanted if not has_aof or command in absent]


def absent_commands():
    try:
        with open(ABSENT) as file:
            return file.read().split()
    except FileNotFoundError:
        return []


def start_conf(alone, has_aof, has_snapshot, without=()):
    """Redis loads an append-only file or a snapshot as `appendonly` says, whatever is there, and starts
    empty if that one is not. So it says what is there: a file that is no longer written is removed
    (settings.py). What is configured follows when the data is loaded."""
    lines = ["replicaof %s %d\n" % node.NOBODY] if alone else []
    if has_aof or has_snapshot:
        lines.append("appendonly %s\n" % ("yes" if has_aof else "no"))
    return lines + ['rename-command %s ""\n' % command for command in without]


def start_fenced(settings, fence):
    """A load (switch.py) has put other data here, and is the only one to talk to this server for now."""
    node.log("role", "loading other data, that no client sees yet")
    replace(REDIS_CONF, configure(own_conf(), None, settings.redis_port, fence))
    has_aof = append_only_file()
    without = disabled(live.commands(), has_aof, absent_commands())
    replace(ABSENT, [" ".join(without) + "\n"])
    replace(START_CONF, start_conf(False, has_aof, True, without) + recovery.fenced(fence))


def main():
    settings = node.Settings()
    fence = recovery.before_server()
    if fence is not None:
        start_fenced(settings, fence)
        return
    decision = None
    data = first_data.FirstData(settings)

    def poll():
        nonlocal decision
        decision = look(settings, own_conf())
        if isinstance(decision, Master) and not holds(DATA_FILES) and not os.path.exists(FORCED):
            # Only a new cluster's first node is the master without data.
            missing = data.missing()
            decision = decision if missing is None else Wait(missing)
        return decision.why if isinstance(decision, Wait) else None

    try:
        node.wait_until("role", poll, ALONE_AFTER_SECONDS if holds(DATA_FILES) else None)
    except TimeoutError:
        node.log("role", "this node's data can be read and not changed meanwhile: " + decision.why)
    alone = isinstance(decision, Wait)
    if not alone:
        replica_of = decision.of if isinstance(decision, Replica) else None
        replace(REDIS_CONF, configure(own_conf(), replica_of, settings.redis_port, node.password()))
        what = "replica of " + settings.name(replica_of) if replica_of else "master"
        node.log("role", "this node is %s: %s" % (what, decision.why))
    has_aof = append_only_file()
    without = disabled(live.commands(), has_aof, absent_commands())
    # What is known from now on can be called again, and gets into the file.
    replace(ABSENT, [" ".join(without) + "\n"])
    replace(START_CONF, start_conf(alone, has_aof, holds(["dump.rdb"]), without))


if __name__ == "__main__":
    sys.exit(main())
