"""The settings that change live: what is taken from a tag, and what Redis is told."""
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import metadata  # noqa: E402
import node  # noqa: E402
import settings  # noqa: E402

REDIS = "maxmemory=auto maxmemory-policy=noeviction save=3600:1:60:10000 client-output-buffer-limit=replica:256mb:128mb:60"
SENTINEL = "quorum=2 down-after-milliseconds=5000"
GIB = 1 << 30


class Text(unittest.TestCase):
    def test_colons_are_blanks(self):
        self.assertEqual(
            [("save", "3600 1 60 10000"), ("appendonly", "yes")], settings.parse("redis", "save=3600:1:60:10000 appendonly=yes")
        )

    def test_no_snapshots_is_an_empty_value(self):
        self.assertEqual([("save", "")], settings.parse("redis", "save="))

    def test_what_is_no_setting_is_refused_and_quoted(self):
        for text in ("dir=/tmp", "requirepass=x", "quorum=2", "maxmemory", "maxmemory=1;x", "save=$(id)", 'save="'):
            with self.assertRaisesRegex(ValueError, "is no setting of redis"):
                settings.parse("redis", text)


class Conf(unittest.TestCase):
    def test_sizes_are_bytes_and_auto_leaves_room_for_copy_on_write(self):
        effective = dict(settings.effective(settings.parse("redis", REDIS), 10 * GIB))
        self.assertEqual(str(6 * GIB), effective["maxmemory"])
        self.assertEqual("replica %d %d 60" % (256 << 20, 128 << 20), effective["client-output-buffer-limit"])

    def test_given_memory_is_taken(self):
        self.assertEqual([("maxmemory", str(2 * GIB))], settings.effective([("maxmemory", "2048mb")], 10 * GIB))

    def test_points_of_time_replace_those_of_before(self):
        self.assertEqual('save ""\nsave 3600 1\nsave 60 10000\n', settings.conf([("save", "3600 1 60 10000")]))
        self.assertEqual('save ""\n', settings.conf([("save", "")]))


class Refresh(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for part, text in (("redis", REDIS), ("sentinel", SENTINEL), ("commands", "none")):
            with open(os.path.join(self.folder.name, part), "w") as file:
                file.write(text + "\n")
        self.tags, self.logged = {}, []
        for target, name, value in (
            (settings, "FOLDER", self.folder.name),
            (metadata, "token", lambda: {}),
            (metadata, "get", lambda path, _: self.tags.get(path.split(":")[-1].split("-")[0], (404, "not found"))),
            (node, "log", lambda step, message: self.logged.append(message)),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def test_without_tags_what_the_node_was_launched_with_stays(self):
        settings.refresh()
        self.assertEqual(REDIS, settings.read("redis"))
        self.assertEqual([], self.logged)

    def test_a_tag_wins_and_is_said_once(self):
        self.tags["sentinel"] = (200, "quorum=2 down-after-milliseconds=1000")
        settings.refresh()
        settings.refresh()
        self.assertEqual([("quorum", "2"), ("down-after-milliseconds", "1000")], settings.pairs("sentinel"))
        self.assertEqual(["sentinel is now: quorum=2 down-after-milliseconds=1000"], self.logged)

    def test_a_tag_that_makes_no_sense_changes_nothing(self):
        self.tags["redis"] = (200, "maxmemory=auto dir=/root")
        settings.refresh()
        self.assertEqual(REDIS, settings.read("redis"))
        self.assertIn("'dir=/root' is no setting of redis", self.logged[0])

    def test_disabled_commands_come_by_a_tag_of_their_own(self):
        self.assertEqual([], settings.commands())
        self.tags["disabled"] = (200, "FLUSHALL DEBUG")
        settings.refresh()
        self.assertEqual(["FLUSHALL", "DEBUG"], settings.commands())

    def test_what_is_no_name_of_a_command_gets_into_no_configuration(self):
        for text in ("", "flushall", 'FLUSHALL ""', "DEBUG\nrequirepass x", "none DEBUG", "$(id)"):
            self.tags["disabled"] = (200, text)
            settings.refresh()
            self.assertEqual([], settings.commands())

    def test_backups_are_none_for_a_node_that_never_heard_of_them(self):
        self.assertEqual("none", settings.backups())
        settings.refresh()
        self.assertEqual([], self.logged)

    def test_backups_come_by_a_tag_of_their_own(self):
        self.tags["backups"] = (200, "bucket=my-bucket prefix=p/ every=15m")
        settings.refresh()
        self.assertEqual("bucket=my-bucket prefix=p/ every=15m", settings.backups())
        self.assertEqual(["backups is now: bucket=my-bucket prefix=p/ every=15m"], self.logged)
        self.tags["backups"] = (200, "bucket=my-bucket prefix=p/ every=7m")
        settings.refresh()
        self.assertEqual("bucket=my-bucket prefix=p/ every=15m", settings.backups())
        self.assertIn("the instance's tag is ignored: '7m' is no time between backups", self.logged[-1])


class Timer(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.text, self.called = "none", []
        for target, name, value in (
            (settings, "backups", lambda: self.text),
            (settings, "TIMER_DROP_IN", self.path("timer.d/settings.conf")),
            (settings, "TIMER_APPLIED", self.path("applied")),
            (subprocess, "check_call", lambda words: self.called.append(" ".join(words[1:]))),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def put(self, text):
        self.text = text
        self.called.clear()
        settings.put_timer()

    def test_it_runs_while_backups_are_configured(self):
        self.put("bucket=abc prefix= every=6h")
        self.assertEqual(["daemon-reload", "restart redis-node-backup.timer"], self.called)
        with open(settings.TIMER_DROP_IN) as file:
            self.assertEqual("[Timer]\nOnCalendar=\nOnCalendar=0/6:00 UTC\n", file.read())
        self.put("bucket=abc prefix= every=6h")
        self.assertEqual([], self.called)
        self.put("none")
        self.assertEqual(["stop redis-node-backup.timer"], self.called)

    def test_it_is_started_again_after_a_boot(self):
        self.put("bucket=abc prefix= every=6h")
        os.remove(settings.TIMER_APPLIED)
        self.put("bucket=abc prefix= every=6h")
        self.assertIn("restart redis-node-backup.timer", self.called)

    def test_what_fails_is_tried_again(self):
        self.text = "bucket=abc prefix= every=6h"
        with mock.patch.object(subprocess, "check_call", side_effect=subprocess.CalledProcessError(1, "systemctl")):
            with self.assertRaises(subprocess.CalledProcessError):
                settings.put_timer()
        self.put(self.text)
        self.assertIn("restart redis-node-backup.timer", self.called)


if __name__ == "__main__":
    unittest.main()
