"""A redis-server beside the node's own, for a short while: on a unix socket in a folder of its own, with no
TCP port, that writes nothing by itself, with low priority, and that ends with whoever made it."""
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import time

import journal
import resp
from barrier import Unfit
from local import Local

SERVER = "/usr/local/bin/redis-server"
PR_SET_PDEATHSIG = 1
# Where a file does not say how much memory its data used.
TIMES_ITS_BYTES = 3


def version():
    """The release of Redis on this node."""
    said = subprocess.check_output([SERVER, "--version"], universal_newlines=True)
    return re.search(r" v=([0-9.]+) ", said).group(1)


def used_memory(path):
    """What an RDB file says of the memory that its data used, or None. It stands near the beginning, as text
    or as one of Redis's short integers."""
    with open(path, "rb") as file:
        head = file.read(512)
    found = re.search(rb"\x08used-mem(?:\xc2(.{4})|\xc1(.{2})|([\x01-\x3f]\d+))", head, re.DOTALL)
    if found is None:
        return None
    if found.group(3):
        return int(found.group(3)[1:])
    return int.from_bytes(found.group(1) or found.group(2), "little")


def enough_memory(paths):
    """Raises Unfit unless these files can be loaded beside what runs here."""
    needed = sum(used_memory(path) or os.path.getsize(path) * TIMES_ITS_BYTES for path in paths)
    with open("/proc/meminfo") as file:
        available = int(re.search(r"MemAvailable: +(\d+) kB", file.read()).group(1)) << 10
    if needed > available:
        raise Unfit("%d MiB of memory are available on this node, and the data needs about %d" % (available >> 20, needed >> 20))


class Server:
    """One, from `with` to its end. It loads dump.rdb from its folder, if there is one."""

    def __init__(self, folder, limit=1800):
        self.folder, self.limit = folder, limit
        self.socket = os.path.join(folder, "s")
        self._process = None

    def __enter__(self):
        journal.make(self.folder)
        with open(os.path.join(self.folder, "conf"), "w") as file:
            file.write('port 0\nunixsocket %s\nunixsocketperm 700\ndir %s\nsave ""\nappendonly no\nlogfile %s/log\n' % (self.socket, self.folder, self.folder))
        os.chmod(file.name, 0o644)
        user = pwd.getpwnam("redis")
        libc = ctypes.CDLL(None)

        def become():
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            os.nice(19)
            # After the user has changed, which takes it away.
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

        self._process = subprocess.Popen([SERVER, file.name], preexec_fn=become, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self._await()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _await(self):
        end = time.monotonic() + self.limit
        while True:
            if self._process.poll() is not None:
                raise Unfit("a throw-away redis-server cannot load it: " + self._last_words())
            try:
                with self.client() as server:
                    if resp.info(server, "persistence")["loading"] == "0":
                        return
            except (OSError, resp.ServerError):
                pass
            if time.monotonic() > end:
                raise Unfit("a throw-away redis-server has not loaded it within %d s" % self.limit)
            time.sleep(0.1)

    def _last_words(self):
        try:
            with open(os.path.join(self.folder, "log")) as file:
                # Redis marks what is serious.
                return "; ".join(line.partition(" # ")[2].strip() for line in file.readlines() if " # " in line)[-400:]
        except OSError:
            return "it says nothing"

    def client(self, timeout=3600.0):
        return Local(self.socket, timeout=timeout)

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
