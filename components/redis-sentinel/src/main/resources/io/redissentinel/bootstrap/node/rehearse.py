"""redis-node-backup rehearse: restores a backup into a throw-away redis-server on this node, counts, and throws
it away. The cluster is untouched. One JSON object on standard output in the end."""
import argparse
import contextlib
import json
import os
import shutil
import signal
import sys
import time

import incoming
import journal
import metadata
import node
import rdb
import resp
import s3
import throwaway
from barrier import Unfit, say
from local import counts


def newest(settings):
    """The key of the newest backup that is complete."""
    bucket = incoming.bucket()
    words = dict(word.split("=", 1) for word in incoming.live.read("backups").split() if "=" in word)
    prefix = "%s%s/" % (words.get("prefix", ""), settings.cluster)
    found = [key[:-len(".json")] for key, _ in s3.list_keys(settings, bucket, prefix) if key.endswith(".rdb.json")]
    if not found:
        raise Unfit("there is no backup in s3://%s/%s yet" % (bucket, prefix))
    return max(found)


def rehearse(settings, key):
    folder = os.path.join(journal.FOLDER, "rehearsal")
    shutil.rmtree(folder, ignore_errors=True)
    journal.make(folder)
    try:
        path = os.path.join(folder, "dump.rdb")
        seconds = {}
        say("downloading %s" % key)
        manifest = timed(seconds, "download", lambda: incoming.download(settings, key, path, copies=1))
        size = os.path.getsize(path)
        throwaway.enough_memory([path])
        say("checking")
        found = timed(seconds, "check", lambda: rdb.check(path))
        journal.chown(path, "redis")
        say("loading")
        with contextlib.ExitStack() as stack:
            server = timed(seconds, "load", lambda: stack.enter_context(throwaway.Server(folder)))
            keys, expires = counts(stack.enter_context(server.client()))
        expected = manifest.get("keys", found["keys"])
        fine = keys - expires == found["keys"] - found["expires"] and expires <= found["expires"] and expected == found["keys"]
        return {"key": key, "keys": keys, "expires": expires, "expectedKeys": expected, "expectedExpires": found["expires"],
                "matches": fine, "bytes": size, "seconds": seconds}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def timed(seconds, name, work):
    begin = time.monotonic()
    result = work()
    seconds[name] = round(time.monotonic() - begin, 2)
    return result


def ended(number, _frame):
    raise Unfit("interrupted by signal %d: nothing is left of it" % number)


def main(arguments):
    parser = argparse.ArgumentParser(prog="redis-node-backup rehearse", description="Restores a backup beside the cluster, counts its keys, and throws it away.")
    parser.add_argument("--key", help="the backup; default the newest")
    chosen = parser.parse_args(arguments)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ended)
    try:
        settings = node.Settings()
        held = journal.lock()
        if held is None:
            raise Unfit("a load is under way on this node")
        with held:
            result = rehearse(settings, chosen.key or newest(settings))
    except (Unfit, OSError, ValueError, resp.ServerError, metadata.NotNow) as error:
        print(json.dumps({"error": str(error)}))
        return 1
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
