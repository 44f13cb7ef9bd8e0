"""What is said of RDB files, by a checker that says what Redis's does."""
import os
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import rdb  # noqa: E402

WHOLE = """[offset 0] Checking RDB file dump.rdb
[offset 26] AUX FIELD redis-ver = '5.0.6'
[offset 52] AUX FIELD ctime = '1795530087'
[offset 83] AUX FIELD repl-offset = '4711'
[offset 152] Checksum OK
[offset 152] \\\\o/ RDB looks OK! \\\\o/
[info] 4 keys read
[info] 2 expires
[info] 1 already expired
"""
CUT = """[offset 0] Checking RDB file cut.rdb
--- RDB ERROR DETECTED ---
[offset 93] Unexpected EOF reading RDB file
[additional info] While doing: read-object-value
[additional info] Reading key 'somebodys-mail-address'
[info] 1 keys read
"""


class Rdb(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = self.write("dump.rdb", "REDIS0009 and so on")
        patch = mock.patch.object(rdb, "CHECK", os.path.join(self.folder.name, "check"))
        patch.start()
        self.addCleanup(patch.stop)

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def checker(self, text, code):
        os.chmod(self.write("check", "#!/bin/sh\ncat <<'END'\n%sEND\nexit %d\n" % (text, code)), 0o755)

    def test_the_format_is_in_the_first_bytes(self):
        self.assertEqual(9, rdb.header(self.file))
        for text in ("", "REDIS", "REDIS00x9", "PK\x03\x04 an archive"):
            with self.assertRaisesRegex(ValueError, "is no RDB file"):
                rdb.header(self.write("other", text))

    def test_a_whole_file_is_counted(self):
        self.checker(WHOLE, 0)
        found = rdb.check(self.file)
        self.assertEqual((9, "5.0.6", 4, 2, 1), tuple(found[name] for name in ("rdbVersion", "redisVersion", "keys", "expires", "alreadyExpired")))
        self.assertEqual("4711", found["aux"]["repl-offset"])

    def test_a_file_that_is_cut_is_refused_with_the_reason_and_without_its_keys(self):
        self.checker(CUT, 1)
        with self.assertRaisesRegex(ValueError, r"dump.rdb is not whole: \[offset 93\] Unexpected EOF reading RDB file$"):
            rdb.check(self.file)

    def test_a_checker_that_only_says_so(self):
        self.checker("killed", 0)
        with self.assertRaisesRegex(ValueError, "is not whole: killed"):
            rdb.check(self.file)

    def test_one_that_hangs(self):
        os.chmod(self.write("check", "#!/bin/sh\nexec sleep 5\n"), 0o755)
        with self.assertRaisesRegex(ValueError, "does not come to an end"):
            rdb.check(self.file, 0.1)

    def test_what_releases_read(self):
        for release, version in (("3.2.1", 7), ("4.0.14", 8), ("5.0.7", 9), ("6.2.14", 9), ("7.0.15", 10), ("7.2.1", 11), ("7.4.0", 12), ("8.0.1", 12)):
            self.assertEqual(version, rdb.reads(release), release)
        self.assertEqual(["5.0", "7.0", "7.2", "7.4", None], [rdb.release_for(version) for version in (9, 10, 11, 12, 13)])


if __name__ == "__main__":
    unittest.main()
