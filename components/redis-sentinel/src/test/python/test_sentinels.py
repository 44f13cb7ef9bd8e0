"""What is asked of the sentinels."""
import os
import sys
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import resp  # noqa: E402
import sentinels  # noqa: E402

A, B, C = "10.0.1.10", "10.0.2.10", "10.0.3.10"
SETTINGS = types.SimpleNamespace(addresses=[A, B, C], sentinel_port=26379, master_name="mymaster")


class Sentinel:
    """What each one says of a and b, replicas of c."""

    def __init__(self, reported, address):
        self.reported = reported[address]

    def __enter__(self):
        if self.reported is None:
            raise OSError("nobody answers")
        return self

    def __exit__(self, *_):
        pass

    def call(self, *words):
        if words == ("SENTINEL", "SLAVES", "mymaster"):
            return [["name", ip, "ip", ip, "role-reported", role] for ip, role in self.reported.items()]
        return [["name", "mymaster", "ip", C]]


class SentinelsTest(unittest.TestCase):
    def setUp(self):
        self.reported = {address: {A: "slave", B: "slave"} for address in (A, B, C)}
        patch = mock.patch.object(resp, "Client", lambda address, port: Sentinel(self.reported, address))
        patch.start()
        self.addCleanup(patch.stop)

    def test_the_master_of_one_that_answers(self):
        self.assertEqual(C, sentinels.named(SETTINGS, A))
        self.reported[A] = None
        self.assertIsNone(sentinels.named(SETTINGS, A))

    def test_all_have_noticed(self):
        self.assertEqual([], sentinels.taken_for_master(SETTINGS, B))

    def test_those_that_last_saw_a_master(self):
        self.reported[A][B] = self.reported[C][B] = "master"
        self.reported[B][A] = "master"
        self.assertEqual([A, C], sentinels.taken_for_master(SETTINGS, B))

    def test_one_that_does_not_answer_is_not_taken_for_one_that_has(self):
        self.reported[C] = None
        with self.assertRaises(OSError):
            sentinels.taken_for_master(SETTINGS, B)


if __name__ == "__main__":
    unittest.main()
