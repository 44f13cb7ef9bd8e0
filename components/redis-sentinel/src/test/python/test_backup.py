"""One run of a backup, from its turn to its manifest, with a bucket in memory."""
import contextlib
import hashlib
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


class Runs(unittest.TestCase):
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

    def test_the_manifest_comes_last_and_says_what_there_is(self):
        manifest = self.run_it("run")
        self.assertEqual(0, self.code)
        key = DAY + "20261124T120000Z-b"
        self.assertEqual([key + ".started", key + ".rdb", key + ".rdb.json"], self.bucket.order)
        self.assertEqual(manifest, json.loads(self.bucket.objects[key + ".rdb.json"]))
        self.assertEqual(
            ["key", "cluster", "node", "redisVersion", "rdbVersion", "started", "finished", "bytes", "sha256", "keys", "expires",
             "usedMemory", "offset", "seconds"], list(manifest))
        self.assertEqual((key + ".rdb", 18, 12, 76, 5000, "2026-11-24T12:00:00Z"), tuple(
            manifest[name] for name in ("key", "bytes", "keys", "offset", "usedMemory", "started")))
        self.assertEqual(hashlib.sha256(b"REDIS0009 the data").hexdigest(), manifest["sha256"])
        self.assertEqual([], os.listdir(self.path("kept")))

    def test_what_an_interrupted_run_has_left_goes(self):
        os.mkdir(self.path("kept"))
        self.write("kept/old.rdb", "x")
        self.run_it("run")
        self.assertEqual([], os.listdir(self.path("kept")))

    def test_a_failure_is_remembered_beside_the_last_success(self):
        self.run_it("run")
        with mock.patch.object(rdb, "check", side_effect=ValueError("it is not whole: RDB CRC error")):
            said = self.run_it("run")
        self.assertIn("CRC", said["error"])
        known = self.state()
        self.assertEqual((False, "it is not whole: RDB CRC error"), (known["last"]["ok"], known["last"]["error"]))
        self.assertEqual((True, 12), (known["success"]["ok"], known["success"]["keys"]))
        self.assertIn("failed: it is not whole", self.logged[-1])
        self.assertEqual([], os.listdir(self.path("kept")))

    def test_one_that_was_cut_off_is_neither_good_nor_bad(self):
        def power_loss(*_):
            self.seen = self.state()
            raise OSError("x")

        with mock.patch.object(snapshot, "take", power_loss):
            self.run_it("run")
        self.assertIsNone(self.seen["last"]["ok"])

    def test_an_upload_that_fails_leaves_no_backup_and_says_so_to_the_others(self):
        with mock.patch.object(s3, "put_file", side_effect=metadata.NotNow("S3 is down", 0)):
            self.fails("S3 is down")
        marker = self.bucket.objects[DAY + "20261124T120000Z-b.started"]
        self.assertTrue(marker.startswith("failed: S3 is down"), marker)

    def test_without_rights_nothing_is_begun(self):
        self.bucket.denied = "PutObject"
        with mock.patch.object(snapshot, "take", side_effect=AssertionError("no snapshot")):
            self.fails("s3:PutObject")

    def test_a_server_that_cannot_is_refused_before_anything_is_marked(self):
        self.info["loading"] = "1"
        self.fails("is loading")
        self.assertEqual({}, self.bucket.objects)
        self.info = dict(INFO, master_sync_in_progress="1")
        self.fails("full synchronisation")
        self.info = dict(INFO)
        with mock.patch.object(snapshot, "room", side_effect=snapshot.Refused("no room")):
            self.fails("no room")
        self.assertFalse(self.state()["last"]["ok"])

    def test_not_configured_and_not_ready(self):
        self.configure("none")
        self.fails("no backups are configured")
        self.fails("no backups are configured", arguments=["list"])
        self.assertEqual((0, False), (self.run_it("status") and self.code, self.run_it("status")["configured"]))
        self.configure("bucket=bucket prefix= every=6h")
        os.remove(self.path("ready"))
        self.fails("not ready")

    def test_one_at_a_time(self):
        with backup.alone():
            self.fails("under way on this node already")

    def test_the_first_in_turn_does_not_wait(self):
        self.run_it("run", "--scheduled")
        self.assertEqual([], self.waited)
        self.assertIn(DAY + "20261124T120000Z-b.rdb.json", self.bucket.objects)

    def test_a_later_one_waits_and_does_it_if_nobody_has(self):
        self.places = [2]
        self.run_it("run", "--scheduled")
        self.assertEqual([40], self.waited)
        self.assertIn(DAY + "20261124T120040Z-b.rdb.json", self.bucket.objects)

    def skips(self, *words):
        said = self.run_it("run", "--scheduled")
        self.assertEqual(0, self.code)
        for word in words:
            self.assertIn(word, said["skipped"])
        self.assertFalse(os.path.exists(self.path("backup.json")) and self.state().get("last"))

    def test_it_leaves_it_to_one_that_has_begun(self):
        self.places = [1]
        self.while_waiting = lambda: self.bucket.objects.update({DAY + "20261124T120001Z-c.started": "started"})
        self.skips("left to c, which has begun at 20261124T120001Z")

    def test_it_leaves_it_to_one_that_somebody_has_just_made_by_hand(self):
        self.bucket.objects[DAY + "20261124T115945Z-a.rdb"] = ""
        self.skips("left to a")

    def test_an_earlier_one_is_none_of_this_point_of_time(self):
        self.bucket.objects[DAY + "20261124T115900Z-a.rdb"] = ""
        self.run_it("run", "--scheduled")
        self.assertIn(DAY + "20261124T120000Z-b.rdb.json", self.bucket.objects)

    def test_one_that_has_failed_leaves_it_to_the_next(self):
        self.places = [1]
        self.while_waiting = lambda: self.bucket.objects.update({DAY + "20261124T120001Z-c.started": "failed: no room"})
        self.run_it("run", "--scheduled")
        self.assertIn(DAY + "20261124T120020Z-b.rdb.json", self.bucket.objects)

    def test_of_two_that_have_begun_at_the_same_time_the_later_gives_way(self):
        put_text = self.bucket.put_text

        def at_the_same_time(_, bucket, key, text):
            put_text(_, bucket, key, text)
            if key.endswith(".started"):
                self.bucket.objects[DAY + "20261124T120000Z-a.started"] = "started"

        with mock.patch.object(s3, "put_text", at_the_same_time):
            self.skips("left to a")
        self.assertTrue(self.bucket.objects[DAY + "20261124T120000Z-b.started"].startswith("failed: left to a"))

    def fails_in_turn(self, why="S3 is down"):
        with mock.patch.object(s3, "put_file", side_effect=metadata.NotNow(why, 0)):
            self.assertEqual({"error": why}, self.run_it("run", "--scheduled"))

    def test_a_failure_of_the_one_that_was_due_is_known_with_its_first_moment(self):
        self.fails_in_turn()
        self.assertEqual({"slot": NOON, "at": NOON + 0.5}, self.state()["failure"])
        self.now = NOON + 301
        self.fails_in_turn("S3 is still down")
        self.assertEqual({"slot": NOON, "at": NOON + 0.5}, self.state()["failure"])
        self.assertEqual("S3 is still down", self.state()["last"]["error"])
        self.now = NOON + 6 * 3600
        self.fails_in_turn()
        self.assertEqual(NOON + 6 * 3600, self.state()["failure"]["slot"])

    def test_one_more_try_of_the_same_node_makes_it_and_the_failure_is_past(self):
        self.fails_in_turn()
        self.now = NOON + 301
        self.run_it("run", "--scheduled")
        self.assertIn(DAY + "20261124T120501Z-b.rdb.json", self.bucket.objects)
        self.assertTrue(self.state()["last"]["ok"])
        self.assertIsNone(self.state()["failure"])

    def test_while_it_is_tried_again_the_failure_is_still_to_be_seen(self):
        self.fails_in_turn()
        self.now = NOON + 301

        def take(_, target, say):
            self.seen = self.state()["last"]
            raise OSError("cut off")

        with mock.patch.object(snapshot, "take", take):
            self.run_it("run", "--scheduled")
        self.assertEqual((False, "S3 is down"), (self.seen["ok"], self.seen["error"]))

    def test_what_a_peer_has_made_after_the_failure_is_not_made_again(self):
        self.fails_in_turn()
        self.now = NOON + 301
        self.bucket.objects[DAY + "20261124T120030Z-c.rdb"] = ""
        self.assertIn("left to c", self.run_it("run", "--scheduled")["skipped"])
        self.assertNotIn("failure", self.state())
        self.assertEqual("S3 is down", self.state()["last"]["error"])

    def test_a_peer_that_is_at_it_may_fail_too(self):
        self.fails_in_turn()
        self.now = NOON + 301
        self.bucket.objects[DAY + "20261124T120459Z-c.started"] = "started"
        self.assertIn("left to c", self.run_it("run", "--scheduled")["skipped"])
        self.assertEqual(NOON, self.state()["failure"]["slot"])
        self.bucket.objects[DAY + "20261124T120459Z-c.started"] = "failed: x"
        self.run_it("run", "--scheduled")
        self.assertIn(DAY + "20261124T120501Z-b.rdb.json", self.bucket.objects)

    def test_one_by_hand_that_fails_is_not_tried_again_and_one_that_works_ends_the_tries(self):
        with mock.patch.object(rdb, "check", side_effect=ValueError("x")):
            self.run_it("run")
            self.assertNotIn("failure", self.state())
            self.run_it("run", "--scheduled")
            self.run_it("run")
            self.assertEqual(NOON, self.state()["failure"]["slot"])
        self.run_it("run")
        self.assertIsNone(self.state()["failure"])

    def test_a_replica_that_is_cut_off_leaves_it_alone(self):
        self.places = [3]
        self.skips("not in sync")
        self.assertEqual([60], self.waited)

    def test_unless_it_is_in_sync_again_and_nobody_has(self):
        self.places = [3, 0]
        self.run_it("run", "--scheduled")
        self.assertIn(DAY + "20261124T120100Z-b.rdb.json", self.bucket.objects)

    def test_at_midnight_the_day_before_is_looked_at_too(self):
        self.now = NOON + 12 * 3600 + 0.5
        self.bucket.objects[DAY + "20261124T235959Z-c.started"] = "started"
        self.skips("left to c")

    def test_the_list_is_newest_first_and_of_what_has_a_manifest(self):
        for moment in (NOON, NOON + 60, NOON + 86400):
            self.now = moment
            self.run_it("run")
        self.bucket.objects[DAY + "20261124T130000Z-c.rdb"] = "no manifest"
        self.bucket.objects["p/redis-2/2026/11/24/20261124T130000Z-c.rdb.json"] = "{}"
        found = self.run_it("list")
        self.assertEqual(["20261125T120000Z", "20261124T120100Z", "20261124T120000Z"], [one["key"].split("/")[-1].split("-")[0] for one in found["backups"]])
        found = self.run_it("list", "--limit", "1")
        self.assertEqual((1, 3), (len(found["backups"]), found["total"]))

    def test_status_names_the_newest_of_any_node_however_old(self):
        self.settings.key = "c"
        self.run_it("run")
        self.settings.key, self.now = "b", NOON + 40 * 86400
        found = self.run_it("status")
        self.assertEqual(DAY + "20261124T120000Z-c.rdb", found["newest"]["key"])
        self.assertEqual(("bucket", "p/", "6h", True), tuple(found[name] for name in ("bucket", "prefix", "every", "configured")))
        self.assertRegex(found["since"], r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

    def test_status_without_s3_says_why_or_does_not_ask(self):
        self.bucket.denied = "ListBucket"
        self.assertIn("s3:ListBucket", self.run_it("status")["error"])
        self.assertIsNone(self.run_it("status", "--local")["error"])

    def test_a_state_that_is_damaged_is_none(self):
        self.write("backup.json", "{")
        self.assertIsNone(self.run_it("status")["last"])


if __name__ == "__main__":
    unittest.main()
