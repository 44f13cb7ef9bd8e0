"""The atomic part of a load: this node, a replica, gets another data set and becomes the master with it.

The old master refuses writes from the beginning, so what this node has is all that was ever acknowledged,
and is kept. The new data is loaded behind a fence, a password that nobody has: no client reads or writes
half of it, no sentinel makes this node a replica again or chooses it in a failover, and the old master
answers reads meanwhile. Only when all keys are there do the sentinels hear of it, by an epoch that wins.

On any failure and on SIGINT or SIGTERM everything is as before; after a crash recovery.py sees to that.
"""
import os
import secrets
import signal
import subprocess
import time

import force
import journal
import node
import recovery
import resp
import sentinels
import settings as live
from barrier import Barrier, Unfit, patiently, say
from local import Local, counts

CAUGHT_UP_WITHIN_SECONDS = 30
REWRITTEN_WITHIN_SECONDS = 600
NAMED_WITHIN_SECONDS = 30
# A sentinel asks a node every ten seconds.
NOTICED_WITHIN_SECONDS = 15
# A SAVE blocks for as long as it takes.
SAVE_SECONDS = 3600
SERVER_LOG = "/var/log/redis/redis-server.log"


class Switch:
    def __init__(self, settings, entry, expected, limit):
        """expected: {"keys", "expires"} of the new data, or None; limit: seconds that loading may take, and
        then the replicas' synchronising."""
        self.settings, self.entry, self.expected, self.limit = settings, entry, expected, limit
        self.barrier = None
        self.seconds = {}
        self.warnings = []

    def run(self):
        self.prepare()
        begin = time.monotonic()
        self.step("stopped", self.stop)
        self.step("load", self.load)
        self.step("lead", self.lead)
        self.step("sync", self.sync)
        self.seconds["withoutWrites"] = round(time.monotonic() - begin, 2)
        self.step("file", self.finish)
        keys, expires = self.loaded
        return {"keys": keys, "expires": expires, "seconds": self.seconds, "warnings": self.warnings,
                "before": self.entry["keys"], "aside": os.path.join(self.entry["folder"], "aside")}

    def step(self, name, work):
        begin = time.monotonic()
        work()
        self.seconds[name] = round(time.monotonic() - begin, 2)

    def own(self, timeout=1.0):
        return resp.Client(self.settings.address, self.settings.redis_port, timeout)

    def prepare(self):
        """Refuses a cluster that is not in order: nothing has been done."""
        settings = self.settings
        with self.own() as server:
            replication = resp.info(server, "replication")
        if replication["role"] != "slave" or replication["master_link_status"] != "up":
            raise Unfit("this node is no replica with its link up")
        self.master = replication["master_host"]
        for address in settings.addresses:
            if sentinels.named(settings, address) != self.master:
                raise Unfit("the sentinel of %s does not name %s the master" % (settings.name(address), settings.name(self.master)))
        patiently("the append-only file is being written anew", REWRITTEN_WITHIN_SECONDS, self.idle)
        patiently("sentinels have not noticed that this node is no master any more", NOTICED_WITHIN_SECONDS, self.unnoticed)
        self.barrier = Barrier(settings, self.master)
        self.entry.update(master=self.master, minReplicas=self.barrier.before)
        journal.write(self.entry, journal.BEGUN)

    def unnoticed(self):
        settings = self.settings
        return ", ".join(settings.name(address) for address in sentinels.taken_for_master(settings, settings.address)) or None

    def idle(self):
        with self.own() as server:
            state = resp.info(server, "persistence")
        busy = [name for name in ("aof_rewrite_in_progress", "aof_rewrite_scheduled", "rdb_bgsave_in_progress") if state[name] != "0"]
        return ", ".join(busy) or None

    def stop(self):
        """From here on nothing is acknowledged that this node does not have."""
        self.barrier.begin()
        say("%s refuses writes" % self.settings.name(self.master))
        patiently("this node has not all that the master has", CAUGHT_UP_WITHIN_SECONDS, self.behind)
        with self.own(timeout=SAVE_SECONDS) as server:
            state = resp.info(server, "persistence")
            server.call("CONFIG", "SET", "save", "")
            if state["aof_enabled"] != "1":
                say("saving this node's data")
                server.call("SAVE")
            elif state["aof_last_write_status"] != "ok" or state["aof_last_bgrewrite_status"] != "ok":
                raise Unfit("this node's append-only file is not whole: see %s" % SERVER_LOG)
            self.entry["keys"] = counts(server)[0]
        self.barrier.check()
        journal.write(self.entry, journal.MOVING)
        recovery.systemctl("stop", recovery.SERVER)

    def behind(self):
        self.barrier.check()
        with self.own() as server:
            replication = resp.info(server, "replication")
            if replication["role"] != "slave" or replication["master_link_status"] != "up":
                raise Unfit("this node's link to the master is down")
            bytes_behind = self.barrier.offset - int(replication["slave_repl_offset"])
        return None if bytes_behind <= 0 else "%d bytes are missing" % bytes_behind

    def load(self):
        self.fence = secrets.token_hex(24)
        journal.swap_in(self.entry)
        with os.fdopen(os.open(recovery.FENCE_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w") as file:
            file.write(self.fence)
        journal.chown(recovery.FENCE_FILE)
        recovery.systemctl("start", "--no-block", recovery.SERVER)
        say("redis-server loads")
        patiently("redis-server has not loaded the data", self.limit, self.loading, pause=0.1)
        with Local(self.settings.redis_port, self.fence) as server:
            self.loaded = counts(server)
        compare(self.loaded, self.expected)
        say("%d keys, all that the file has" % self.loaded[0])

    def loading(self):
        self.barrier.check()
        # A replica that is gone may be the reason for which the master steps down, too.
        named = sentinels.named(self.settings, self.settings.address)
        if named not in (self.master, None):
            raise Unfit("the sentinels have made %s the master meanwhile" % self.settings.name(named))
        shown = subprocess.check_output(["systemctl", "show", "-p", "SubState", recovery.SERVER], universal_newlines=True)
        if shown.strip() in ("SubState=auto-restart", "SubState=failed"):
            with open(SERVER_LOG) as log:
                # Redis marks what is serious.
                raise Unfit("redis-server cannot load it: " + "; ".join(line.partition(" # ")[2].strip() for line in log.readlines()[-50:] if " # " in line)[-400:])
        try:
            with Local(self.settings.redis_port, self.fence) as server:
                state = resp.info(server, "persistence")
        except (OSError, resp.ServerError) as error:
            return str(error)
        return None if state["loading"] == "0" else "%s %% are loaded" % state.get("loading_loaded_perc", "?")

    def lead(self):
        """The sentinels follow this node. Until a majority of them does all can be undone."""
        self.barrier.check(fresh=True)
        journal.write(self.entry, journal.TAKING)
        with Local(self.settings.redis_port, self.fence) as server:
            server.call("CONFIG", "SET", "requirepass", node.password() or "")
            for kind in ("normal", "pubsub"):
                # Sentinels, with the wrong password: they come again.
                server.call("CLIENT", "KILL", "TYPE", kind)
        force.take_over(self.settings, keep=recovery.kept_sentinel_conf(self.entry))
        patiently("no majority of the sentinels names this node", NAMED_WITHIN_SECONDS, self.unnamed, pause=0.1)
        with self.own() as server:
            self.still_master(resp.info(server, "replication"))
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        journal.write(self.entry, journal.NEW)
        os.remove(recovery.FENCE_FILE)
        self.barrier.end()

    def unnamed(self):
        names = [sentinels.named(self.settings, address) for address in self.settings.addresses]
        count = names.count(self.settings.address)
        return None if count > len(names) // 2 else "%d of %d do" % (count, len(names))

    def sync(self):
        """The others take over the new data, which sentinels would tell them some ten seconds later."""
        others = [address for address in self.settings.addresses if address != self.settings.address]
        for address in others:
            try:
                with resp.Client(address, self.settings.redis_port, timeout=5) as server:
                    server.call("REPLICAOF", self.settings.address, self.settings.redis_port)
                    if address == self.master:
                        server.call("CONFIG", "SET", recovery.MIN_REPLICAS, self.barrier.before)
                    server.call("CLIENT", "KILL", "TYPE", "normal")
            except (OSError, resp.ServerError) as error:
                self.warnings.append("%s did not hear of it, its sentinel tells it: %s" % (self.settings.name(address), error))
        try:
            patiently("the replicas are not in sync", self.limit, lambda: self.unsynced(others), pause=0.1)
        except Unfit as error:
            self.warnings.append(str(error))
        with self.own() as server:
            server.call("CONFIG", "SET", recovery.MIN_REPLICAS, self.barrier.before)
        say("this node takes writes")

    def unsynced(self, others):
        with self.own() as server:
            replication = resp.info(server, "replication")
        self.still_master(replication)
        attached = [value for name, value in replication.items() if name.startswith("slave") and "state=online" in value]
        return None if len(attached) >= len(others) else "%d of %d" % (len(attached), len(others))

    @staticmethod
    def still_master(replication):
        if replication["role"] != "master":
            raise Unfit("this node was made a replica of %s" % replication["master_host"])

    def finish(self):
        """The append-only file, where there is to be one: until it is written what a restart finds is dump.rdb."""
        journal.write(self.entry, journal.DONE)
        try:
            live.apply(self.settings)
            patiently("the append-only file is not written", REWRITTEN_WITHIN_SECONDS, self.idle)
        except (OSError, ValueError, resp.ServerError, Unfit) as error:
            self.warnings.append(str(error))


def compare(loaded, expected):
    """Those without a time to live are all there. Of the others Redis leaves out what has expired."""
    if expected is None:
        return
    (keys, expires), (all_keys, all_expires) = loaded, (expected["keys"], expected["expires"])
    if keys - expires != all_keys - all_expires or expires > all_expires:
        raise Unfit("%d keys were loaded, %d of them with a time to live; the file has %d and %d" % (keys, expires, all_keys, all_expires))
