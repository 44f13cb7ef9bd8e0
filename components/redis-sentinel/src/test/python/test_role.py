"""The boot rule, case by case. Run: python3 -m unittest discover -s components/redis-sentinel/src/test/python"""
import itertools
import os
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import role  # noqa: E402
from role import NO_MASTER, Master, Replica, Wait  # noqa: E402

A, B, C = NODES = ["10.0.1.10", "10.0.2.10", "10.0.3.10"]


def decide(me, answers, has_data=True, replica_of=None, nodes=None):
    return role.decide(me, nodes or NODES, answers, has_data, replica_of)


class KnownMaster(unittest.TestCase):
    def test_a_majority_that_names_another_makes_this_node_its_replica_whatever_it_was(self):
        self.assertEqual(Replica(B, "2 of 3 sentinels name it"), decide(A, {A: A, B: B, C: B}))

    def test_own_sentinel_and_one_peer_are_a_majority(self):
        self.assertEqual(Replica(B, "2 of 3 sentinels name it"), decide(A, {A: B, B: B}))

    def test_named_with_data_is_master(self):
        self.assertEqual(Master("3 of 3 sentinels name it"), decide(A, {A: A, B: A, C: A}))

    def test_named_without_data_waits_for_the_failover(self):
        decision = decide(A, {A: NO_MASTER, B: A, C: A}, has_data=False)
        self.assertIsInstance(decision, Wait)
        self.assertIn("its data is gone", decision.why)

    def test_own_memory_alone_is_not_enough(self):
        for answers in ({A: A}, {A: A, B: NO_MASTER}, {}):
            self.assertIsInstance(decide(A, answers), Wait)

    def test_sentinels_that_disagree_without_a_majority_are_waited_for(self):
        decision = decide(A, {A: A, B: B, C: C})
        self.assertIsInstance(decision, Wait)
        self.assertIn("until the sentinels agree", decision.why)

    def test_waiting_names_the_silent(self):
        self.assertIn("10.0.2.10, 10.0.3.10", decide(A, {A: A}).why)


class Formation(unittest.TestCase):
    nobody = {address: NO_MASTER for address in NODES}

    def test_the_first_node_is_the_master(self):
        self.assertIsInstance(decide(A, self.nobody, has_data=False), Master)

    def test_the_others_are_its_replicas(self):
        for me in (B, C):
            self.assertEqual(A, decide(me, self.nobody, has_data=False).of)

    def test_it_needs_every_node(self):
        for silent in NODES:
            answers = {address: NO_MASTER for address in NODES if address != silent}
            for me in NODES:
                decision = decide(me, answers, has_data=False)
                self.assertIsInstance(decision, Wait)
                self.assertIn(silent, decision.why)

    def test_one_that_was_interrupted_goes_on(self):
        answers = {A: A, B: NO_MASTER, C: NO_MASTER}
        self.assertIsInstance(decide(A, answers), Master)
        self.assertEqual(A, decide(C, answers, has_data=False).of)

    def test_a_node_with_data_does_not_become_the_replica_of_an_empty_master(self):
        self.assertIsInstance(decide(B, self.nobody, has_data=True), Wait)

    def test_unless_it_had_begun_to_be(self):
        self.assertEqual(A, decide(B, self.nobody, has_data=True, replica_of=A).of)


class Invariants(unittest.TestCase):
    def test_two_nodes_with_the_same_view_are_never_both_master(self):
        views = [NO_MASTER, None] + NODES
        for view in itertools.product(views, repeat=3):
            answers = {node: said for node, said in zip(NODES, view) if said is not None}
            for data in itertools.product([True, False], repeat=3):
                masters = [
                    me for me, has in zip(NODES, data) if isinstance(decide(me, answers, has), Master)
                ]
                self.assertLessEqual(len(masters), 1, (answers, data))

    def test_without_data_only_a_formation_makes_a_master(self):
        for view in itertools.product([NO_MASTER, None] + NODES, repeat=3):
            answers = {node: said for node, said in zip(NODES, view) if said is not None}
            for me in NODES:
                if isinstance(decide(me, answers, has_data=False), Master):
                    self.assertEqual({NO_MASTER}, set(answers.values()))
                    self.assertEqual(set(NODES), set(answers))


