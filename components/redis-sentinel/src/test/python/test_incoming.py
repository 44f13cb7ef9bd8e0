"""Files on their way in, and the data that a new cluster begins with: whole and fitting, or not at all."""
import io
import json
import os
import shutil
import sys
import tempfile
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import first_data  # noqa: E402
import incoming  # noqa: E402
import journal  # noqa: E402
import metadata  # noqa: E402
import node  # noqa: E402
import rdb  # noqa: E402
import s3  # noqa: E402
import throwaway  # noqa: E402
from barrier import Unfit  # noqa: E402

RDB = b"REDIS0009\xfa\x09redis-ver\x055.0.7\xfa\x08used-mem\xc2\x00\x00\x10\x00\xff12345678"
FOUND = {"rdbVersion": 9, "redisVersion": "5.0.7", "keys": 5, "expires": 2, "alreadyExpired": 0, "aux": {}}


class Here(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        for target, name, value in (
                (journal, "DATA", self.folder), (journal, "FOLDER", self.folder + "/load"), (journal, "chown", lambda *_: None),
                (incoming, "say", lambda text: None), (node, "log", lambda *_: None), (throwaway, "version", lambda: "5.0.7"),
                (rdb, "check", lambda path: dict(FOUND)), (incoming, "free_bytes", lambda: 10 << 30),
                (incoming.live, "pairs", lambda part: [("maxmemory", "2mb")]), (incoming.live, "total_memory", lambda: 1 << 30)):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        journal.make(journal.FOLDER)

    def there(self):
        return sorted(os.path.join(base, name)[len(self.folder) + 1:] for base, _, names in os.walk(self.folder) for name in names)


class Download(Here):
    def test_a_rehearsal_needs_room_for_the_file_alone(self):
        def download(copies):
            with mock.patch.object(incoming, "bucket", lambda: "backups"), \
                    mock.patch.object(s3, "get_text", lambda *_: json.dumps({"bytes": 20 << 20})), \
                    mock.patch.object(s3, "get_to_file", lambda *_: None), \
                    mock.patch.object(incoming, "free_bytes", lambda: 100 << 20):
                return incoming.download(None, "key.rdb", "/nowhere", copies)

        self.assertEqual({"bytes": 20 << 20}, download(1))
        with self.assertRaisesRegex(Unfit, "needs 124"):
            download(incoming.COPIES)


class Upload(Here):
    def fetch(self, content, size, name="x.rdb"):
        chosen = types.SimpleNamespace(id="one", name=name, backup=None, url=False, upload=size)
        with mock.patch.object(incoming.sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(content))):
            return incoming.fetch(None, chosen)

    def test_all_of_it_is_there_under_its_name(self):
        self.assertEqual({"name": "x.rdb", "bytes": len(RDB)}, self.fetch(RDB, len(RDB), "../x.rdb"))
        self.assertEqual(["load/lock", "load/one/incoming/x.rdb"], self.there())

    def test_one_that_ends_early_leaves_nothing(self):
        with self.assertRaisesRegex(Unfit, "3 of %d bytes before its end: nothing is kept" % (len(RDB) + 3)):
            self.fetch(RDB, len(RDB) + 3)
        self.assertEqual(["load/lock"], self.there())

    def test_room_is_asked_for_before_anything_is_written(self):
        with mock.patch.object(incoming, "free_bytes", lambda: 100 << 20), self.assertRaisesRegex(Unfit, "100 MiB are free on /data, and a file of 20 MiB needs 124"):
            self.fetch(RDB, 20 << 20)

    def test_what_a_dead_load_left_goes_and_what_is_kept_for_an_undo_stays(self):
        for name in ("dead", "kept"):
            os.makedirs(os.path.join(journal.FOLDER, name, "aside"))
        journal.write({"id": "kept", "folder": journal.FOLDER + "/kept"}, journal.DONE)
        self.fetch(RDB, len(RDB))
        self.assertEqual(["journal", "kept", "lock", "one"], sorted(os.listdir(journal.FOLDER)))

    def test_two_at_a_time_are_refused(self):
        with journal.lock(), self.assertRaisesRegex(Unfit, "another load"):
            self.fetch(RDB, len(RDB))


