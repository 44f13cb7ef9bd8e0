"""What a running node looks after, every five seconds, as root: settings that were changed, a volume that
has grown, a role that could not be told when redis-server started, a sentinel that knows no master, a rotation
of the password that was cut off, a backup that has failed."""
import os
import subprocess
import time

import join
import journal
import metadata
import node
import recovery
import resp
import revive
import role
import schedule
import sentinels
import settings as live
import settle
import state

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
    """A handover (sentinelctl) or a load lets a master refuse writes, by wanting more replicas than any
    cluster has. Whoever made it takes it away; if that was cut off, so that it stays as it is, it goes
    here, later than any handover takes."""

    # No stack says these: there are seven nodes at most. A load (switch.py) takes its two in turn.
    REPLICAS = ("99",) + recovery.BARRIERS
    LIMIT_SECONDS = 100

    def __init__(self):
        self._since = None
        self._value = None

    def lift(self, settings):
        with resp.Client(settings.address, settings.redis_port) as server:
            value = server.call("CONFIG", "GET", "min-replicas-to-write")[1]
            now = time.monotonic()
            if value != self._value or value not in self.REPLICAS:
                self._value, self._since = value, now
                return
            if now - self._since <= self.LIMIT_SECONDS:
                return
            if resp.info(server, "replication")["role"] == "master" and sentinels.named(settings, settings.address) != settings.address:
                # Another one is the master by now. What this one took would be lost.
                return
            wanted = dict(live.pairs("redis"))["min-replicas-to-write"]
            server.call("CONFIG", "SET", "min-replicas-to-write", wanted)
            node.log("settings", "a handover or a load was cut off and left min-replicas-to-write at %s: it is %s again"
                     % (value, wanted))


class Again:
    """A backup of this node that has failed is tried again before the next one is due. The timer's own service
    does it, and looks whether a peer has made one meanwhile; this only starts it, and never waits for it."""

    SERVICE = "redis-node-backup.service"

    def __init__(self):
        self._begun = None

    def begin(self, _settings):
        backups, known = schedule.parse(live.backups()), state.read()
        failure = known.get("failure")
        if backups is None or not failure or not os.path.exists(node.READY_FILE):
            return
        took = (known.get("last") or {}).get("seconds") or 0
        number = schedule.again(failure["slot"], failure["at"], took, time.time(), backups.seconds)
        this = failure["slot"], number
        if number and (self._begun is None or this > self._begun):
            self._begun = this
            node.log("backup", "it failed and may be tried again now, %d of %d" % (number, len(schedule.AGAIN_SECONDS)))
            subprocess.check_call(["systemctl", "start", "--no-block", self.SERVICE])


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
    tasks = [recovery.resume, take_settings, take_backups, Again().begin, take_role, tell_sentinel, revive.check, Volume().grow,
             Barrier().lift, settle.Settle().settle]
    while True:
        # Other data is being loaded: until that is decided nothing here is put right.
        for task in tasks if not journal.busy() else ():
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
