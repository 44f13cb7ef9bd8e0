"""Makes one RDB file of several, such as the shards of an ElastiCache export: each is loaded by a throw-away
server, and its keys are copied into another one, which saves them. A key that is in two files is nobody's to
choose between: then nothing is made."""
import os

import incoming
import journal
import resp
import throwaway
from barrier import Unfit, say
from local import counts, keyspace

# Of keys, per round trip.
BATCH = 500
# DUMP leaves out the time to live, and RESTORE knows no absolute one before 5.0: it is set after.
NO_EXPIRY = -1


def run(place):
    paths = place.files()
    if len(paths) < 2:
        return {"files": len(paths)}
    sizes = sum(os.path.getsize(path) for path in paths)
    incoming.room(sizes, incoming.COPIES)
    # The one that grows, and the largest of the others beside it.
    throwaway.enough_memory(paths + [max(paths, key=os.path.getsize)])
    target_folder = os.path.join(place.folder, "merge")
    with throwaway.Server(target_folder) as target, target.client() as into:
        for path in paths:
            copy_file(place, path, into)
        say("saving")
        into.call("CONFIG", "SET", "dbfilename", "merged.rdb")
        into.call("SAVE")
        keys, expires = counts(into)
        merged = os.path.join(place.incoming, ".merged")
        os.replace(os.path.join(target_folder, "merged.rdb"), merged)
    for path in paths:
        os.remove(path)
    os.replace(merged, os.path.join(place.incoming, "merged.rdb"))
    return {"files": 1, "keys": keys, "expires": expires, "bytes": os.path.getsize(os.path.join(place.incoming, "merged.rdb"))}


def copy_file(place, path, into):
    name = os.path.basename(path)
    folder = journal.make(os.path.join(place.folder, "shard"))
    # Another name for the same file, which redis has to be able to read.
    os.link(path, os.path.join(folder, "dump.rdb"))
    journal.chown(os.path.join(folder, "dump.rdb"), "redis")
    try:
        with throwaway.Server(folder) as source, source.client() as from_:
            before = counts(into)[0]
            for database in sorted(keyspace(from_)):
                from_.call("SELECT", database)
                into.call("SELECT", database)
                copy_database(from_, into, name, database)
            left = counts(from_)[0]
            if left:
                raise Unfit("%s: %d keys could not be copied" % (name, left))
            say("%s: %d keys" % (name, counts(into)[0] - before))
    finally:
        if os.path.exists(os.path.join(folder, "dump.rdb")):
            os.remove(os.path.join(folder, "dump.rdb"))


def copy_database(from_, into, name, database):
    cursor = b"0"
    while True:
        cursor, keys = from_.raw([[b"SCAN", cursor, b"COUNT", str(BATCH).encode()]])[0]
        if keys:
            copy_keys(from_, into, keys, name, database)
        if cursor == b"0":
            return


def copy_keys(from_, into, keys, name, database):
    """Moves them, so that SCAN, which may say a key twice, does not."""
    seconds, micros = from_.raw([[b"TIME"]])[0]
    now = int(seconds) * 1000 + int(micros) // 1000
    replies = from_.raw([words for key in keys for words in ([b"PTTL", key], [b"DUMP", key])])
    moved = [(key, left, value) for key, left, value in zip(keys, replies[::2], replies[1::2]) if value is not None]
    # Without REPLACE: a key that is there is an error.
    answers = into.raw([[b"RESTORE", key, b"0", value] for key, _, value in moved])
    for (key, _, _), answer in zip(moved, answers):
        if isinstance(answer, resp.ServerError):
            if "BUSYKEY" not in str(answer):
                raise Unfit("%s: %s" % (name, answer))
            raise Unfit("key %s of database %d is in %s and in a file before it: nothing was merged, nothing was changed" % (
                key.decode("utf-8", "backslashreplace"), database, name))
    into.raw([[b"PEXPIREAT", key, b"%d" % (now + left)] for key, left, _ in moved if left != NO_EXPIRY])
    from_.raw([[b"UNLINK", key] for key, _, _ in moved])
