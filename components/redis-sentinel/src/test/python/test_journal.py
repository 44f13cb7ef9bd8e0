"""A load that is cut off, at every point: the old data set is what a start finds."""
import os
import shutil
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import journal  # noqa: E402
import node  # noqa: E402
import recovery  # noqa: E402

OLD_SETS = (
    ("appendonly.aof", "disabled-commands"),
    ("appendonly.aof", "dump.rdb", "disabled-commands"),
    ("appendonlydir", "dump.rdb", "disabled-commands"),
    ("dump.rdb",),
    (),
)
NEW_SETS = (("dump.rdb",), ("appendonly.aof", "disabled-commands"), ("appendonlydir", "dump.rdb"))


class Cut(Exception):
    """The plug is pulled."""


class Plug:
    """Counts what reaches the disk, and pulls the plug before one of those."""

    def __init__(self, at):
        self.left = at
        self.real = os.replace

    def replace(self, source, target):
        if self.left == 0:
            raise Cut()
        self.left -= 1
        self.real(source, target)


class Files(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        self.data = os.path.join(self.root, "data")
        self.work = os.path.join(self.root, "load", "one")
        os.makedirs(self.data)
        os.makedirs(os.path.join(self.work, "data"))
        for name, value in (("DATA", self.data), ("FOLDER", os.path.join(self.root, "load"))):
            patch = mock.patch.object(journal, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        for name in ("chown",):
            patch = mock.patch.object(journal, name, lambda *_: None)
            patch.start()
            self.addCleanup(patch.stop)
        patch = mock.patch.object(recovery, "SENTINEL_CONF", os.path.join(self.data, "sentinel.conf"))
        patch.start()
        self.addCleanup(patch.stop)
        # What a disk does with it is not what is tried here.
        patch = mock.patch.object(os, "fsync", lambda *_: None)
        patch.start()
        self.addCleanup(patch.stop)
        patch = mock.patch.object(node, "log", lambda *_: None)
        patch.start()
        self.addCleanup(patch.stop)

    def put(self, folder, names, word):
        for name in names:
            path = os.path.join(folder, name)
            if name == "appendonlydir":
                os.makedirs(path)
                path = os.path.join(path, "appendonly.aof.manifest")
            with open(path, "w") as file:
                file.write(word)

    def there(self, folder):
        found = {}
        for base, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(base, name)
                with open(path) as file:
                    found[os.path.relpath(path, folder)] = file.read()
        return found

    def reset(self, old, new):
        shutil.rmtree(self.data)
        shutil.rmtree(os.path.join(self.root, "load"))
        os.makedirs(self.data)
        os.makedirs(os.path.join(self.work, "data"))
        self.put(self.data, old, "old")
        self.put(self.data, ["redis.conf"], "conf")
        self.put(os.path.join(self.work, "data"), new, "new")
        return {"id": "one", "folder": self.work}


class CrashPoints(Files):
    def test_whenever_the_swap_is_cut_off_the_old_data_comes_back(self):
        for old in OLD_SETS:
            for new in NEW_SETS:
                at, cut = 0, True
                while cut:
                    entry = self.reset(old, new)
                    before = self.there(self.data)
                    cut = self.cut_off(at, lambda: journal.swap_in(entry))
                    self.assertEqual(None, recovery.before_server(), (old, new, at))
                    self.assertEqual(before, self.there(self.data), (old, new, at))
                    if journal.read() is None and not cut:
                        self.assertEqual(
                            {"new"}, set(self.there(os.path.join(self.work, "data")).values()), (old, new, at))
                    at += 1
                self.assertGreater(at, len(old) + len(new))

    def test_and_if_the_way_back_is_cut_off_too(self):
        for old in OLD_SETS:
            for new in NEW_SETS:
                for first in range(12):
                    at, cut = 0, True
                    while cut:
                        entry = self.reset(old, new)
                        before = self.there(self.data)
                        self.cut_off(first, lambda: journal.swap_in(entry))
                        cut = self.cut_off(at, recovery.before_server)
                        recovery.before_server()
                        self.assertEqual(before, self.there(self.data), (old, new, first, at))
                        at += 1

    def cut_off(self, at, work):
        with mock.patch.object(os, "replace", Plug(at).replace):
            try:
                work()
                return False
            except Cut:
                return True

    def test_what_the_sentinels_have_been_told_stays(self):
        for phase in (journal.NEW, journal.DONE):
            entry = self.reset(("appendonly.aof",), ("dump.rdb",))
            journal.swap_in(entry)
            journal.write(entry, phase)
            recovery.before_server()
            self.assertEqual("new", self.there(self.data)["dump.rdb"])
            self.assertEqual(phase, journal.read()["phase"])

    def test_what_was_kept_can_still_be_put_back(self):
        entry = self.reset(("appendonly.aof", "disabled-commands"), ("dump.rdb",))
        before = self.there(self.data)
        journal.swap_in(entry)
        journal.write(entry, journal.DONE)
        self.put(self.data, ["appendonly.aof"], "written since")
        journal.put_back(entry)
        self.assertEqual(before, self.there(self.data))


class Lock(Files):
    def start(self, phase):
        entry = self.reset(("dump.rdb",), ("dump.rdb",))
        journal.swap_in(entry)
        journal.write(entry, phase)
        return entry

    def test_while_its_process_lives_the_start_is_the_loads_own(self):
        self.start(journal.LOADING)
        with journal.lock(), mock.patch.object(recovery, "fence", lambda: "secret"):
            self.assertTrue(journal.busy())
            self.assertEqual(os.getpid(), journal.holder())
            self.assertEqual("secret", recovery.before_server())
            self.assertIsNone(journal.lock())
        self.assertEqual("new", self.there(self.data)["dump.rdb"])
        self.assertFalse(journal.busy())

    def test_while_files_are_moved_no_server_starts(self):
        self.start(journal.MOVING)
        with journal.lock(), mock.patch.object(node, "wait_until", lambda step, poll: self.assertIn("moving", poll())):
            recovery.before_server()

    def test_the_sentinels_file_comes_back_before_the_sentinel_starts(self):
        self.start(journal.TAKING)
        self.put(self.data, ["sentinel.conf"], "leading")
        self.put(self.work, ["sentinel.conf"], "before")
        with mock.patch.object(node, "wait_until", lambda step, poll: self.assertIn("upkeep", poll())):
            # It may run, and would write its file again.
            recovery.before_server()
        recovery.before_sentinel()
        self.assertEqual("before", self.there(self.data)["sentinel.conf"])
        recovery.before_server()
        self.assertEqual("old", self.there(self.data)["dump.rdb"])

    def test_a_sentinel_that_is_started_by_the_load_keeps_what_it_was_told(self):
        self.start(journal.TAKING)
        self.put(self.data, ["sentinel.conf"], "leading")
        self.put(self.work, ["sentinel.conf"], "before")
        with journal.lock():
            recovery.before_sentinel()
        self.assertEqual("leading", self.there(self.data)["sentinel.conf"])


if __name__ == "__main__":
    unittest.main()
