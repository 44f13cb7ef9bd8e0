"""The snapshot that is kept is the one that this node's own BGSAVE has written."""
import os
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import resp  # noqa: E402
import snapshot  # noqa: E402


class FakeRedis:
    """A server of which a test says what happens to its snapshots. Its clock goes on by a second a question."""

    def __init__(self, folder):
        self.folder, self.now, self.pid, self.script = folder, 1000.0, 100, []
        self.writes, self.status, self.saved, self.keeps, self.answers = None, "ok", 990, "3600 1", []
        self.extra = {}

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def info(self, *_):
        self.now += 1
        if self.writes and self.script:
            self.script.pop(0)()
        found = {"loading": "0", "rdb_bgsave_in_progress": str(int(self.writes is not None)), "aof_rewrite_in_progress": "0",
                 "rdb_last_bgsave_status": self.status, "rdb_last_save_time": str(self.saved), "used_memory": "1000", "role": "slave"}
        found.update(self.extra)
        return found

    def call(self, *words):
        if words == ("CONFIG", "GET", "save"):
            return ["save", self.keeps]
        assert words == ("BGSAVE",), words
        if self.answers:
            answer = self.answers.pop(0)
            if answer:
                raise resp.ServerError(answer)
        self.pid += 1
        self.writes = "temp-%d.rdb" % self.pid
        self.put(self.writes, "own %d" % self.pid)
        return "Background saving started"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    # What may happen while it writes.
    def goes_on(self):
        pass

    def ends(self):
        os.replace(self.path(self.writes), self.path("dump.rdb"))
        self.writes, self.saved, self.status = None, int(self.now), "ok"

    def fails(self):
        os.remove(self.path(self.writes))
        self.writes, self.status = None, "err"

    def is_killed_by_a_full_synchronisation(self):
        """Redis removes its child's file, keeps the last status, and takes over the master's file."""
        os.remove(self.path(self.writes))
        self.put("temp-1795530000.4711.rdb", "the master's")
        os.replace(self.path("temp-1795530000.4711.rdb"), self.path("dump.rdb"))
        self.writes = None

    def ends_and_is_overtaken(self):
        self.ends()
        self.put("temp-1795530000.4711.rdb", "the master's")
        os.replace(self.path("temp-1795530000.4711.rdb"), self.path("dump.rdb"))


class Snapshot(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.redis, self.said = FakeRedis(self.folder.name), []
        self.target = self.redis.path("kept.rdb")
        self.free = 1 << 40
        for target, name, value in (
            (snapshot, "DATA", self.folder.name),
            (snapshot, "REDIS_LOG", self.redis.path("log")),
            (resp, "Client", lambda *_, **__: self.redis),
            (resp, "info", self.redis.info),
            (snapshot.time, "time", lambda: self.redis.now),
            (snapshot.time, "monotonic", lambda: self.redis.now),
            (snapshot.time, "sleep", self.sleep),
            (os, "statvfs", lambda _: mock.Mock(f_bavail=self.free, f_frsize=1)),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def sleep(self, seconds):
        self.redis.now += seconds

    def take(self):
        snapshot.take(mock.Mock(), self.target, self.said.append)
        with open(self.target) as file:
            return file.read()

    def refuses(self, *words):
        with self.assertRaises(snapshot.Refused) as caught:
            self.take()
        for word in words:
            self.assertIn(word, str(caught.exception))
        self.assertFalse(os.path.exists(self.target))

    def test_it_stays_when_the_next_one_is_written(self):
        self.redis.script = [self.redis.goes_on, self.redis.ends]
        self.assertEqual("own 101", self.take())
        self.redis.put("temp-102.rdb", "next")
        os.replace(self.redis.path("temp-102.rdb"), self.redis.path("dump.rdb"))
        with open(self.target) as file:
            self.assertEqual("own 101", file.read())

    def test_one_that_a_full_synchronisation_kills_is_made_again(self):
        redis = self.redis
        redis.script = [redis.goes_on, redis.is_killed_by_a_full_synchronisation, redis.goes_on, redis.ends]
        self.assertEqual("own 102", self.take())
        self.assertIn("a full synchronisation came between", self.said[-1])

    def test_the_masters_file_is_never_taken_for_its_own(self):
        redis = self.redis
        redis.script = [redis.goes_on, redis.ends_and_is_overtaken, redis.goes_on, redis.ends]
        self.assertEqual("own 102", self.take())

    def test_it_gives_up_in_the_end(self):
        redis = self.redis
        redis.script = [redis.goes_on, redis.is_killed_by_a_full_synchronisation] * 3
        self.refuses("3 snapshots on end were overtaken")

    def test_one_of_redis_own_is_waited_for(self):
        redis = self.redis
        redis.writes = "temp-50.rdb"
        redis.put(redis.writes, "of a save point")
        redis.script = [redis.goes_on, redis.goes_on, redis.ends, redis.goes_on, redis.ends]
        self.assertEqual("own 101", self.take())
        self.assertEqual("waiting: rdb_bgsave_in_progress", self.said[0])

    def test_one_of_redis_own_that_begins_in_the_same_moment_is_waited_for_too(self):
        for said in ("Background save already in progress", "An AOF log rewriting in progress: can't BGSAVE right now.",
                     "Another child process is active (AOF?): can't BGSAVE right now."):
            self.redis.answers, self.redis.script = [said, None], [self.redis.ends]
            self.take()
            os.remove(self.target)

    def test_a_file_that_a_crash_left_is_not_taken_for_it(self):
        self.redis.put("temp-7.rdb", "left")
        self.redis.script = [self.redis.goes_on, self.redis.ends]
        self.assertEqual("own 101", self.take())

    def test_a_full_disk_is_refused_before_with_the_numbers(self):
        self.redis.extra = {"used_memory": str(500 << 20)}
        self.free = 120 << 20
        self.refuses("has 120 MiB free", "up to 500 MiB", "volumeSizeGiB")
        self.assertEqual(100, self.redis.pid)

    def test_what_redis_says_of_a_failure(self):
        self.redis.put("log", "1:C * DB saved\n1:C # Write error saving DB on disk: No space left on device\n1:M * x\n")
        self.redis.script = [self.redis.goes_on, self.redis.fails]
        self.refuses("could not write the snapshot", "No space left on device")

    def test_one_that_hangs(self):
        self.redis.script = [self.redis.goes_on] * 100000
        self.refuses("does not come to an end")

    def test_loading_and_synchronising_servers(self):
        self.assertIn("loading", snapshot.unable({"loading": "1"}))
        self.assertIn("full synchronisation", snapshot.unable({"loading": "0", "master_sync_in_progress": "1"}))
        self.assertIsNone(snapshot.unable({"loading": "0"}))

    def test_a_server_without_snapshots_of_its_own_keeps_none(self):
        self.redis.keeps, self.redis.script = "", [self.redis.ends]
        self.take()
        self.assertFalse(os.path.exists(self.redis.path("dump.rdb")))

    def test_one_with_its_own_keeps_it(self):
        self.redis.script = [self.redis.ends]
        self.take()
        self.assertTrue(os.path.samefile(self.redis.path("dump.rdb"), self.target))


if __name__ == "__main__":
    unittest.main()
