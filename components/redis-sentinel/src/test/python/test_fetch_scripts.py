"""The scripts arrive whole and are the ones that were meant, or nothing is put down."""
import base64
import gzip
import hashlib
import json
import os
import sys
import tempfile
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import aws  # noqa: E402
import fetch_scripts  # noqa: E402
import metadata  # noqa: E402
import node  # noqa: E402
import retry  # noqa: E402


class Fetch(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.script = os.path.join(self.folder.name, "lib", "steps", "one")
        files = {self.script: ["0755", "#!/bin/sh\necho é\n"]}
        text = base64.b64encode(gzip.compress(json.dumps(files).encode())).decode()
        self.parts = {"scripts-0": text[:40], "scripts-1": text[40:]}
        self.asked, self.logged = [], []
        self.settings = types.SimpleNamespace(
            scripts=["scripts-0", "scripts-1"], scripts_sha256=hashlib.sha256(text.encode()).hexdigest()
        )
        for target, name, value in (
            (fetch_scripts, "HAVE", os.path.join(self.folder.name, "have")),
            (node, "STATUS_FILE", os.path.join(self.folder.name, "state", "status")),
            (node, "Settings", lambda: self.settings),
            (node, "log", lambda step, message: self.logged.append(message)),
            (aws, "call", self.call),
            (retry, "PAUSE", 0.01),
            (metadata, "PASSES_WITHIN", 0.2),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def call(self, settings, service, target, what, parameters):
        self.asked.append((service, target, parameters))
        if parameters["Name"] not in self.parts:
            raise metadata.NotNow("there is no %s" % what, 0.1)
        return {"Parameter": {"Value": self.parts[parameters["Name"]]}}

    def test_they_are_put_where_they_belong(self):
        self.assertEqual(0, fetch_scripts.main())
        with open(self.script, encoding="utf-8") as file:
            self.assertEqual("#!/bin/sh\necho é\n", file.read())
        self.assertEqual(0o755, os.stat(self.script).st_mode & 0o777)
        self.assertEqual(("ssm", "AmazonSSM.GetParameter", {"Name": "scripts-0"}), self.asked[0])

    def test_a_node_that_has_them_asks_nobody(self):
        fetch_scripts.main()
        self.asked.clear()
        self.assertEqual(0, fetch_scripts.main())
        self.assertEqual([], self.asked)

    def test_others_are_refused_with_the_way_out(self):
        self.parts["scripts-1"] = base64.b64encode(b"something else").decode()
        self.assertEqual(1, fetch_scripts.main())
        self.assertFalse(os.path.exists(self.script))
        self.assertRegex(self.logged[-1], "scripts-0, scripts-1 have the SHA-256 [0-9a-f]{64}.*roll the node out")
        with open(node.STATUS_FILE) as file:
            self.assertTrue(file.read().startswith("failed scripts: "))

    def test_what_is_not_there_is_named(self):
        del self.parts["scripts-1"]
        self.assertEqual(1, fetch_scripts.main())
        self.assertFalse(os.path.exists(self.script))
        self.assertIn("there is no scripts-1", self.logged[-1])


if __name__ == "__main__":
    unittest.main()
