"""What this node remembers of its backups: the last attempt, and the last that succeeded."""
import json
import os
import time

import node
import schedule

FILE = "/var/lib/redis-node/backup.json"


def read():
    """{"last": ..., "success": ...}, both maybe absent."""
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


class Attempt:
    """The attempt that begins now. ok is null as long as it has not ended; and if it was cut off, for ever."""

    def __init__(self):
        self._before, self._begin = read(), time.monotonic()
        self._last = {"started": schedule.iso(time.time()), "ok": None, "key": None, "error": None, "seconds": None, "bytes": None}
        self._write()

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
        self._write()

    def succeeded(self, manifest):
        self._end(True)
        self._last.update(key=manifest["key"], bytes=manifest["bytes"])
        self._write(success=dict(self._last, keys=manifest["keys"], redisVersion=manifest["redisVersion"]))