class Forced(unittest.TestCase):
    def forced(self, word, has_data):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(role, "FORCED", os.path.join(folder, "forced")):
            if word is not None:
                with open(role.FORCED, "w") as file:
                    file.write(word)
            return role.forced(has_data)

    def test_an_operators_word_makes_a_master_of_a_node_with_data(self):
        self.assertEqual(Master("an operator said so"), self.forced("data", True))
        self.assertIsNone(self.forced("data", False))
        self.assertIsNone(self.forced(None, True))

    def test_an_empty_one_must_be_meant(self):
        self.assertEqual(Master("an operator said so"), self.forced("empty", False))


class StartConf(unittest.TestCase):
    def test_a_node_alone_is_nobodys_replica(self):
        self.assertEqual(["replicaof 127.0.0.1 1\n", "appendonly yes\n"], role.start_conf(True, True, True))

    def test_only_a_snapshot_is_loaded_as_one(self):
        """Redis with appendonly yes and no AOF starts empty, whatever dump.rdb holds."""
        self.assertEqual(["appendonly no\n"], role.start_conf(False, False, True))

    def test_an_append_only_file_is_loaded_also_where_it_was_switched_off_meanwhile(self):
        self.assertEqual(["appendonly yes\n"], role.start_conf(False, True, True))

    def test_an_empty_node_starts_as_configured(self):
        self.assertEqual([], role.start_conf(False, False, False))

    def test_disabled_commands_are_renamed_to_nothing(self):
        self.assertEqual(
            ["appendonly yes\n", 'rename-command FLUSHALL ""\n', 'rename-command DEBUG ""\n'],
            role.start_conf(False, True, False, ["FLUSHALL", "DEBUG"]))


class Disabled(unittest.TestCase):
    """Redis does not start with an append-only file that holds a command which it does not know."""

    def test_without_an_append_only_file_all_that_the_stack_wants(self):
        self.assertEqual(["FLUSHALL", "DEBUG"], role.disabled(["FLUSHALL", "DEBUG"], False, []))

    def test_with_one_only_what_it_cannot_hold(self):
        self.assertEqual([], role.disabled(["FLUSHALL", "DEBUG"], True, []))
        self.assertEqual(["DEBUG"], role.disabled(["FLUSHALL", "DEBUG"], True, ["DEBUG"]))

    def test_what_the_stack_no_longer_wants_is_back_at_the_next_start(self):
        self.assertEqual([], role.disabled([], True, ["DEBUG"]))

    def test_what_the_file_cannot_hold_is_read_from_the_data_volume(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(role, "ABSENT", folder + "/absent"):
            self.assertEqual([], role.absent_commands())
            role.replace(role.ABSENT, ["FLUSHALL DEBUG\n"])
            self.assertEqual(["FLUSHALL", "DEBUG"], role.absent_commands())


class Conf(unittest.TestCase):
    def test_replicaof_is_replaced_not_added(self):
        lines = ["port 1\n", "replicaof 1.1.1.1 6379\n", "slaveof 2.2.2.2 6379\n", "\n"]
        self.assertEqual(["port 1\n", "\n", "replicaof 3.3.3.3 7000\n"], role.configure(lines, "3.3.3.3", 7000))
        self.assertEqual(["port 1\n", "\n"], role.configure(lines, None, 7000))

    def test_the_last_replicaof_counts(self):
        self.assertEqual("2.2.2.2", role.configured_master(["replicaof 1.1.1.1 1\n", "SLAVEOF 2.2.2.2 1\n"]))
        self.assertIsNone(role.configured_master(["# replicaof 1.1.1.1 1\n"]))


if __name__ == "__main__":
    unittest.main()
