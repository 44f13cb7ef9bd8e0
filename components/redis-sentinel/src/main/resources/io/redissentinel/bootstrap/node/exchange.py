"""The switch and the way back, with what surrounds them: the lock, the files in their places, and everything
as before when it fails."""
import os
import signal

import incoming
import journal
import recovery
import resp
from barrier import Unfit, patiently, say
from switch import Switch

# For a switch that has been told to end: until it has put everything back.
ENDS_WITHIN_SECONDS = 600


def locked(work):
    held = journal.lock()
    if held is None:
        raise Unfit("another load is under way on this node")
    with held:
        return work()


def end_what_runs():
    """It undoes what it has done, or has passed the point from which on it ends by itself."""
    holder = journal.holder()
    if holder is not None and ours(holder):
        say("what is under way is told to end")
        os.kill(holder, signal.SIGTERM)
    patiently("the load has not ended", ENDS_WITHIN_SECONDS, lambda: "it goes on" if journal.busy() else None)


def ours(process):
    try:
        with open("/proc/%d/cmdline" % process, "rb") as file:
            return b"/redis-node/" in file.read()
    except OSError:
        return False


def unfinished():
    entry = journal.read()
    if entry and entry["phase"] in journal.UNDONE_AFTER_A_CRASH:
        raise Unfit("an earlier load, %s, is not undone yet: this node's upkeep does it within seconds" % entry["id"])


def forward(settings, load_id, limit):
    """The one file that was fetched becomes the cluster's data."""
    place = incoming.Place(load_id)

    def work():
        unfinished()
        checked = incoming.check(settings, place)
        if len(checked["files"]) != 1:
            raise Unfit("%d files were fetched, and one can be loaded: merge them" % len(checked["files"]))
        data = journal.make(os.path.join(place.folder, "data"))
        file = os.path.join(data, "dump.rdb")
        os.replace(place.files()[0], file)
        journal.chown(file, "redis")
        try:
            return through(settings, {"id": load_id, "folder": place.folder}, checked, limit)
        except BaseException:
            # Put back by `through`; for another try.
            if os.path.exists(file):
                os.replace(file, os.path.join(place.incoming, checked["files"][0]["name"]))
            raise

    return locked(work)


def can_go_back(settings, load_id):
    """What there is to undo: None for nothing, "crash" for a load that was cut off, "master" for one that went
    well on a node that is the master, which cannot, "kept" for one that can be undone here."""
    entry = journal.read()
    if entry is not None and entry["phase"] in journal.UNDONE_AFTER_A_CRASH:
        return "crash"
    if entry is None or entry["id"] != load_id or not os.path.isdir(os.path.join(incoming.Place(load_id).folder, "aside")):
        return None
    with resp.Client(settings.address, settings.redis_port) as server:
        return "kept" if resp.info(server, "replication")["role"] == "slave" else "master"


def back(settings, load_id, limit):
    """After a load that went well: the same with what was kept as the new data. What there is now is kept until
    that has gone well, too."""
    place = incoming.Place(load_id)
    aside = os.path.join(place.folder, "aside")

    def work():
        entry = journal.read()
        folder = journal.make(os.path.join(place.folder, "undo"))
        os.replace(aside, os.path.join(folder, "data"))
        try:
            done = through(settings, {"id": load_id, "folder": folder}, None, limit)
        except BaseException:
            if not os.path.exists(aside):
                os.replace(os.path.join(folder, "data"), aside)
                journal.write(entry)
            raise
        journal.remove()
        place.remove()
        return done

    return locked(work)


def through(settings, entry, expected, limit):
    """The switch, or everything as before."""
    try:
        return Switch(settings, entry, expected, limit).run()
    except BaseException as error:
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if entry.get("phase") in journal.UNDONE_AFTER_A_CRASH:
            say("putting everything back: %s" % error)
            recovery.undo(settings, entry)
            patiently("everything is put back, and this node is no member again", limit, lambda: not_back(settings))
            raise Unfit("%s; everything is as before" % error)
        raise


def not_back(settings):
    with resp.Client(settings.address, settings.redis_port) as server:
        replication = resp.info(server, "replication")
    return "its link to the master is down" if replication["role"] == "slave" and replication["master_link_status"] != "up" else None
