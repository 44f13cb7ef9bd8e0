"""Makes this node, a replica, the master, with no acknowledged write lost, also for clients that stay
connected to the old master. Runs as root; touches nothing unless the cluster is healthy. Bounded in time.

The failover is Sentinel's own. Around it:
- Other replicas get a worse priority for the time being, so that it is this one that is promoted.
- The failover begins when the sentinel's last INFO of this node is FIRE_AT old. During a failover it
  asks every second, and not at all before: so it finds the promotion right after it, and not a second later.
- As the sentinel begins to choose, the old master refuses writes, by a min-replicas-to-write that no
  cluster has. What it has acknowledged reaches the replica before that is promoted, 100 to 200 ms later.
- The new master takes writes without a replica at first: an old release connects only once a second.
- When the sentinel names the new master, the old one becomes its replica and drops its clients, which ask
  the sentinels then. Without this it would stay a master for about ten seconds.

Progress goes to standard error, the result to standard output: one JSON object.
"""
import json
import queue
import signal
import sys
import threading
import time

sys.path.insert(0, "/usr/local/lib/redis-node")
import node  # noqa: E402
import resp  # noqa: E402
import settings as live  # noqa: E402

BARRIER = "99"
MIN_REPLICAS = "min-replicas-to-write"
PRIORITY = "replica-priority"
# The failover takes up to 300 ms until the replica is told; the sentinel's next INFO is due at 1000.
FIRE_AT_MILLIS = 600
# Sentinel's INFO period is 10 s when nothing happens.
INFO_WITHIN_SECONDS = 13
MOST_BEHIND_BYTES = 1 << 20
# A sentinel takes a second or two until it is connected again to a server that was restarted.
FIT_WITHIN_SECONDS = 15
CHOSEN_WITHIN_SECONDS = 5
# Or Sentinel's own limit, failover-timeout, and a little more.
PROMOTED_WITHIN_SECONDS = 60
SETTLED_WITHIN_SECONDS = 40


class Unfit(Exception):
    """Why there is no handover: nothing has been changed, or all has been put back."""


def say(text):
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        # Whoever listened is gone. This goes on: half a handover is worse than an unheard one.
        pass


def fields(flat):
    return dict(zip(flat[::2], flat[1::2]))


def config(server, name):
    return server.call("CONFIG", "GET", name)[1]


class Events:
    """What the sentinel publishes, as it comes."""

    def __init__(self, settings):
        self._queue = queue.Queue()
        self._client = resp.Client(settings.address, settings.sentinel_port, timeout=None)
        self._client.call("PSUBSCRIBE", "*")
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while True:
                self._queue.put(self._client._reply()[2:])
        except Exception as error:
            self._queue.put(("broken", str(error)))

    def wait(self, names, master, seconds):
        """The first of these events that concerns the master: (name, words). Raises TimeoutError."""
        end = time.monotonic() + seconds
        while True:
            try:
                name, text = self._queue.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise TimeoutError("none of %s within %d s" % (", ".join(names), seconds))
            if name == "broken":
                raise ConnectionError("the sentinel's events: " + text)
            if master in text.split() and any(name.startswith(wanted) for wanted in names):
                return name, text.split()


