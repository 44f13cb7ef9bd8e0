"""A rehearsal: which server is counted, and what it is compared with."""
import os
import sys
import tempfile
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import rehearse  # noqa: E402
from barrier import Unfit  # noqa: E402

SETTINGS = types.SimpleNamespace(cluster="redis")


class Server:
    """A throw-away server. It notes when it begins and ends."""

    def __init__(self, events):
        self.events = events

    def __call__(self, folder):
        self.events.append("made in " + os.path.basename(folder))
        return self

    def __enter__(self):
        self.events.append("begun")
        return self

    def __exit__(self, *_):
        self.events.append("ended")

    def client(self):
        return mock.MagicMock()


class RehearseTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.events = folder.name, []
        self.manifest, self.checked, self.loaded = {"keys": 5}, {"keys": 5, "expires": 2}, (5, 2)
        for target, names in (
            (rehearse.journal, {"FOLDER": folder.name, "make": self.make, "chown": lambda *_: None}),
            (rehearse.incoming, {"download": self.download}),
            (rehearse.throwaway, {"enough_memory": self.enough_memory, "Server": Server(self.events)}),
            (rehearse.rdb, {"check": lambda path: self.checked}),
            (rehearse, {"counts": lambda client: self.loaded, "say": lambda text: None}),
        ):
            for name, value in names.items():
                patch = mock.patch.object(target, name, value)
                patch.start()
                self.addCleanup(patch.stop)

    @staticmethod
    def make(folder):
        os.makedirs(folder)
        return folder

    def download(self, _settings, _key, path, copies):
        self.assertEqual(1, copies)
        with open(path, "w") as file:
            file.write("REDIS0009")
        return self.manifest

    def enough_memory(self, paths):
        self.events.append("memory for %d" % len(paths))

    def rehearse(self):
        try:
            return rehearse.rehearse(SETTINGS, "p/one.rdb")
        finally:
            self.assertEqual([], os.listdir(self.folder))

    def test_one_server_is_begun_and_ended(self):
        """A second one in the same folder would be counted while it loads."""
        result = self.rehearse()
        self.assertEqual(["memory for 1", "made in rehearsal", "begun", "ended"], self.events)
        self.assertTrue(result["matches"])
        self.assertEqual({"download", "check", "load"}, set(result["seconds"]))

    def test_what_has_expired_may_be_missing_and_nothing_else(self):
        for loaded, fine in (((4, 1), True), ((3, 0), True), ((4, 2), False), ((6, 2), False), ((5, 3), False)):
            self.loaded = loaded
            self.assertEqual(fine, self.rehearse()["matches"], loaded)

    def test_a_file_that_is_whole_and_lacks_keys_does_not_match(self):
        self.manifest = {"keys": 6}
        result = self.rehearse()
        self.assertFalse(result["matches"])
        self.assertEqual((5, 6), (result["keys"], result["expectedKeys"]))

    def test_a_server_that_fails_is_ended(self):
        with mock.patch.object(rehearse, "counts", mock.Mock(side_effect=OSError("gone"))):
            with self.assertRaises(OSError):
                self.rehearse()
        self.assertEqual("ended", self.events[-1])

    def test_a_signal_says_that_nothing_is_left(self):
        with self.assertRaisesRegex(Unfit, "signal 15: nothing is left"):
            rehearse.ended(15, None)


if __name__ == "__main__":
    unittest.main()
