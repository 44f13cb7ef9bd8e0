"""The RDB files of a load, before anything in the cluster changes: how they come here, whether this Redis
reads them, and whether there is room."""
import hashlib
import json
import os
import shutil
import sys

import journal
import rdb
import s3
import settings as live
import throwaway
from barrier import Unfit, say

# The file itself, the append-only file that is written of it, and what a replica is sent.
COPIES = 3
SPARE_BYTES = 64 << 20
BLOCK = 1 << 20


class Place:
    """The folder of one load."""

    def __init__(self, load_id):
        self.folder = os.path.join(journal.FOLDER, load_id)
        self.incoming = os.path.join(self.folder, "incoming")

    def files(self):
        if not os.path.isdir(self.incoming):
            return []
        return [os.path.join(self.incoming, name) for name in sorted(os.listdir(self.incoming)) if not name.startswith(".")]

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def free_bytes():
    found = os.statvfs(journal.DATA)
    return found.f_bavail * found.f_frsize


def room(size, copies=COPIES):
    """Raises Unfit unless a file of so many bytes can be loaded here."""
    needed = size * copies + SPARE_BYTES
    if free_bytes() < needed:
        raise Unfit("%d MiB are free on /data, and a file of %d MiB needs %d: make the volumes larger, or free some" % (free_bytes() >> 20, size >> 20, needed >> 20))


def memory(given):
    """Raises Unfit for data that does not fit into maxmemory. given: what the file says of its used memory, or
    None."""
    limit = int(dict(live.effective(live.pairs("redis"), live.total_memory())).get("maxmemory", 0))
    if limit and given and given > limit:
        raise Unfit("the data used %d MiB of memory where it was saved, and maxmemory is %d MiB here: raise maxmemory, or take larger instances" % (given >> 20, limit >> 20))


def remove_leftovers(load_id):
    """Of loads that nobody cleaned up, and that have nothing of the cluster's."""
    entry = journal.read()
    for name in os.listdir(journal.FOLDER):
        folder = os.path.join(journal.FOLDER, name)
        if os.path.isdir(folder) and name not in (load_id, entry and entry["id"]):
            shutil.rmtree(folder, ignore_errors=True)


def fetch(settings, chosen):
    held = journal.lock()
    if held is None:
        raise Unfit("another load is under way on this node")
    with held:
        remove_leftovers(chosen.id)
        place = Place(chosen.id)
        journal.make(place.folder)
        journal.make(place.incoming)
        name = os.path.basename(chosen.name or chosen.backup or "") or "upload.rdb"
        target = os.path.join(place.incoming, name)
        if os.path.exists(target):
            raise Unfit("%s was fetched before" % name)
        partial = os.path.join(place.incoming, "." + name)
        try:
            if chosen.upload is not None:
                receive(sys.stdin.buffer, partial, chosen.upload)
            elif chosen.url:
                s3.url_to_file(sys.stdin.readline().strip(), partial)
            else:
                download(settings, chosen.backup, partial)
            room(os.path.getsize(partial), COPIES - 1)
            os.replace(partial, target)
        finally:
            if os.path.exists(partial):
                os.remove(partial)
        return {"name": name, "bytes": os.path.getsize(target)}


def receive(stream, path, size):
    room(size)
    told = 0
    with open(path, "wb") as file:
        missing = size
        while missing:
            block = stream.read(min(BLOCK, missing))
            if not block:
                raise Unfit("the upload ended %d of %d bytes before its end: nothing is kept" % (missing, size))
            file.write(block)
            missing -= len(block)
            percent = (size - missing) * 100 // size
            if percent // 10 > told // 10:
                told = percent
                say("%d %% of %d MiB" % (percent, size >> 20))
        file.flush()
        os.fsync(file.fileno())


def bucket():
    words = dict(word.split("=", 1) for word in live.read("backups").split() if "=" in word)
    if "bucket" not in words:
        raise Unfit("this cluster has no bucket for backups: set one (backups in the stack), or give a file or a URL")
    return words["bucket"]


def download(settings, key, path, copies=COPIES):
    """Returns the manifest of a backup of this cluster's own, which is at the path then. copies: how often the
    file has to fit on /data."""
    from_bucket = bucket()
    manifest = json.loads(s3.get_text(settings, from_bucket, key + ".json") or "{}")
    if "bytes" in manifest:
        room(manifest["bytes"], copies)
    s3.get_to_file(settings, from_bucket, key, path)
    same(path, manifest)
    return manifest


def same(path, manifest):
    """Raises ValueError for a file that is not the one that its manifest tells of."""
    if "sha256" not in manifest:
        return
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
    if digest.hexdigest() != manifest["sha256"]:
        raise ValueError("its SHA-256 is %s, and its manifest says %s: the file was changed after the backup; take another one" % (digest.hexdigest(), manifest["sha256"]))


def said_of(name, path, look):
    """What a look at the file gives; what it says of an error names the file as people know it."""
    try:
        return look(path)
    except ValueError as error:
        raise ValueError(str(error).replace(path, name))


def check(settings, place):
    """What was fetched. Raises for what this Redis cannot read, what is damaged, or does not fit."""
    files = []
    release = throwaway.version()
    for path in place.files():
        name = os.path.basename(path)
        version = said_of(name, path, rdb.header)
        if version > rdb.reads(release):
            able = rdb.release_for(version)
            raise Unfit("%s has RDB version %d, and Redis %s reads up to %d%s" % (
                name, version, release, rdb.reads(release),
                "; Redis %s reads it: bring the cluster to that first (redisVersion, sentinelctl roll)" % able if able else ""))
        say("checking %s" % name)
        found = said_of(name, path, rdb.check)
        memory(throwaway.used_memory(path))
        files.append({"name": name, "bytes": os.path.getsize(path), "rdbVersion": version,
                      "redisVersion": found["redisVersion"], "keys": found["keys"], "expires": found["expires"]})
    if not files:
        raise Unfit("nothing was fetched")
    return {"files": files, "keys": sum(file["keys"] for file in files), "expires": sum(file["expires"] for file in files)}
