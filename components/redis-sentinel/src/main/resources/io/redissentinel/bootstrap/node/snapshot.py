"""A snapshot of this node's data that stays as it is: Redis's own BGSAVE, and a hard link to what it wrote.

Redis replaces dump.rdb by a new file at each snapshot, its own ones and those that a replica gets from
its master in a full synchronisation. The link keeps this one, without a copy. What is linked has to be
what this BGSAVE wrote: a full synchronisation kills it, and puts the master's file in its place.
"""
import os
import re
import time

import resp

DATA = "/data"
# On the same file system; root's, so Redis leaves it alone.
FOLDER = "/data/.redis-node/backup"
REDIS_LOG = "/var/log/redis/redis-server.log"
# Of a child that writes a snapshot; a replica's transfer has a further number.
WRITTEN = re.compile(r"temp-\d+\.rdb")
TRIES = 3
BUSY_SECONDS = 1800
SILENT_SECONDS = 120
# Bytes a second: an EBS volume at its worst.
SLOWEST = 4 << 20
TELL_SECONDS = 10


class Refused(Exception):
    """No backup can be made here now."""


def mib(size):
    return "%d MiB" % (size >> 20) if size >= 1 << 20 else "%d bytes" % size


def ask(settings):
    """INFO, patiently: while a process of many GiB forks nobody answers."""
    end = time.monotonic() + SILENT_SECONDS
    while True:
        try:
            with resp.Client(settings.address, settings.redis_port, timeout=10) as server:
                return resp.info(server, "all")
        except OSError as error:
            if time.monotonic() > end:
                raise Refused("redis-server has not answered for %d s: %s" % (SILENT_SECONDS, error))
        except resp.ServerError as error:
            raise Refused("redis-server does not answer: %s" % error)
        time.sleep(1)


def unable(info):
    """Why this server has no whole data set to be saved, or None."""
    if info.get("loading") != "0":
        return "redis-server is loading its data"
    if info.get("master_sync_in_progress", "0") != "0":
        return "a full synchronisation with the master is under way, and replaces what this node has"
    return None


def room(info):
    """Refuses where the snapshot may not fit: Redis would fill the disk first, and its append-only file is there too."""
    disk, needed = os.statvfs(DATA), int(info["used_memory"])
    free = disk.f_bavail * disk.f_frsize
    if free < needed:
        raise Refused("no room for a snapshot: %s has %s free, and the data set may take up to %s (used_memory); grow volumeSizeGiB, or look for what fills it: du -x %s"
                      % (DATA, mib(free), mib(needed), DATA))


def _until(limit, poll, what):
    """poll: returns whether it is so."""
    begin, pause = time.monotonic(), 0.02
    while not poll():
        if time.monotonic() - begin > limit:
            raise Refused("gave up after %d s: %s" % (limit, what))
        time.sleep(pause)
        # A small one is done before a slow poll would have seen its file.
        pause = min(pause * 1.2, 0.5)


def _written():
    """The files that children write, by their inodes."""
    found = {}
    for entry in os.scandir(DATA):
        if WRITTEN.fullmatch(entry.name):
            try:
                found[entry.inode()] = entry.stat().st_size
            except FileNotFoundError:
                pass
    return found


def _idle(settings, say):
    """Waits for children of Redis's own: it has one at a time. Returns INFO."""
    told, info = set(), None

    def poll():
        nonlocal info
        info = ask(settings)
        busy = unable(info) or next(
            (name for name in ("rdb_bgsave_in_progress", "aof_rewrite_in_progress") if info.get(name) != "0"), None)
        if busy and busy not in told:
            told.add(busy)
            say("waiting: " + busy)
        # LASTSAVE counts in seconds, and has to move.
        return not busy and time.time() > int(info["rdb_last_save_time"]) + 1

    _until(BUSY_SECONDS, poll, "redis-server is busy: a snapshot, a rewrite of its append-only file or a synchronisation is under way")
    return info


def _begin(settings):
    """Whether the BGSAVE that runs now is this one."""
    with resp.Client(settings.address, settings.redis_port, timeout=60) as server:
        try:
            server.call("BGSAVE")
            return True
        except resp.ServerError as error:
            if "in progress" in str(error) or "AOF" in str(error) or "child" in str(error):
                return False
            raise Refused("BGSAVE: %s" % error)


def last_error():
    """What Redis has logged of a snapshot that failed."""
    try:
        with open(REDIS_LOG, errors="replace") as log:
            lines = [line.strip() for line in log.readlines()[-200:] if re.search("rror|Can't save|fork", line)]
    except OSError:
        lines = []
    return lines[-1] if lines else "see " + REDIS_LOG


def _once(settings, target, say):
    """Whether the file at target is what this BGSAVE wrote."""
    info = _idle(settings, say)
    room(info)
    saved, before = int(info["rdb_last_save_time"]), set(_written())
    if not _begin(settings):
        return False
    mine, told = set(), time.monotonic()

    def poll():
        nonlocal info, told
        found = {inode: size for inode, size in _written().items() if inode not in before}
        mine.update(found)
        info = ask(settings)
        if time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            say("snapshot: %s written" % mib(sum(found.values())))
        return info.get("rdb_bgsave_in_progress") == "0"

    _until(600 + int(info["used_memory"]) // SLOWEST, poll, "the snapshot does not come to an end")
    if info["rdb_last_bgsave_status"] != "ok":
        raise Refused("Redis could not write the snapshot: %s" % last_error())
    if int(info["rdb_last_save_time"]) <= saved:
        return False
    os.link(os.path.join(DATA, "dump.rdb"), target)
    if mine and os.stat(target).st_ino not in mine:
        os.remove(target)
        return False
    return True


def take(settings, target, say):
    """Makes the snapshot, at target. say: takes a line for people."""
    for tried in range(1, TRIES + 1):
        if _once(settings, target, say):
            _tidy(settings, target)
            return
        say("another snapshot or a full synchronisation came between: once more" if tried < TRIES else "again")
    raise Refused("%d snapshots on end were overtaken by others or by full synchronisations with the master" % TRIES)


def _tidy(settings, target):
    """A server that keeps no snapshots of its own gets none: it would take room, and without an append-only
    file be loaded by a later start, however old by then."""
    with resp.Client(settings.address, settings.redis_port, timeout=10) as server:
        keeps = server.call("CONFIG", "GET", "save")[1]
    dump = os.path.join(DATA, "dump.rdb")
    if not keeps and os.path.exists(dump) and os.path.samefile(dump, target):
        os.remove(dump)
