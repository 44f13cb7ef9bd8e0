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


if __name__ == "__main__":
    unittest.main()