class Handover:
    """One handover, to this node."""

    def __init__(self, settings):
        self.settings = settings
        self.name = settings.master_name
        self.warnings = []
        self.priorities = {}
        self.barred = False
        self.promoted = False

    # The way to it: nothing that clients notice.

    def open(self):
        settings = self.settings
        self.sentinel = resp.Client(settings.address, settings.sentinel_port, timeout=5)
        self.own = resp.Client(settings.address, settings.redis_port, timeout=5)
        monitored = resp.masters(self.sentinel).get(self.name)
        if monitored is None:
            raise Unfit("this node's sentinel does not know %s" % self.name)
        self.old_address = monitored["ip"]
        self.failover_timeout = int(monitored["failover-timeout"]) // 1000
        if self.old_address == settings.address:
            raise Unfit("this node is the master already")
        self.old = resp.Client(self.old_address, settings.redis_port, timeout=5)
        self.others = {
            address: resp.Client(address, settings.redis_port, timeout=5)
            for address in settings.addresses if address not in (settings.address, self.old_address)}

    def become_fit(self):
        """Waits until every node does its part. Raises Unfit for what stays as it is."""
        end = time.monotonic() + FIT_WITHIN_SECONDS
        while True:
            try:
                return self.check()
            except Unfit:
                if time.monotonic() > end:
                    raise
            time.sleep(0.2)

    def check(self):
        """Raises Unfit unless every node does its part."""
        peers = len(self.settings.addresses) - 1
        monitored = resp.masters(self.sentinel)[self.name]
        if monitored["flags"] != "master":
            raise Unfit("the sentinel has the master as %s" % monitored["flags"])
        if int(monitored["num-other-sentinels"]) != peers:
            raise Unfit("the sentinel sees %s other sentinels, not %d" % (monitored["num-other-sentinels"], peers))
        self.sentinel.call("SENTINEL", "CKQUORUM", self.name)
        for replica in self.replicas():
            if replica["flags"] != "slave":
                raise Unfit("the sentinel has %s as %s" % (replica["name"], replica["flags"]))
        for address in self.settings.addresses:
            self.check_noticed(address)
        own = resp.info(self.own, "replication")
        if own["role"] != "slave" or own["master_host"] != self.old_address or own["master_link_status"] != "up":
            raise Unfit("this node is no replica of %s with its link up" % self.old_address)
        master = resp.info(self.old, "replication")
        if master["role"] != "master":
            raise Unfit("%s is named the master and says that its role is %s" % (self.old_address, master["role"]))
        attached = [fields_of(value) for name, value in master.items() if name.startswith("slave") and "=" in value]
        if len(attached) != peers:
            raise Unfit("%d replicas are attached to the master, not %d" % (len(attached), peers))
        for one in attached:
            behind = int(master["master_repl_offset"]) - int(one["offset"])
            if one["state"] != "online" or behind > MOST_BEHIND_BYTES:
                raise Unfit("replica %s is %s and %d bytes behind" % (one["ip"], one["state"], behind))

    def check_noticed(self, address):
        """A sentinel that last saw this node as a master, before an earlier failover, and next sees it as one
        again, thinks that it has been one all the time, and makes it a replica before it hears of this failover."""
        with resp.Client(address, self.settings.sentinel_port, timeout=5) as sentinel:
            for replica in self.replicas(sentinel):
                if replica["ip"] == self.settings.address and replica["role-reported"] == "master":
                    raise Unfit("the sentinel of %s has not noticed yet that this node is no master any more" % self.settings.names[address])

    def replicas(self, sentinel=None):
        return [fields(flat) for flat in (sentinel or self.sentinel).call("SENTINEL", "SLAVES", self.name)]

    def seen(self, address):
        for replica in self.replicas():
            if replica["ip"] == address:
                return replica
        raise Unfit("the sentinel does not know replica %s any more" % address)

    def prefer_this_node(self):
        mine = int(config(self.own, PRIORITY))
        if mine == 0:
            raise Unfit("this node's %s is 0: it is never to be promoted" % PRIORITY)
        for address, other in self.others.items():
            priority = int(config(other, PRIORITY))
            if 0 < priority <= mine:
                self.priorities[address] = str(priority)
                other.call("CONFIG", "SET", PRIORITY, mine + 1)
        end = time.monotonic() + INFO_WITHIN_SECONDS
        while any(int(self.seen(address)["slave-priority"]) != mine + 1 for address in self.priorities):
            if time.monotonic() > end:
                raise Unfit("the sentinel has not taken notice of priorities within %d s" % INFO_WITHIN_SECONDS)
            time.sleep(0.1)

    def wait_for_the_moment(self):
        end = time.monotonic() + INFO_WITHIN_SECONDS
        while time.monotonic() < end:
            age = int(self.seen(self.settings.address)["info-refresh"])
            if age <= FIRE_AT_MILLIS:
                time.sleep((FIRE_AT_MILLIS - age) / 1000)
                return
            time.sleep(0.03)
        self.warnings.append("the sentinel has not asked this node within %d s" % INFO_WITHIN_SECONDS)

    # The handover itself.

    def run(self):
        events = Events(self.settings)
        self.min_replicas = min_replicas(self.old)
        self.own_min_replicas = min_replicas(self.own)
        self.own.call("CONFIG", "SET", MIN_REPLICAS, 0)
        self.sentinel.call("SENTINEL", "FAILOVER", self.name)
        begin = time.monotonic()
        events.wait(["+failover-state-select-slave"], self.name, CHOSEN_WITHIN_SECONDS)
        self.bar()
        limit = min(self.failover_timeout + 2, PROMOTED_WITHIN_SECONDS)
        try:
            event, words = events.wait(["+promoted-slave", "-failover-abort"], self.name, limit)
        except TimeoutError as error:
            event, words = str(error), []
        if event == "+promoted-slave":
            address = words[2]
        elif self.replication(self.settings.address)["role"] == "master":
            address = self.settings.address
        else:
            raise Unfit("the sentinel has promoted nobody: %s" % event)
        self.promoted = True
        self.demote(address)
        end = time.monotonic()
        # What the new master had of the old one's stream when it was promoted.
        had = int(self.replication(address)["second_repl_offset"]) - 1
        return {
            "from": self.settings.names[self.old_address],
            "to": self.settings.names[address],
            "refusedMillis": int((end - self.barred_at) * 1000),
            "failoverMillis": int((end - begin) * 1000),
            "lostBytes": max(0, self.offset - had),
            "warnings": self.warnings,
        }

    def replication(self, address):
        """By a new connection: a promotion closes those that the replica had."""
        with resp.Client(address, self.settings.redis_port) as server:
            return resp.info(server, "replication")

    def bar(self):
        """From here on the old master acknowledges nothing."""
        self.barred = True
        self.barred_at = time.monotonic()
        self.old.call("CONFIG", "SET", MIN_REPLICAS, BARRIER)
        self.offset = int(resp.info(self.old, "replication")["master_repl_offset"])

    def demote(self, address):
        try:
            self.old.call("REPLICAOF", address, self.settings.redis_port)
            self.old.call("CONFIG", "SET", MIN_REPLICAS, self.min_replicas)
            self.barred = False
            # This connection is spared.
            self.old.call("CLIENT", "KILL", "TYPE", "normal")
        except (OSError, resp.ServerError) as error:
            self.warnings.append("the old master could not be made a replica at once, which the sentinels do: %s" % error)

    # Afterwards, whatever has happened.

    def settle(self):
        """Waits until the sentinel has done its part, too."""
        end = time.monotonic() + SETTLED_WITHIN_SECONDS
        missing = "nothing seen yet"
        while missing:
            if time.monotonic() > end:
                self.warnings.append("not settled within %d s: %s" % (SETTLED_WITHIN_SECONDS, missing))
                return
            time.sleep(0.1)
            missing = self.unsettled()

    def unsettled(self):
        monitored = resp.masters(self.sentinel)[self.name]
        if monitored["ip"] == self.old_address or monitored["flags"] != "master":
            return "the sentinel has %s as %s" % (monitored["ip"], monitored["flags"])
        for address in self.settings.addresses:
            if address == monitored["ip"]:
                continue
            try:
                replication = self.replication(address)
            except (OSError, resp.ServerError) as error:
                return "%s: %s" % (address, error)
            if replication.get("master_host") != monitored["ip"] or replication.get("master_link_status") != "up":
                return "%s does not follow %s yet" % (address, monitored["ip"])
        return None

    def put_back(self):
        """All that was for the time being. Each by itself: one that fails must not keep the others."""
        undo = [lambda: self.lift()] if self.barred else []
        if hasattr(self, "own_min_replicas"):
            undo.append(lambda: self.set_min_replicas(self.settings.address, self.own_min_replicas))
        for address, priority in self.priorities.items():
            undo.append(lambda address=address, priority=priority: self.restore(address, priority))
        for step in undo:
            try:
                step()
            except (OSError, resp.ServerError) as error:
                self.warnings.append("not put back: %s" % error)

    def set_min_replicas(self, address, value):
        with resp.Client(address, self.settings.redis_port) as server:
            server.call("CONFIG", "SET", MIN_REPLICAS, value)

    def restore(self, address, priority):
        with resp.Client(address, self.settings.redis_port) as server:
            server.call("CONFIG", "SET", PRIORITY, priority)
            # Sentinel writes the file when it gives a replica another master.
            server.call("CONFIG", "REWRITE")

    def lift(self):
        """The old master takes writes again, if it is still the only one: else those would be lost."""
        end = time.monotonic() + SETTLED_WITHIN_SECONDS
        while True:
            try:
                hinders = self.hinders_lifting()
                if hinders is None:
                    self.set_min_replicas(self.old_address, self.min_replicas)
                    return
            except (OSError, resp.ServerError) as problem:
                hinders = problem
            if time.monotonic() > end:
                self.warnings.append(
                    "%s on %s is still %s, which the node itself puts right within two minutes: %s"
                    % (MIN_REPLICAS, self.old_address, BARRIER, hinders))
                return
            time.sleep(0.2)

    def hinders_lifting(self):
        if self.replication(self.old_address)["role"] == "slave":
            return None
        for address in [self.settings.address] + list(self.others):
            if self.replication(address)["role"] != "slave":
                return "%s is a master beside it" % address
        return None


def fields_of(text):
    return dict(pair.split("=", 1) for pair in text.split(","))


def min_replicas(server):
    """What it is; what the stack says where an earlier handover was cut off."""
    value = config(server, MIN_REPLICAS)
    return dict(live.pairs("redis"))[MIN_REPLICAS] if value == BARRIER else value


def main():
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    handover = Handover(node.Settings())
    try:
        handover.open()
        handover.become_fit()
        say("healthy; preparing")
        try:
            handover.prefer_this_node()
            handover.wait_for_the_moment()
            handover.check()
            result = handover.run()
            handover.settle()
        finally:
            handover.put_back()
    except (Unfit, OSError, resp.ServerError) as error:
        print(json.dumps({"error": str(error), "promoted": handover.promoted, "warnings": handover.warnings}))
        return 1
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
