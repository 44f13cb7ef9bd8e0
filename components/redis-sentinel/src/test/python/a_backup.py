"""What the tests of backups share: a node, and a bucket in memory."""
import contextlib
import io
import json
import os
import sys
import tempfile
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import backup  # noqa: E402
import making  # noqa: E402
import metadata  # noqa: E402
import node  # noqa: E402
import rdb  # noqa: E402
import retry  # noqa: E402
import s3  # noqa: E402
import settings  # noqa: E402
import snapshot  # noqa: E402
import state  # noqa: E402

A, B, C = NODES = ["10.0.1.10", "10.0.2.10", "10.0.3.10"]
# 2026-11-24T12:00:00Z
NOON = 1795521600
DAY = "p/redis/2026/11/24/"
INFO = {"loading": "0", "role": "slave", "master_link_status": "up", "used_memory": "5000", "master_repl_offset": "77"}
FOUND = {"rdbVersion": 9, "redisVersion": "5.0.6", "keys": 12, "expires": 3, "alreadyExpired": 0, "aux": {"repl-offset": "76"}}


class Bucket:
    """S3, of one node's view."""

    def __init__(self):
        self.objects, self.order, self.denied = {}, [], None

    def _ask(self, action):
        if self.denied and self.denied in action:
            raise metadata.NotNow("the role x may not: it needs s3:" + action, 0.01)

    def put_text(self, _, bucket, key, text):
        self._ask("PutObject")
        self.objects[key] = text
        self.order.append(key)

    def put_file(self, _, bucket, key, path, progress=None):
        with open(path) as file:
            self.put_text(_, bucket, key, file.read())

    def get_text(self, _, bucket, key):
        self._ask("GetObject")
        return self.objects.get(key)

    def list_keys(self, _, bucket, prefix):
        self._ask("ListBucket")
        return [(key, len(text)) for key, text in sorted(self.objects.items()) if key.startswith(prefix)]


class BackupCase(unittest.TestCase):
    """A node, b, whose backups go to a bucket in memory."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.bucket, self.logged, self.waited, self.now, self.places = Bucket(), [], [], NOON + 0.5, [0]
        self.info, self.while_waiting = dict(INFO), lambda: None
        self.settings = types.SimpleNamespace(cluster="redis", key="b", address=B, addresses=NODES)
        os.mkdir(self.path("settings"))
        self.configure("bucket=bucket prefix=p/ every=6h")
        self.write("ready", "")
        for target, name, value in [
            (backup, "LOCK", self.path("lock")),
            (backup, "step_back", lambda: None),
            (making, "place_of", lambda _: self.places.pop(0) if len(self.places) > 1 else self.places[0]),
            (making.time, "time", lambda: self.now),
            (making.time, "sleep", self.sleep),
            (snapshot, "FOLDER", self.path("kept")),
            (snapshot, "ask", lambda _: self.info),
            (snapshot, "room", lambda _: None),
            (snapshot, "take", self.take),
            (rdb, "check", lambda _: FOUND),
            (state, "FILE", self.path("backup.json")),
            (settings, "FOLDER", self.path("settings")),
            (node, "READY_FILE", self.path("ready")),
            (node, "Settings", lambda: self.settings),
            (node, "log", lambda step, message: self.logged.append(message)),
            (retry, "PAUSE", 0.001),
        ] + [(s3, name, getattr(self.bucket, name)) for name in ("put_text", "put_file", "get_text", "list_keys")]:
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def configure(self, text):
        self.write("settings/backups", text + "\n")

    def sleep(self, seconds):
        if seconds > 0.01:
            self.waited.append(seconds)
            self.now += seconds
            self.while_waiting()

    def take(self, _, target, say):
        with open(target, "w") as file:
            file.write("REDIS0009 the data")

    def run_it(self, *arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            self.code = backup.main(list(arguments))
        return json.loads(out.getvalue().splitlines()[-1])

    def state(self):
        with open(self.path("backup.json")) as file:
            return json.load(file)

    def fails(self, *words, arguments=("run",)):
        said = self.run_it(*arguments)
        self.assertEqual(1, self.code)
        for word in words:
            self.assertIn(word, said["error"])
        self.assertFalse(os.path.exists(self.path("kept")) and os.listdir(self.path("kept")))
        self.assertFalse([key for key in self.bucket.objects if key.endswith(".json")])
