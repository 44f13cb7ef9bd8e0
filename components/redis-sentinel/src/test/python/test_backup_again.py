"""A backup that fails is tried again before the next one is due."""
import unittest
from unittest import mock

from a_backup import DAY, NOON, BackupCase
import metadata
import rdb
import s3
import snapshot


class Again(BackupCase):
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


if __name__ == "__main__":
    unittest.main()
