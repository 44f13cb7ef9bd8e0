"""redis-node-backup: this node's backups into S3. The last line on stdout is JSON, progress is on stderr.

  run [--scheduled]   makes one now; --scheduled: takes its turn, and leaves it to a peer that goes first
  list [--limit N]    those of the whole cluster, newest first
  status [--local]    this node's last attempt and the cluster's newest backup; --local: without asking S3
"""
import argparse
import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys

import catalogue
import metadata
import node
import resp
import retry
import schedule
import settings as live
import snapshot
import state
from making import Backup, Made, Skipped, say

LOCK = "/run/redis-node/backup.lock"
NOT_CONFIGURED = "no backups are configured for this cluster: name a bucket in the stack (backups, backupBucket) and run `pulumi up`"


def alone():
    """Holds this node's lock, to the end of the process."""
    lock = open(LOCK, "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Skipped("a backup is under way on this node already")
    return lock


def step_back():
    """What is to be computed and sent has time."""
    os.nice(19)
    subprocess.call(["ionice", "-c", "3", "-p", str(os.getpid())])


def fresh_folder():
    """Without what an interrupted run has left."""
    os.makedirs(snapshot.FOLDER, mode=0o700, exist_ok=True)
    for name in os.listdir(snapshot.FOLDER):
        os.remove(os.path.join(snapshot.FOLDER, name))


def run(scheduled):
    settings, backups = node.Settings(), schedule.parse(live.backups())
    if backups is None:
        raise Skipped(NOT_CONFIGURED)
    if not os.path.exists(node.READY_FILE):
        raise Skipped("this node is not ready: redis-node-ready")
    lock = alone()
    step_back()
    backup = Backup(settings, backups)
    with lock:
        try:
            return in_turn(backup) if scheduled else attempted(backup)
        except Made:
            state.forget_failure()
            raise


def in_turn(backup):
    since = backup.wait_for_turn()
    return attempted(backup, since, backup.slot)


def attempted(backup, since=None, slot=None):
    fresh_folder()
    attempt = state.Attempt(slot)
    try:
        manifest = backup.make(since)
    except Skipped:
        attempt.undo()
        raise
    except BaseException as error:
        why = str(error) or type(error).__name__
        attempt.failed(why)
        node.log("backup", "failed: " + why)
        raise
    attempt.succeeded(manifest)
    node.log("backup", "%s: %d keys, %s in %s" % (
        manifest["key"], manifest["keys"], snapshot.mib(manifest["bytes"]),
        ", ".join("%s %.1f s" % part for part in manifest["seconds"].items())))
    return manifest


def listed(limit):
    settings, backups = node.Settings(), schedule.parse(live.backups())
    if backups is None:
        raise Skipped(NOT_CONFIGURED)
    keys = catalogue.keys(settings, backups)
    return {"bucket": backups.bucket, "prefix": backups.prefix, "every": backups.every, "total": len(keys),
            "backups": catalogue.manifests(settings, backups, keys[:limit] if limit else keys)}


def status(local):
    settings, backups = node.Settings(), schedule.parse(live.backups())
    known = state.read()
    result = {"configured": backups is not None, "bucket": None, "prefix": None, "every": None, "since": None,
              "last": known.get("last"), "success": known.get("success"), "newest": None, "error": None}
    if backups is not None:
        result.update(bucket=backups.bucket, prefix=backups.prefix, every=backups.every, since=state.since(live.FOLDER))
        if not local:
            try:
                result["newest"] = catalogue.newest(settings, backups)
            except metadata.NotNow as error:
                result["error"] = str(error)
    return result


def main(arguments):
    parser = argparse.ArgumentParser(prog="redis-node-backup", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    commands.required = True
    commands.add_parser("run").add_argument("--scheduled", action="store_true")
    commands.add_parser("list").add_argument("--limit", type=int, default=0)
    commands.add_parser("status").add_argument("--local", action="store_true")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
    with contextlib.redirect_stdout(sys.stderr):
        result, code = done(given)
    print(json.dumps(result))
    return code


def done(given):
    """The result, and the exit code."""
    work = {"run": lambda: run(given.scheduled), "list": lambda: listed(given.limit), "status": lambda: status(given.local)}
    try:
        return work[given.command](), 0
    except Skipped as error:
        say(str(error))
        return ({"skipped": str(error)}, 0) if given.command == "run" and given.scheduled else ({"error": str(error)}, 1)
    except (SystemExit, KeyboardInterrupt):
        return {"error": "ended by a signal"}, 1
    except (snapshot.Refused, retry.Never, metadata.NotNow, OSError, ValueError, resp.ServerError) as error:
        say(str(error))
        return {"error": str(error)}, 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
