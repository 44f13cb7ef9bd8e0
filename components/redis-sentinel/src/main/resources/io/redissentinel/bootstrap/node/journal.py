"""What a load (load.py) is doing with this node's data: a journal on the data volume, the lock of the
process that writes it, and the moves that it stands for.

A load is never carried on after a crash, always undone: until the phase is NEW the truth is what was moved
aside, and whoever finds the journal without its process puts that back (recovery.py). From NEW on the
sentinels decide as ever whose data is the truth.
"""
import fcntl
import json
import os
import shutil
import time

import node

DATA = "/data"
FOLDER = "/data/.redis-node/load"
# What belongs together: the append-only file decides which commands may be disabled (role.py).
MOVED = node.AOF_FILES + ("dump.rdb", "disabled-commands")

# Nothing of this node's has been touched; the master may refuse writes.
BEGUN = "begun"
# redis-server is stopped, its files are on their way to the folder `aside` or back: the ones that are in
# /data are the old ones.
MOVING = "moving"
# All the old files are in `aside`: the ones that are in /data are the new ones.
LOADING = "loading"
# As before, and this node's sentinel has been told to lead.
TAKING = "taking"
# A majority of the sentinels names this node with the new data.
NEW = "new"
DONE = "done"
PATIENCE_SECONDS = 0.5
UNDONE_AFTER_A_CRASH = (BEGUN, MOVING, LOADING, TAKING)


def path():
    return os.path.join(FOLDER, "journal")


def read():
    """The journal, or None."""
    try:
        with open(path()) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def write(entry, phase=None):
    """Whole or not at all, and on the disk when it returns."""
    if phase is not None:
        entry["phase"] = phase
    with open(path() + ".new", "w") as file:
        json.dump(entry, file)
        file.flush()
        os.fsync(file.fileno())
    # role.py, which is redis, writes it too.
    os.chmod(path() + ".new", 0o660)
    chown(path() + ".new")
    os.replace(path() + ".new", path())
    sync(FOLDER)


def remove():
    if os.path.exists(path()):
        os.remove(path())
        sync(FOLDER)


def chown(name, user=None):
    if os.geteuid() == 0:
        shutil.chown(name, user, "redis")


def make(folder):
    """A folder that redis may write to."""
    if not os.path.isdir(folder):
        os.makedirs(folder)
        chown(folder)
        os.chmod(folder, 0o770)
    return folder


def sync(folder):
    """Renames in it are on the disk when it returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock():
    """The lock, to be closed; None if the process of a load holds it. Whoever only looks (busy) has it for an
    instant."""
    make(FOLDER)
    name = os.path.join(FOLDER, "lock")
    file = os.fdopen(os.open(name, os.O_RDWR | os.O_CREAT, 0o660), "r+")
    end = time.monotonic() + PATIENCE_SECONDS
    while not taken(file):
        if time.monotonic() > end:
            file.close()
            return None
        time.sleep(0.05)
    if os.geteuid() == 0:
        os.chmod(name, 0o660)
        chown(name)
    file.truncate(0)
    file.write("%d" % os.getpid())
    file.flush()
    return file


def taken(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False


def holder():
    """The process of a load that lives, or None."""
    try:
        with open(os.path.join(FOLDER, "lock"), "r+") as file:
            number = None if taken(file) else file.read()
    except FileNotFoundError:
        return None
    return int(number) if number and number.isdigit() else None


def busy():
    return holder() is not None


def move(from_folder, to_folder):
    """All files of a data set."""
    make(to_folder)
    for name in MOVED:
        source, target = os.path.join(from_folder, name), os.path.join(to_folder, name)
        if os.path.lexists(source):
            if os.path.isdir(target):
                shutil.rmtree(target)
            os.replace(source, target)
    sync(from_folder)
    sync(to_folder)


def swap_in(entry):
    """The new data set for the old one. redis-server is stopped. entry["folder"] has the new one in its
    folder `data`."""
    write(entry, MOVING)
    move(DATA, os.path.join(entry["folder"], "aside"))
    write(entry, LOADING)
    move(os.path.join(entry["folder"], "data"), DATA)


def put_back(entry):
    """The old data set where it was, after any of the moves or half of one; can be done again. redis-server
    is stopped."""
    if entry["phase"] in (LOADING, TAKING, NEW, DONE):
        move(DATA, make(os.path.join(entry["folder"], "data")))
        write(entry, MOVING)
    if entry["phase"] == MOVING:
        aside = os.path.join(entry["folder"], "aside")
        if os.path.isdir(aside):
            move(aside, DATA)
