"""Tells this node's sentinel what to monitor, once, and waits until the node is a full member.

At the first formation every replica is attached before any sentinel is told: a sentinel asks the
master for its replicas at once and again only after ten seconds, so this order makes the quorum
stand two seconds later instead of fifteen or more.

  join.py conf      before every start of the sentinel: puts sentinel.conf right
  join.py monitor   tells the sentinel what to monitor, unless it knows
  join.py ready     waits until the node is a full member
"""
import os
import sys

import node
import ready
import recovery
import resp
import settings as live

SENTINEL_CONF = "/data/sentinel.conf"
FRESH_CONF = "/etc/redis-node/sentinel.conf"


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
        if replication["role"] == "slave" and replication["master_link_status"] != "up":
            return "waiting for the link to the master, %s" % settings.name(replication["master_host"])
        if monitored_by_a_peer(settings):
            return None
        if replication["role"] == "slave":
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
    options = live.pairs("sentinel")
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        if settings.master_name not in resp.masters(sentinel):
            sentinel.call("SENTINEL", "MONITOR", settings.master_name, master, settings.redis_port, dict(options)["quorum"])
            node.log("join", "the sentinel monitors %s at %s" % (settings.master_name, settings.name(master)))
        for option, value in options:
            sentinel.call("SENTINEL", "SET", settings.master_name, option, value)


def sentinel_conf(lines, master_name, secret):
    """The lines of sentinel.conf with this password, or none: for the sentinel's clients and peers,
    and for the servers that it monitors."""
    changed = []
    for line in lines:
        words = line.split()
        if words[:1] == ["requirepass"] or words[:3] == ["sentinel", "auth-pass", master_name]:
            continue
        changed.append(node.with_password(line, secret))
        if secret and words[:3] == ["sentinel", "monitor", master_name]:
            changed.append("sentinel auth-pass %s %s\n" % (master_name, secret))
    return changed + (["requirepass %s\n" % secret] if secret else [])


def whole(lines, identity):
    """The lines without a last one that was cut, or None if they lack this sentinel's identity: it would
    take a new one, and leave a ghost that counts in every majority."""
    if lines and not lines[-1].endswith("\n"):
        lines = lines[:-1]
    return lines if identity in lines else None


def conf(settings):
    """The file is written once, and then rewritten by Sentinel. The password goes in here and not by
    SENTINEL SET, because Redis 5 and 6.0 write one that is set that way into their log; and while the
    sentinel is stopped, because it writes its file itself."""
    secret = node.password()
    if secret is None and settings.auth != "none":
        raise RuntimeError("there is no %s: run the secret step" % node.PASSWORD_FILE)
    with open(FRESH_CONF) as file:
        fresh = file.readlines()
    lines = None
    if os.path.exists(SENTINEL_CONF):
        with open(SENTINEL_CONF) as file:
            lines = whole(file.readlines(), "sentinel myid %s\n" % settings.sentinel_id)
        if lines is None:
            os.replace(SENTINEL_CONF, SENTINEL_CONF + ".damaged")
            node.log("join", "sentinel.conf lacks this node's identity: kept as sentinel.conf.damaged, written anew")
    temporary = SENTINEL_CONF + ".new"
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w") as file:
        file.writelines(sentinel_conf(lines or fresh, settings.master_name, secret))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, SENTINEL_CONF)


def knows(settings):
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        return settings.master_name in resp.masters(sentinel)


def main(what):
    settings = node.Settings()
    if what == "conf":
        recovery.before_sentinel()
        conf(settings)
    elif what == "monitor":
        if not knows(settings):
            node.wait_until("join", lambda: missing_before_monitor(settings))
            monitor(settings)
    else:
        node.wait_until("join", lambda: ready.missing(settings))


if __name__ == "__main__":
    main(sys.argv[1])
