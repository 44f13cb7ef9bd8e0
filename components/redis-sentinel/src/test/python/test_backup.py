"""One run of a backup, from its turn to its manifest, with a bucket in memory."""
import hashlib
import json
import os
import unittest
from unittest import mock

from a_backup import DAY, INFO, NOON, BackupCase
import backup
import metadata
import rdb
import s3
import snapshot


class Runs(BackupCase):
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
