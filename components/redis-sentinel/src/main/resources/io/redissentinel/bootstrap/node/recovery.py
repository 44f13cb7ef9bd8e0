"""What happens on this node when the process of a load is no more: a reboot, a kill. The old data comes back
before anything reads the new: before redis-server starts (role.py), before the sentinel does (join.py), and
where both go on running, within seconds (upkeep.py)."""
import os
import subprocess

import journal
import node
import resp
import sentinels

SENTINEL_CONF = "/data/sentinel.conf"
# Made for one start of redis-server, on a tmpfs: nobody but the load may talk to it.
FENCE_FILE = "/run/redis-node/fence"
MIN_REPLICAS = "min-replicas-to-write"
# More than any cluster has. In turn: what stays is lifted by upkeep.py, as left behind.
BARRIERS = ("98", "97")
LIFTED_WITHIN_SECONDS = 20
SERVER = "redis-server.service"
SENTINEL = "redis-sentinel.service"
CUT_OFF = "a load was cut off: "


def fence():
    """The password of a server that loads new data."""
    with open(FENCE_FILE) as file:
        return file.read()


def fenced(secret):
    """The lines for a start of redis-server that only a load may talk to: clients would write, and sentinels
    would make it a replica, which empties it. It refuses writes also after that."""
    return ["requirepass %s\n" % secret, "%s %s\n" % (MIN_REPLICAS, BARRIERS[0])]


def kept_sentinel_conf(entry):
    return os.path.join(entry["folder"], "sentinel.conf")


def sentinel_back(entry):
    """Without the epochs that it was to lead with. Peers that have heard of them tell it again."""
    if os.path.exists(kept_sentinel_conf(entry)):
        os.replace(kept_sentinel_conf(entry), SENTINEL_CONF)


def data_back(entry):
    journal.put_back(entry)
    journal.remove()


def before_sentinel():
    entry = journal.read()
    held = journal.lock() if entry and entry["phase"] == journal.TAKING else None
    if held is not None:
        with held:
            sentinel_back(entry)
        node.log("join", CUT_OFF + "the sentinel has its file of before again")


def before_server():
    """Returns the fence if this start is one of a load that is under way, else None."""
    found = []

    def poll():
        entry = journal.read()
        if entry is None or entry["phase"] not in (journal.MOVING, journal.LOADING, journal.TAKING):
            return None
        held = journal.lock()
        if held is None:
            if entry["phase"] == journal.MOVING:
                return "a load is moving this node's data"
            found.append(fence())
            return None
        with held:
            if os.path.exists(kept_sentinel_conf(entry)):
                # The file of a sentinel that runs is its own. upkeep.py stops it, and undoes all of this.
                return CUT_OFF + "waiting for the upkeep to undo it"
            data_back(entry)
        node.log("role", CUT_OFF + "this node has its data of before again")
        return None

    node.wait_until("role", poll)
    return found[0] if found else None


def systemctl(verb, *words):
    done = subprocess.run(["systemctl", verb] + list(words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode != 0:
        raise OSError("systemctl %s %s: %s" % (verb, " ".join(words), " ".join(done.stdout.split())))


def undo(settings, entry):
    """With the lock, as root: this node as it was, and the old master takes writes again."""
    if entry["phase"] == journal.BEGUN:
        journal.remove()
    else:
        servers = (SERVER, SENTINEL) if entry["phase"] == journal.TAKING else (SERVER,)
        systemctl("stop", *servers)
        sentinel_back(entry)
        data_back(entry)
        if os.path.exists(FENCE_FILE):
            os.remove(FENCE_FILE)
        # The server asks all sentinels for its role, which may take its time.
        systemctl("start", "--no-block", *reversed(servers))
    try:
        node.wait_until("load", lambda: hinders_lifting(settings, entry), LIFTED_WITHIN_SECONDS)
    except TimeoutError as error:
        node.log("load", "%s; where the barrier is still there, its node lifts it within two minutes" % error)


def hinders_lifting(settings, entry):
    """Lets the old master take writes again, if it is still the only one: else those would be lost. Returns
    why not yet."""
    try:
        with resp.Client(entry["master"], settings.redis_port) as master:
            if resp.info(master, "replication")["role"] == "master":
                for address in settings.addresses:
                    if sentinels.named(settings, address) not in (entry["master"], None):
                        return "the sentinel of %s names another master" % settings.name(address)
            if master.call("CONFIG", "GET", MIN_REPLICAS)[1] in BARRIERS:
                master.call("CONFIG", "SET", MIN_REPLICAS, entry["minReplicas"])
    except (OSError, resp.ServerError) as error:
        return "waiting to let %s take writes again: %s" % (settings.name(entry["master"]), error)
    return None


def resume(settings):
    """For upkeep: a load whose process is no more, on a node that goes on running."""
    entry = journal.read()
    if entry is None or entry["phase"] not in journal.UNDONE_AFTER_A_CRASH:
        return
    held = journal.lock()
    if held is not None:
        with held:
            undo(settings, entry)
        node.log("load", CUT_OFF + "this node has its data of before again")
