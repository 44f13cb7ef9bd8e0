"""Tells this node's sentinel what to monitor, once, and waits until the node is a full member.

At the first formation every replica is attached before any sentinel is told: a sentinel asks the
master for its replicas at once and again only after ten seconds, so this order makes the quorum
stand two seconds later instead of fifteen or more.

  join.py conf      before every start of the sentinel: the password in sentinel.conf is the cluster's
  join.py monitor   tells the sentinel what to monitor, unless it knows
  join.py ready     waits until the node is a full member
"""
import os
import sys

import node
import ready
import resp

SENTINEL_CONF = "/data/sentinel.conf"
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


def conf(settings):
    """In the file and not by SENTINEL SET, because Redis 5 and 6.0 write a password that is set that
    way into their log; and while the sentinel is stopped, because it writes its file itself."""
    secret = node.password()
    if secret is None and settings.auth != "none":
        raise RuntimeError("there is no %s: run the secret step" % node.PASSWORD_FILE)
    with open(SENTINEL_CONF) as file:
        lines = file.readlines()
    temporary = SENTINEL_CONF + ".new"
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w") as file:
        file.writelines(sentinel_conf(lines, settings.master_name, secret))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, SENTINEL_CONF)


def tell(settings):
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        known = settings.master_name in resp.masters(sentinel)
    if not known:
        node.wait_until("join", lambda: missing_before_monitor(settings), LIMIT_SECONDS)
        monitor(settings)


def await_ready(settings):
    node.wait_until("join", lambda: ready.missing(settings), LIMIT_SECONDS)


def main(what):
    try:
        {"conf": conf, "monitor": tell, "ready": await_ready}[what](node.Settings())
    except TimeoutError as error:
        node.log("join", str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
