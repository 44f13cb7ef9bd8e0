"""Who forces a failover after a cold start without the master, and when nobody does."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import revive  # noqa: E402

A, B, C = NODES = ["10.0.1.10", "10.0.2.10", "10.0.3.10"]
SINCE_1970 = {"role": "slave", "master_link_status": "down", "master_link_down_since_seconds": "1790000000"}


class NeverConnected(unittest.TestCase):
    server = {"uptime_in_seconds": "30"}

    def test_down_since_1970(self):
        self.assertTrue(revive.never_connected(self.server, SINCE_1970))

    def test_down_since_it_was_up_is_sentinels_business(self):
        self.assertFalse(revive.never_connected(self.server, dict(SINCE_1970, master_link_down_since_seconds="25")))

    def test_redis_6_2_says_minus_one_which_sentinel_can_bear(self):
        self.assertFalse(revive.never_connected(self.server, dict(SINCE_1970, master_link_down_since_seconds="-1")))

    def test_masters_and_connected_replicas(self):
        self.assertFalse(revive.never_connected(self.server, {"role": "master"}))
        self.assertFalse(revive.never_connected(self.server, {"role": "slave", "master_link_status": "up"}))


class Responsible(unittest.TestCase):
    def who(self, down, replicas):
        return [me for me in NODES if revive.responsible(me, NODES, down, replicas)]

    def test_exactly_one_acts(self):
        self.assertEqual([B], self.who({B: A, C: A}, {B: True, C: True}))
        self.assertEqual([A], self.who({A: B, C: B}, {A: True, C: True}))

    def test_nobody_without_a_majority_of_all(self):
        self.assertEqual([], self.who({B: A}, {B: True, C: True}))

    def test_nobody_while_the_master_answers(self):
        self.assertEqual([], self.who({B: A, C: A}, {A: False, B: True, C: True}))
        self.assertEqual([], self.who({B: A, C: A}, {A: True, B: True, C: True}))

    def test_nobody_while_sentinel_can_do_it(self):
        self.assertEqual([], self.who({B: A, C: A}, {B: True, C: False}))

    def test_nobody_while_they_mean_different_masters(self):
        self.assertEqual([], self.who({B: A, C: B}, {B: True, C: True}))


if __name__ == "__main__":
    unittest.main()
