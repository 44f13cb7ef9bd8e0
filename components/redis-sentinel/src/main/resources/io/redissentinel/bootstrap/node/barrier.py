"""A master that refuses writes for as long as another node needs to take over: it wants more replicas than
any cluster has, by two values in turn. One that stays was left behind, and is lifted by that node's upkeep."""
import sys
import threading
import time

import recovery
import resp
import settings as live

TURN_SECONDS = 20
# Of silence, before it is given up: less than upkeep's limit by far.
SILENCE_SECONDS = 60


class Unfit(Exception):
    """Why it is not done."""


def say(text):
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        # Whoever listened is gone. This goes on.
        pass


def patiently(what, seconds, missing, pause=0.25):
    """Waits until missing() returns None; what it returns is what is still missing."""
    end = time.monotonic() + seconds
    while True:
        try:
            lacks = missing()
        except (OSError, resp.ServerError) as error:
            lacks = str(error)
        if lacks is None:
            return
        if time.monotonic() > end:
            raise Unfit("%s within %d s: %s" % (what, seconds, lacks))
        time.sleep(pause)


class Barrier:
    def __init__(self, settings, master):
        self._settings, self._master = settings, master
        with self._client() as server:
            value = server.call("CONFIG", "GET", recovery.MIN_REPLICAS)[1]
            self._run_id = resp.info(server, "server")["run_id"]
        left_behind = value in recovery.BARRIERS + ("99",)
        # What it was, or is to be.
        self.before = dict(live.pairs("redis"))[recovery.MIN_REPLICAS] if left_behind else value
        self._turn = 0
        self._broken = None
        self._heard = time.monotonic()
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self.offset = None

    def _client(self):
        return resp.Client(self._master, self._settings.redis_port, timeout=5)

    def begin(self):
        with self._client() as server:
            server.call("CONFIG", "SET", recovery.MIN_REPLICAS, recovery.BARRIERS[0])
            for line in server.call("CLIENT", "LIST").splitlines():
                fields = dict(word.split("=", 1) for word in line.split() if "=" in word)
                if fields.get("multi", "-1") != "-1" and fields.get("flags") != "S":
                    # What it has queued was let in before, and EXEC asks no more.
                    server.call("CLIENT", "KILL", "ID", fields["id"])
            self.offset = int(resp.info(server, "replication")["master_repl_offset"])
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self):
        while not self._ended.wait(TURN_SECONDS):
            self._next()

    def _next(self):
        """Whether the master has answered."""
        with self._lock:
            if self._ended.is_set() or self._broken:
                return False
            try:
                with self._client() as server:
                    value = server.call("CONFIG", "GET", recovery.MIN_REPLICAS)[1]
                    if resp.info(server, "server")["run_id"] != self._run_id:
                        self._broken = "the master was restarted meanwhile"
                    elif value != recovery.BARRIERS[self._turn]:
                        self._broken = "somebody has set the master's %s to %s meanwhile" % (recovery.MIN_REPLICAS, value)
                    else:
                        self._turn = 1 - self._turn
                        server.call("CONFIG", "SET", recovery.MIN_REPLICAS, recovery.BARRIERS[self._turn])
                        self._heard = time.monotonic()
                return True
            except (OSError, resp.ServerError) as error:
                if time.monotonic() - self._heard > SILENCE_SECONDS:
                    self._broken = "the master does not answer: %s" % error
                return False

    def check(self, fresh=False):
        """Raises Unfit unless the master has refused writes all the time; fresh: asks it now."""
        if fresh and not self._next() and not self._broken:
            raise Unfit("the master does not answer")
        if self._broken:
            raise Unfit(self._broken)

    def end(self):
        """No further turn is taken; the last value stays."""
        self._ended.set()
        with self._lock:
            pass
