"""What this node remembers of its backups: the last attempt, the last that succeeded, and whether the one that
was due has failed."""
import json
import os
import time

import node
import schedule

FILE = "/var/lib/redis-node/backup.json"


def read():
    """{"last": ..., "success": ..., "failure": {"slot": ..., "at": ...}}, all maybe absent. failure: the timer's
    attempts have failed since that point of time (slot), the first one at that moment."""
    try:
        with open(FILE) as file:
            found = json.load(file)
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(found):
    temporary = FILE + ".new"
    with open(temporary, "w") as file:
        json.dump(found, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, FILE)


def since(folder):
    """From when on this node makes them: since it has the setting, and since it is up."""
    moments = []
    for path in (os.path.join(folder, "backups"), node.READY_FILE):
        try:
            moments.append(os.stat(path).st_mtime)
        except FileNotFoundError:
            pass
    return schedule.iso(max(moments)) if moments else None


def forget_failure():
    """A peer has made what was due."""
    found = read()
    if found.pop("failure", None):
        write(found)


class Attempt:
    """The attempt that begins now. ok is null as long as it has not ended; and if it was cut off, for ever. One
    that follows a failure leaves that to be seen until it has ended.

    slot: the point of time that it is meant for; None: somebody wants one.
    """

    def __init__(self, slot=None):
        self._before, self._begin, self._slot = read(), time.monotonic(), slot
        self._last = {"started": schedule.iso(time.time()), "ok": None, "key": None, "error": None, "seconds": None, "bytes": None}
        if not self._follows():
            self._write()

    def _follows(self):
        return self._slot is not None and (self._before.get("failure") or {}).get("slot") == self._slot

    def _write(self, **more):
        write(dict(self._before, last=self._last, **more))

    def _end(self, ok):
        self._last.update(ok=ok, seconds=round(time.monotonic() - self._begin, 2), finished=schedule.iso(time.time()))

    def undo(self):
        """It was none."""
        write(self._before)

    def failed(self, why):
        self._end(False)
        self._last["error"] = why
        if self._slot is None or self._follows():
            self._write()
        else:
            self._write(failure={"slot": self._slot, "at": time.time()})

    def succeeded(self, manifest):
        self._end(True)
        self._last.update(key=manifest["key"], bytes=manifest["bytes"])
        self._write(success=dict(self._last, keys=manifest["keys"], redisVersion=manifest["redisVersion"]), failure=None)
