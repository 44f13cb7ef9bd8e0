"""An operator's word, in the terms of sentinel.conf."""
import contextlib
import io
import os
import sys
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import force  # noqa: E402
import node  # noqa: E402
import role  # noqa: E402

A, B, C = "10.0.1.10", "10.0.2.10", "10.0.3.10"
REWRITTEN = """\
port 26379
sentinel myid 4cfc7446109d2e3d83b099fedae620b102a18dfb
sentinel deny-scripts-reconfig yes
sentinel monitor mymaster 10.0.2.10 6379 2
sentinel down-after-milliseconds mymaster 5000
sentinel config-epoch mymaster 7
sentinel leader-epoch mymaster 9
sentinel known-replica mymaster 10.0.1.10 6379
sentinel known-sentinel mymaster 10.0.2.10 26379 aaaa
sentinel monitor other 10.0.9.9 6379 2
sentinel current-epoch 8
""".splitlines(True)


class Leading(unittest.TestCase):
    lines = force.leading(REWRITTEN, "mymaster", A, [B, C], 6379, "2")

    def test_the_epoch_wins_over_all_that_this_sentinel_has_heard_of(self):
        self.assertIn("sentinel config-epoch mymaster 1009\n", self.lines)
        self.assertIn("sentinel current-epoch 1009\n", self.lines)

    def test_one_master_and_the_others_are_its_replicas(self):
        about = [line for line in self.lines if " mymaster " in line]
        self.assertEqual("sentinel monitor mymaster 10.0.1.10 6379 2\n", about[0])
        self.assertEqual(1, sum("sentinel monitor mymaster" in line for line in about))
        self.assertEqual(
            ["sentinel known-replica mymaster %s 6379\n" % other for other in (B, C)],
            [line for line in about if "known-replica" in line],
        )

    def test_identity_peers_and_other_masters_stay(self):
        for line in (REWRITTEN[1], REWRITTEN[8], REWRITTEN[9]):
            self.assertIn(line, self.lines)


class Refusals(unittest.TestCase):
    def run_with(self, arguments, has_data=True):
        settings = types.SimpleNamespace(address=A, name=lambda address: "a (%s)" % address)
        error = io.StringIO()
        with mock.patch.object(node, "Settings", lambda: settings), mock.patch.object(os, "geteuid", lambda: 0), \
                mock.patch.object(role, "holds", lambda names: has_data), mock.patch.object(force, "take_over") as done, \
                contextlib.redirect_stderr(error):
            try:
                code = force.main(arguments)
            except SystemExit as ended:
                code = ended.code
        self.assertFalse(done.called)
        return code, error.getvalue()

    def test_without_yes_it_says_what_is_at_stake_and_does_nothing(self):
        code, said = self.run_with([])
        self.assertEqual(2, code)
        self.assertIn("What only they have is lost", said)
        self.assertIn("a (10.0.1.10)", said)

    def test_an_empty_node_is_refused(self):
        code, said = self.run_with(["--yes"], has_data=False)
        self.assertEqual(2, code)
        self.assertIn("this node has no data", said)


if __name__ == "__main__":
    unittest.main()
