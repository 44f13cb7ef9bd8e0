"""What a running node looks after, every five seconds, as root: settings that were changed, a volume that
has grown, a role that could not be told when redis-server started, a sentinel that knows no master, a rotation
of the password that was cut off."""
import os
import subprocess
import time

import join
import metadata
import node
import resp
import revive
import role
import settings as live
import settle

PAUSE_SECONDS = 5


class Volume:
    """The file system on /data, which follows its device."""

    def __init__(self):
        self._sectors = None

    def grow(self, _settings):
        device = os.stat("/data").st_dev
        with open("/sys/dev/block/%d:%d/size" % (os.major(device), os.minor(device))) as file:
            sectors = file.read()
        if sectors == self._sectors:
            return
        self._sectors = sectors
        before = os.statvfs("/data").f_blocks
        source = subprocess.check_output(["findmnt", "-n", "-o", "SOURCE", "/data"], universal_newlines=True)
        done = subprocess.run(
            ["resize2fs", source.strip()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        if done.returncode != 0:
            node.log("volume", "the volume has grown, its file system cannot while it is mounted, and does at the next boot: %s"
                     % " ".join(done.stdout.split()))
        now = os.statvfs("/data")
        if now.f_blocks > before:
            node.log("volume", "the file system on /data has grown to %d MiB" % (now.f_blocks * now.f_frsize >> 20))


class Barrier:
    """A handover (sentinelctl) lets a master refuse writes for less than a second, by wanting more replicas
    than any cluster has. Whoever made it takes it away; if that was cut off, it goes here, later than any
    handover takes."""

    # No stack says this: there are seven nodes at most.
    REPLICAS = "99"
    LIMIT_SECONDS = 100

    def __init__(self):
        self._since = None

    def lift(self, settings):
        with resp.Client(settings.address, settings.redis_port) as server:
            if server.call("CONFIG", "GET", "min-replicas-to-write")[1] != self.REPLICAS:
                self._since = None
                return
            now = time.monotonic()
            self._since = now if self._since is None else self._since
            if now - self._since > self.LIMIT_SECONDS:
                wanted = dict(live.pairs("redis"))["min-replicas-to-write"]
                server.call("CONFIG", "SET", "min-replicas-to-write", wanted)
                node.log("settings", "a handover was cut off and left min-replicas-to-write at %s: it is %s again"
                         % (self.REPLICAS, wanted))


def take_settings(settings):
    """Each by itself: without the metadata service what is in the files still has to reach the servers."""
    try:
        live.refresh()
    finally:
        live.put()
        live.apply(settings)


def take_backups(_settings):
    """The timer runs while backups are configured."""
    live.put_timer()


def take_role(settings):
    """A node that came up alone, as nobody's replica: its peers may have come back meanwhile."""
    with resp.Client(settings.address, settings.redis_port) as server:
        if resp.info(server, "replication").get("master_host") != node.NOBODY[0]:
            return
        decision = role.look(settings, role.own_conf())
        if isinstance(decision, role.Wait):
            return
        if isinstance(decision, role.Replica):
            server.call("REPLICAOF", decision.of, settings.redis_port)
        else:
            server.call("REPLICAOF", "NO", "ONE")
        server.call("CONFIG", "REWRITE")
    node.log("role", "no longer alone, this node is %s: %s" % (type(decision).__name__.lower(), decision.why))


def tell_sentinel(settings):
    """One that lost its file starts without a master. The bootstrap sees to a new one."""
    if not os.path.exists(node.READY_FILE) or join.knows(settings) or join.missing_before_monitor(settings):
        return
    join.monitor(settings)
    if node.password() is not None:
        # It has no password for the master yet: join.py puts that into its file before it starts.
        subprocess.check_call(["systemctl", "restart", "redis-sentinel.service"])


def main():
    settings = node.Settings()
    troubles = {}
    tasks = [take_settings, take_backups, take_role, tell_sentinel, revive.check, Volume().grow, Barrier().lift,
             settle.Settle().settle]
    while True:
        for task in tasks:
            try:
                task(settings)
                troubles.pop(task, None)
            except (OSError, ValueError, resp.ServerError, metadata.NotNow, subprocess.CalledProcessError) as error:
                # Such as a server that starts, or is off. The journal has what is new.
                trouble = "%s: %s" % (task.__name__, getattr(error, "output", None) or error)
                if troubles.get(task) != trouble:
                    print(trouble, flush=True)
                troubles[task] = trouble
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main()
