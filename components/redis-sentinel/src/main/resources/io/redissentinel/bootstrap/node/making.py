"""One backup of this node: its turn, the snapshot, the check, the upload; the manifest last."""
import contextlib
import hashlib
import json
import os
import sys
import time

import catalogue
import metadata
import rdb
import resp
import retry
import s3
import schedule
import snapshot
import turns


class Skipped(Exception):
    """Somebody else's turn. Nothing is wrong."""


class Made(Skipped):
    """Somebody else has done it."""


def left_to(other):
    return (Made if other.made else Skipped)("left to %s, which has begun at %s" % (other.node, other.stamp))


def say(text):
    """Whoever has started this may be gone by now."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def progress(what):
    told = time.monotonic()

    def tell(done, total):
        nonlocal told
        if time.monotonic() - told > snapshot.TELL_SECONDS:
            told = time.monotonic()
            say("%s: %s of %s" % (what, snapshot.mib(done), snapshot.mib(total)))

    return tell


def s3_do(attempt):
    """With patience: rights that are new, S3 that is busy."""
    return retry.until_done("backup", attempt)


class Backup:
    """One run."""

    def __init__(self, settings, backups):
        self._settings, self._backups = settings, backups
        self._started = time.time()
        # The point of time that is meant, should the timer have started this.
        self.slot = schedule.due(self._started, backups.seconds)

    def _name(self, ending):
        return "%s%s-%s%s" % (
            schedule.day_folder(self._backups, self._settings.cluster, self._started),
            schedule.stamp(self._started), self._settings.key, ending)

    def _mark(self, text):
        s3_do(lambda: s3.put_text(self._settings, self._backups.bucket, self._name(".started"), text))

    def _others(self, since):
        """Attempts of peers since this stamp that are made, or under way."""
        found = catalogue.attempts(self._settings, self._backups, since)
        return [one for one in found if one.node != self._settings.key]

    def wait_for_turn(self):
        """Returns when it is this node's turn. Raises Skipped when it is another's."""
        seconds, nodes = self._backups.seconds, len(self._settings.addresses)
        since = self.slot - schedule.tolerance(seconds)
        place = place_of(self._settings)
        wait = turns.step(seconds, nodes) * place
        if wait:
            say("waiting %d s for %d that go first" % (wait, place))
            time.sleep(wait)
        # Where S3 cannot be asked, the attempt itself says so.
        with contextlib.suppress(metadata.NotNow):
            others = self._others(schedule.stamp(since))
            if others:
                raise left_to(others[0])
        if place >= nodes and place_of(self._settings) >= nodes:
            raise Skipped("not in sync with a master: what this node has may be old, and it is not its turn")
        self._started = time.time()
        return schedule.stamp(since)

    def make(self, since=None):
        """Returns the manifest."""
        info = snapshot.ask(self._settings)
        self._check(info)
        self._mark("started %s\n" % schedule.iso(self._started))
        try:
            if since:
                mine = (schedule.stamp(self._started), self._settings.key)
                first = turns.before(self._others(since), mine)
                if first:
                    raise left_to(first[0])
            return self._under_way(info)
        except BaseException as error:
            # So that whoever comes next does not leave it to this one.
            with contextlib.suppress(Exception):
                s3.put_text(self._settings, self._backups.bucket, self._name(".started"), "failed: %s\n" % error)
            raise

    def _check(self, info):
        why = snapshot.unable(info)
        if why:
            raise snapshot.Refused(why)
        if info["role"] == "master" and len(self._settings.addresses) > 1:
            say("this node is the master: the snapshot takes memory and disk from what clients use; better on a replica")
        elif info["role"] == "slave" and info.get("master_link_status") != "up":
            say("this node is cut off from its master since %s s: what it has is as old as that" % info.get("master_link_down_since_seconds", "?"))
        snapshot.room(info)

    def _under_way(self, info):
        begin = time.monotonic()
        target = os.path.join(snapshot.FOLDER, os.path.basename(self._name(".rdb")))
        try:
            say("snapshot: begun, used_memory is %s" % snapshot.mib(int(info["used_memory"])))
            snapshot.take(self._settings, target, say)
            taken = time.monotonic()
            size = os.path.getsize(target)
            say("snapshot: %s in %.1f s; checking" % (snapshot.mib(size), taken - begin))
            found, digest = rdb.check(target), sha256(target)
            checked = time.monotonic()
            say("check: %d keys in %.1f s; uploading to s3://%s/%s" % (found["keys"], checked - taken, self._backups.bucket, self._name(".rdb")))
            s3_do(lambda: s3.put_file(self._settings, self._backups.bucket, self._name(".rdb"), target, progress("upload")))
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.remove(target)
        uploaded = time.monotonic()
        manifest = {
            "key": self._name(".rdb"),
            "cluster": self._settings.cluster,
            "node": self._settings.key,
            "redisVersion": found["redisVersion"],
            "rdbVersion": found["rdbVersion"],
            "started": schedule.iso(self._started),
            "finished": schedule.iso(time.time()),
            "bytes": size,
            "sha256": digest,
            "keys": found["keys"],
            "expires": found["expires"],
            "usedMemory": int(info["used_memory"]),
            # Up to where in the master's stream it goes; what the file itself says is exact.
            "offset": int(found["aux"].get("repl-offset", info["master_repl_offset"])),
            "seconds": {"snapshot": round(taken - begin, 2), "check": round(checked - taken, 2),
                        "upload": round(uploaded - checked, 2)},
        }
        s3_do(lambda: s3.put_text(self._settings, self._backups.bucket, self._name(".rdb.json"), json.dumps(manifest)))
        return manifest


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def place_of(settings):
    """How many go before this node; as many as there are nodes if it is not in sync with any master."""
    nodes = len(settings.addresses)
    try:
        with resp.Client(settings.address, settings.redis_port) as server:
            replication = resp.info(server, "replication")
        master = settings.address
        if replication["role"] == "slave":
            if replication.get("master_link_status") != "up":
                return nodes
            master = replication["master_host"]
            with resp.Client(master, settings.redis_port) as server:
                replication = resp.info(server, "replication")
        order = turns.order(replication, master, settings.addresses)
    except (OSError, resp.ServerError, KeyError):
        return nodes
    return order.index(settings.address) if settings.address in order else nodes
