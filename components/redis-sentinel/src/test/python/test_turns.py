"""Who makes a scheduled backup, and when."""
import itertools
import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import schedule  # noqa: E402
import turns  # noqa: E402

A, B, C = NODES = ["10.0.1.10", "10.0.2.10", "10.0.3.10"]
OFFSET = 1 << 30
HOUR = 3600


def master(*replicas):
    """The INFO of a master with these replicas: (address, bytes behind, seconds late, state)."""
    info = {"role": "master", "connected_slaves": str(len(replicas)), "master_repl_offset": str(OFFSET)}
    for i, (address, behind, late, state) in enumerate(replicas):
        info["slave%d" % i] = "ip=%s,port=6379,state=%s,offset=%d,lag=%d" % (address, state, OFFSET - behind, late)
    return info


class Order(unittest.TestCase):
    def test_replicas_first_in_the_stacks_order_and_the_master_last(self):
        for who, others in ((A, [B, C]), (B, [A, C]), (C, [A, B])):
            for replicas in itertools.permutations(others):
                info = master(*[(one, 0, 0, "online") for one in replicas])
                self.assertEqual(others + [who], turns.order(info, who, NODES))

    def test_every_situation_of_two_replicas(self):
        states, behinds, lates = ("online", "wait_bgsave", "send_bulk"), (0, 100, turns.COARSE - 1, turns.COARSE, OFFSET), (0, 1, turns.LATE)
        ways = list(itertools.product(behinds, lates, states))
        for b, c in itertools.product(ways, ways):
            found = turns.order(master((B,) + b, (C,) + c), A, NODES)
            with self.subTest(b=b, c=c):
                self.assertEqual(A, found[-1])
                self.assertEqual({one for one, way in ((B, b), (C, c)) if way[2] == "online"}, set(found[:-1]))
                if len(found) == 3:
                    key = {B: (b[1] >= turns.LATE, b[0] // turns.COARSE), C: (c[1] >= turns.LATE, c[0] // turns.COARSE)}
                    self.assertLessEqual(key[found[0]], key[found[1]])
                    if key[B] == key[C]:
                        self.assertEqual([B, C], found[:2])

    def test_who_asks_later_sees_the_same_order(self):
        """Offsets move between two nodes' questions."""
        for b, c in itertools.product((0, 10, 5000, 1 << 20), repeat=2):
            self.assertEqual([B, C, A], turns.order(master((B, b, 0, "online"), (C, c, 1, "online")), A, NODES))

    def test_strangers_and_a_master_alone(self):
        self.assertEqual([A], turns.order(master(), A, NODES))
        self.assertEqual([B, A], turns.order(master(("10.9.9.9", 0, 0, "online"), (B, 0, 0, "online")), A, NODES))

    def test_the_last_one_begins_before_the_next_is_due(self):
        for nodes, seconds in itertools.product((3, 5, 7), (60, 120, 300, HOUR, 86400)):
            step = turns.step(seconds, nodes)
            self.assertLess(step * nodes, seconds)
            self.assertTrue(1 <= step <= 20)
        self.assertEqual(20, turns.step(300, 3))


class Attempts(unittest.TestCase):
    NAMES = [
        "20261124T115959Z-b.rdb", "20261124T115959Z-b.rdb.json", "20261124T115959Z-b.started",
        "20261124T120001Z-b.started", "20261124T120021Z-c.rdb", "20261124T120021Z-c.started", "notes.txt", "x.rdb",
    ]

    def test_what_the_bucket_tells(self):
        self.assertEqual(
            [turns.Attempt("20261124T120001Z", "b", False), turns.Attempt("20261124T120021Z", "c", True)],
            turns.attempts(self.NAMES, "20261124T115970Z"))
        self.assertEqual(3, len(turns.attempts(self.NAMES, "20261124T000000Z")))
        self.assertEqual([], turns.attempts(self.NAMES, "20261125T000000Z"))

    def test_of_two_at_the_same_time_exactly_one_goes_on(self):
        moments = ("20261124T120000Z", "20261124T120001Z")
        for one, other in itertools.product(itertools.product(moments, "bc"), repeat=2):
            if one[1] == other[1]:
                continue
            gives_way = turns.before([turns.Attempt(*other, made=False)], one)
            other_gives_way = turns.before([turns.Attempt(*one, made=False)], other)
            self.assertNotEqual(bool(gives_way), bool(other_gives_way), (one, other))

    def test_one_that_is_made_goes_before_all(self):
        self.assertTrue(turns.before([turns.Attempt("20261124T120009Z", "c", True)], ("20261124T120000Z", "b")))


class Schedule(unittest.TestCase):
    def test_what_the_stack_says(self):
        self.assertIsNone(schedule.parse("none"))
        self.assertEqual(("my-bucket", "", "6h", 21600), tuple(schedule.parse("bucket=my-bucket prefix= every=6h")))
        self.assertEqual(("b.c", "a/b_c/", "15m", 900), tuple(schedule.parse("bucket=b.c prefix=a/b_c/ every=15m")))

    def test_what_makes_no_sense(self):
        for text in ("", "bucket=x", "bucket=abc prefix=a every=6h", "bucket=abc prefix= every=7m", "bucket=abc prefix= every=5h",
                     "bucket=abc prefix= every=0m", "bucket=abc prefix= every=90m", "bucket=abc prefix= every=48h", "bucket=abc prefix= every=6h\nx",
                     "bucket=a$(id) prefix= every=6h", "bucket=abc prefix=a b/ every=6h", "every=6h bucket=abc prefix="):
            with self.assertRaises(ValueError, msg=text):
                schedule.parse(text)

    def every(self):
        for number in range(1, 61):
            for unit in "mh":
                try:
                    yield schedule.parse("bucket=abc prefix= every=%d%s" % (number, unit)).seconds
                except ValueError:
                    pass

    def test_all_intervals_there_are(self):
        self.assertEqual(sorted([60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800] + [HOUR * 1, HOUR] + [HOUR * n for n in (2, 3, 4, 6, 8, 12, 24)]), sorted(self.every()))

    @unittest.skipUnless(shutil.which("systemd-analyze"), "needs systemd-analyze")
    def test_systemd_takes_the_points_of_time(self):
        for seconds in set(self.every()):
            calendar = schedule.calendar(seconds)
            done = subprocess.run(["systemd-analyze", "calendar", calendar], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(0, done.returncode, "%s: %s" % (calendar, done.stdout))

    def test_the_point_of_time_that_is_meant(self):
        for seconds in set(self.every()):
            for slot in (0, 1795530000 // 86400 * 86400):
                for off in (-1.5, 0, 0.5, 10):
                    self.assertEqual(slot + seconds, schedule.due(slot + seconds + off, seconds))

    def again(self, passed, failed=10, took=0, seconds=6 * HOUR):
        slot = 1795521600
        return schedule.again(slot, slot + failed, took, slot + passed, seconds)

    def test_a_failure_is_tried_again_three_times_counted_from_the_first(self):
        self.assertEqual(
            [0, 0, 1, 1, 2, 2, 3, 3],
            [self.again(passed) for passed in (10, 309, 310, 909, 910, 1809, 1810, 5 * HOUR)])

    def test_never_in_the_way_of_the_next_one(self):
        self.assertEqual((3, 0), (self.again(HOUR - 211, seconds=HOUR), self.again(HOUR - 210, seconds=HOUR)))
        self.assertEqual((3, 0), (self.again(2000, took=1000, seconds=HOUR), self.again(2000, took=1500, seconds=HOUR)))
        for passed in range(0, 700):
            self.assertEqual(0, self.again(passed, failed=0, seconds=300))
        self.assertEqual(1, max(self.again(passed, failed=0, seconds=900) for passed in range(0, 1800)))

    def test_after_the_next_one_or_with_other_points_of_time_it_is_over(self):
        self.assertEqual(0, self.again(6 * HOUR + 400))
        self.assertEqual(0, schedule.again(1795521600 + HOUR, 1795521600 + HOUR, 0, 1795521600 + HOUR + 400, 6 * HOUR))

    def test_folders_are_utc_days(self):
        backups = schedule.parse("bucket=abc prefix=p/ every=6h")
        moment = 1795564799
        self.assertEqual("p/redis/2026/11/24/", schedule.day_folder(backups, "redis", moment))
        self.assertEqual("20261124T235959Z", schedule.stamp(moment))
        self.assertEqual("p/redis/2026/11/25/", schedule.day_folder(backups, "redis", moment + 1))


if __name__ == "__main__":
    unittest.main()
