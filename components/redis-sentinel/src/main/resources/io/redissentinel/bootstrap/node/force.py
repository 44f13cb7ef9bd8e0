"""redis-node-force-master: an operator's word that this node is the master, for when the other nodes
will not come back in time. See RISK."""
import argparse
import os
import re
import shutil
import subprocess
import sys

import join
import node
import resp
import role
import settings as live

RISK = """This makes %s the master without asking the other nodes.
What only they have is lost: writes that were acknowledged after this node was cut off or switched off.
If one of them is still a master that clients reach, there will be two until they hear of this one.
When they come back they become replicas of this node, and what they hold is overwritten. Check first,
on each node that you can reach: redis-cli info replication; ls -l /data
To go on: redis-node-force-master --yes"""
AFTER = """%s is the master now. It refuses writes until a replica is in sync (min-replicas-to-write). To take
writes without one, which is to lose them with this node: redis-cli config set min-replicas-to-write 0; the
next start of redis-server puts it back."""
WITHIN_SECONDS = 90
# Sentinels follow the highest epoch that they hear of. The others may have counted on meanwhile.
EPOCHS_AHEAD = 1000


def leading(lines, name, address, others, port, quorum):
    """The lines of sentinel.conf that name this master, the others as its replicas, and an epoch that
    wins over theirs. Sentinel wants `monitor` before all else about a master."""
    epochs = [int(number) for number in re.findall(r"epoch (?:%s )?(\d+)$" % re.escape(name), "".join(lines), re.MULTILINE)]
    epoch = max(epochs + [0]) + EPOCHS_AHEAD
    ours = [line for line in lines if line.split()[:1] == ["sentinel"] and line.split()[2:3] == [name]]
    kept = [line for line in lines if line not in ours and not line.startswith("sentinel current-epoch ")]
    peers = [line for line in ours if line.startswith("sentinel known-sentinel ")]
    return kept + [
        "sentinel monitor %s %s %d %s\n" % (name, address, port, quorum),
        "sentinel config-epoch %s %d\n" % (name, epoch),
    ] + ["sentinel known-replica %s %s %d\n" % (name, other, port) for other in others] + peers + [
        "sentinel current-epoch %d\n" % epoch,
    ]


def main(arguments):
    parser = argparse.ArgumentParser(prog="redis-node-force-master", description="Makes this node the master. It says what that risks unless --yes is given.")
    parser.add_argument("--yes", action="store_true", help="do it")
    parser.add_argument("--empty", action="store_true", help="even if this node has no data; the others lose theirs")
    chosen = parser.parse_args(arguments)
    settings = node.Settings()
    if os.geteuid() != 0:
        parser.error("must be run as root")
    if not chosen.empty and not role.holds(role.DATA_FILES):
        parser.error("this node has no data, and as the master would empty the others; --empty says that they shall be")
    if not chosen.yes:
        print(RISK % settings.name(settings.address), file=sys.stderr)
        return 2
    with open(role.FORCED, "w") as file:
        file.write("empty" if chosen.empty else "data")
    try:
        take_over(settings)
    finally:
        os.remove(role.FORCED)
    node.log("role", "this node is master: an operator said so")
    print(AFTER % settings.name(settings.address))
    return 0


def take_over(settings, keep=None):
    """The server first: a sentinel that names it would turn a replica into a master at once.

    keep: where the sentinel's file of before goes.
    """
    def poll():
        try:
            with resp.Client(settings.address, settings.redis_port) as server:
                if resp.info(server, "replication")["role"] == "master":
                    return None
                server.call("REPLICAOF", "NO", "ONE")
                server.call("CONFIG", "REWRITE")
        except (OSError, resp.ServerError) as error:
            return "waiting for redis-server to answer: %s" % error
        return "waiting for redis-server to be a master"

    node.wait_until("role", poll, WITHIN_SECONDS)
    quorum = dict(live.pairs("sentinel"))["quorum"]
    others = [address for address in settings.addresses if address != settings.address]
    # It rewrites its file itself while it runs.
    subprocess.check_call(["systemctl", "stop", "redis-sentinel.service"])
    try:
        with open(join.SENTINEL_CONF) as file:
            lines = file.readlines()
        if keep is not None:
            shutil.copy2(join.SENTINEL_CONF, keep)
            shutil.chown(keep, "redis", "redis")
        role.replace(
            join.SENTINEL_CONF,
            leading(lines, settings.master_name, settings.address, others, settings.redis_port, quorum))
        subprocess.check_call(["chown", "redis:redis", join.SENTINEL_CONF])
    finally:
        subprocess.check_call(["systemctl", "start", "redis-sentinel.service"])

    def told():
        try:
            # It says that it has started before it listens.
            join.monitor(settings)
        except (OSError, resp.ServerError) as error:
            return "waiting for the sentinel to answer: %s" % error
        return None

    node.wait_until("role", told, WITHIN_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
