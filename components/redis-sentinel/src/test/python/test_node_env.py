"""node.env as the component writes it, and as it was written before."""
import os
import sys
import tempfile
import unittest

NODE = os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node")
sys.path.insert(0, NODE)
import node  # noqa: E402

TEMPLATE = os.path.join(NODE, "../templates/node.env")
VALUES = {"REDIS_PORT": "6379", "SENTINEL_PORT": "26379", "NODES": "a=10.0.1.10 b=10.0.2.10"}


class NodeEnvTest(unittest.TestCase):
    def settings(self, without=(), **given):
        with open(TEMPLATE) as template:
            names = [line.partition("=")[0] for line in template if not line.startswith("#")]
        with tempfile.NamedTemporaryFile("w", suffix=".env") as env:
            for name in names:
                if name not in without:
                    env.write("%s='%s'\n" % (name, given.get(name, VALUES.get(name, ""))))
            env.flush()
            return node.Settings(env.name)

    def test_a_snapshot_to_begin_with(self):
        url = "s3://exports/2026/old=1-0001.rdb"
        self.assertEqual(self.settings(RESTORE_FROM=url).restore_from, url)
        self.assertEqual(self.settings().restore_from, "")

    def test_a_node_that_was_launched_before_there_was_such_a_thing(self):
        self.assertEqual(self.settings(without=["RESTORE_FROM"]).restore_from, "")


if __name__ == "__main__":
    unittest.main()