class Check(Here):
    def check(self, content=RDB):
        place = incoming.Place("one")
        os.makedirs(place.incoming, exist_ok=True)
        with open(os.path.join(place.incoming, "x.rdb"), "wb") as file:
            file.write(content)
        return incoming.check(None, place)

    def test_what_is_said_of_a_file(self):
        self.assertEqual(
            {"name": "x.rdb", "bytes": len(RDB), "rdbVersion": 9, "redisVersion": "5.0.7", "keys": 5, "expires": 2},
            self.check()["files"][0])

    def test_a_later_format_names_the_release_that_reads_it(self):
        with self.assertRaisesRegex(Unfit, r"x.rdb has RDB version 11, and Redis 5.0.7 reads up to 9; Redis 7.2 reads it"):
            self.check(RDB.replace(b"REDIS0009", b"REDIS0011"))
        with self.assertRaisesRegex(Unfit, r"version 99, and Redis 5.0.7 reads up to 9$"):
            self.check(RDB.replace(b"REDIS0009", b"REDIS0099"))

    def test_an_error_names_the_file_as_people_know_it(self):
        with self.assertRaisesRegex(ValueError, "^x.rdb is no RDB file"):
            self.check(b"something else")

    def test_data_that_is_larger_than_maxmemory_is_refused(self):
        self.assertEqual(1 << 20, throwaway.used_memory(self.put(RDB)))
        with self.assertRaisesRegex(Unfit, "used 32 MiB of memory where it was saved, and maxmemory is 2 MiB"):
            self.check(RDB.replace(b"\x00\x00\x10\x00", b"\x00\x00\x00\x02"))

    def test_used_memory_in_each_of_its_forms(self):
        for form, value in ((b"\xc1\x10\x27", 10000), (b"\x0a4294967296", 1 << 32)):
            self.assertEqual(value, throwaway.used_memory(self.put(RDB.replace(b"\xc2\x00\x00\x10\x00", form))))
        self.assertIsNone(throwaway.used_memory(self.put(b"REDIS0009\xff12345678")))

    def put(self, content):
        with open(os.path.join(self.folder, "some"), "wb") as file:
            file.write(content)
        return file.name


class First(Here):
    def setUp(self):
        super().setUp()
        self.manifest, self.content, self.asked = None, RDB, 0
        for name, value in (("get_text", lambda *_: self.manifest), ("get_to_file", self.get)):
            patch = mock.patch.object(s3, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.data = first_data.FirstData(types.SimpleNamespace(restore_from="s3://bucket/some/x.rdb"))

    def get(self, _settings, bucket, key, path):
        self.asked += 1
        self.assertEqual(("bucket", "some/x.rdb"), (bucket, key))
        if isinstance(self.content, Exception):
            raise self.content
        with open(path, "wb") as file:
            file.write(self.content)

    def test_none_is_wanted(self):
        self.assertIsNone(first_data.FirstData(types.SimpleNamespace(restore_from="")).missing())
        self.assertEqual(0, self.asked)

    def test_it_is_in_place_when_it_was_checked(self):
        self.assertIsNone(self.data.missing())
        self.assertEqual(["dump.rdb"], self.there())
        self.assertEqual([], os.listdir(journal.FOLDER), "what is left of it")

    def test_a_right_that_is_missing_is_waited_for(self):
        self.content = metadata.NotNow("the role may not")
        why = self.data.missing()
        self.assertIn("the role may not; this is tried again", why)
        self.assertIn("redis-node-force-master --yes --empty", why)
        self.assertEqual(why, self.data.missing())
        self.assertEqual(1, self.asked, "not before a while has passed")
        self.assertNotIn("dump.rdb", self.there())

    def test_a_file_that_was_changed_after_its_backup_is_not_taken(self):
        self.manifest = json.dumps({"sha256": "0" * 64, "bytes": 1})
        self.assertIn("its manifest says " + "0" * 64, self.data.missing())
        self.assertNotIn("dump.rdb", self.there())

    def test_nor_one_that_is_damaged_or_of_a_later_format(self):
        with mock.patch.object(rdb, "check", mock.Mock(side_effect=ValueError("is not whole"))):
            self.assertIn("is not whole", self.data.missing())
        self.data._tried = None
        self.content = RDB.replace(b"REDIS0009", b"REDIS0010")
        self.assertIn("has RDB version 10", self.data.missing())
        self.assertNotIn("dump.rdb", self.there())


if __name__ == "__main__":
    unittest.main()
