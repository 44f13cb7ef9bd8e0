"""What a node puts right by itself."""
import os
import sys
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import node  # noqa: E402
import resp  # noqa: E402
import upkeep  # noqa: E402


class Barrier(unittest.TestCase):
    def setUp(self):
        self.value, self.now, self.logged = "1", 0.0, []
        self.role, self.named, self.settings = "master", "me", mock.Mock(address="me")
        for target, name, value in (
            (resp, "Client", lambda *_: self),
            (node, "log", lambda step, message: self.logged.append(message)),
            (upkeep.live, "pairs", lambda part: [("min-replicas-to-write", "1")]),
            (upkeep.time, "monotonic", lambda: self.now),
            (resp, "info", lambda server, section: {"role": self.role}),
            (upkeep.sentinels, "named", lambda settings, address: self.named),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.barrier = upkeep.Barrier()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def call(self, _config, verb, name, value=None):
        if verb == "SET":
            self.value = value
        return [name, self.value]

    def look(self, at):
        self.now = at
        self.barrier.lift(self.settings)

    def test_one_that_was_left_behind_goes_when_no_handover_can_still_need_it(self):
        self.value = "99"
        self.look(1000.0)
        self.look(1099.0)
        self.assertEqual("99", self.value)
        self.look(1101.0)
        self.assertEqual("1", self.value)
        self.assertIn("a handover or a load was cut off", self.logged[0])

    def test_a_later_handover_has_its_time_too(self):
        self.value = "99"
        self.look(1000.0)
        self.value = "1"
        self.look(1050.0)
        self.value = "99"
        self.look(1140.0)
        self.assertEqual("99", self.value)

    def test_a_load_that_goes_on_takes_its_values_in_turn(self):
        for turn in range(20):
            self.value = ("98", "97")[turn % 2]
            self.look(1000.0 + turn * 25)
            self.assertIn(self.value, ("98", "97"))
        self.look(1000.0 + 19 * 25 + 101)
        self.assertEqual("1", self.value)

    def test_a_master_that_its_own_sentinel_does_not_name_any_more_takes_no_writes(self):
        self.value, self.named = "97", "another"
        self.look(1000.0)
        self.look(1200.0)
        self.assertEqual("97", self.value)
        self.role = "slave"
        self.look(1300.0)
        self.assertEqual("1", self.value)

    def test_what_an_operator_has_set_stays(self):
        self.value = "0"
        self.look(0.0)
        self.look(1000.0)
        self.assertEqual("0", self.value)


class Again(unittest.TestCase):
    NOON = 1795521600

    def setUp(self):
        self.now, self.started, self.logged, self.ready, self.configured = self.NOON, [], [], True, "bucket=abc prefix= every=6h"
        self.known = {"last": {"ok": False, "seconds": 2.5}, "failure": {"slot": self.NOON, "at": self.NOON + 10}}
        for target, name, value in (
            (upkeep.time, "time", lambda: self.now),
            (upkeep.live, "backups", lambda: self.configured),
            (upkeep.state, "read", lambda: self.known),
            (upkeep.subprocess, "check_call", lambda argv: self.started.append((self.now - self.NOON, argv))),
            (upkeep.os.path, "exists", lambda path: self.ready if path == node.READY_FILE else self.fail(path)),
            (node, "log", lambda step, message: self.logged.append(message)),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.again = upkeep.Again()

    def rounds(self, until, begin=0):
        """As upkeep does, every five seconds."""
        for passed in range(begin, until, 5):
            self.now = self.NOON + passed
            self.again.begin(None)
        return [at for at, _ in self.started]

    def test_a_failure_is_tried_again_by_the_timers_own_service_which_nobody_waits_for(self):
        self.assertEqual([310, 910, 1810], self.rounds(7 * 3600))
        self.assertEqual({("systemctl", "start", "--no-block", "redis-node-backup.service")}, {tuple(argv) for _, argv in self.started})
        self.assertIn("1 of 3", self.logged[0])

    def test_a_success_ends_it(self):
        self.rounds(400)
        self.known = {"last": {"ok": True, "seconds": 9}, "failure": None}
        self.assertEqual([310], self.rounds(7 * 3600, 400))

    def test_the_next_failure_has_its_own_tries(self):
        self.rounds(7 * 3600)
        self.known["failure"] = {"slot": self.NOON + 6 * 3600, "at": self.NOON + 6 * 3600}
        self.assertEqual([310, 910, 1810, 21900, 22500, 23400], self.rounds(12 * 3600, 6 * 3600))

    def test_a_node_that_was_off_meanwhile_tries_once_and_not_for_all_it_has_missed(self):
        self.assertEqual([3600], self.rounds(6 * 3600, 3600))

    def test_while_it_boots_or_has_no_backups_or_no_failure_nothing_begins(self):
        self.ready = False
        self.rounds(1000)
        self.ready, self.configured = True, "none"
        self.rounds(1000)
        self.known = {}
        self.configured = "bucket=abc prefix= every=6h"
        self.assertEqual([], self.rounds(1000))


if __name__ == "__main__":
    unittest.main()
