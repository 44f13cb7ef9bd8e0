"""The writers of a drill, and the check of their keys, against made-up servers."""
import contextlib
import io
import types
import unittest
from unittest import mock

import paths  # noqa: F401
import keys
import resp
import seek
import writer as writers

A, B, C = "10.0.1.10", "10.0.2.10", "10.0.3.10"


def settings(own=B):
    return types.SimpleNamespace(
        key="b", address=own, addresses=[A, B, C], sentinel_port=26379, redis_port=6379, master_name="mymaster")


class Server:
    """Answers what it is told to; None hangs up."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []
        self.closed = False

    def call(self, *words):
        self.asked.append(words)
        answer = self.answers[words[0]]
        if callable(answer):
            return answer(*words)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def patient(self, seconds):
        self.patience = seconds

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Net:
    """Servers by address and port, in the place of resp.Client."""

    def __init__(self, servers):
        self.servers = servers
        self.connected = []

    def __call__(self, address, port, timeout=1.0):
        self.connected.append((address, port))
        server = self.servers.get((address, port))
        if server is None:
            raise OSError("timed out")
        return server


def sentinel(names):
    return Server({"SENTINEL": [names, "6379"] if names else None})


class Seeking(unittest.TestCase):
    def master(self, servers):
        self.net = Net(servers)
        with mock.patch.object(resp, "Client", self.net), mock.patch.object(seek, "Server", self.net):
            return seek.master(settings(), patience=0.5)

    def test_the_own_sentinel_is_asked_first_and_the_server_must_agree(self):
        server = Server({"ROLE": ["master", 1, []]})
        self.assertEqual((A, server), self.master({(B, 26379): sentinel(A), (A, 6379): server}))
        self.assertEqual([(B, 26379), (A, 6379)], self.net.connected)
        self.assertEqual(0.5, server.patience)

    def test_another_sentinel_is_asked_when_the_named_one_is_no_master(self):
        old, new = Server({"ROLE": ["slave"]}), Server({"ROLE": ["master", 1, []]})
        found = self.master({
            (B, 26379): sentinel(A), (A, 26379): sentinel(A), (C, 26379): sentinel(C), (A, 6379): old, (C, 6379): new})
        self.assertEqual((C, new), found)
        self.assertTrue(old.closed)
        # Neither is the sentinel beside it.
        self.assertNotIn((A, 26379), self.net.connected)

    def test_a_server_is_asked_once_whoever_names_it(self):
        old = Server({"ROLE": ["slave"]})
        self.assertEqual(
            (None, None), self.master({(B, 26379): sentinel(A), (C, 26379): sentinel(A), (A, 6379): old}))
        self.assertEqual(1, self.net.connected.count((A, 6379)))

    def test_silent_sentinels_and_servers_are_nobody(self):
        self.assertEqual((None, None), self.master({}))
        self.assertEqual((None, None), self.master({(B, 26379): sentinel(None), (C, 26379): sentinel(A)}))

    def test_a_server_with_another_password_is_nobody(self):
        with mock.patch.object(resp, "Client", side_effect=resp.ServerError("WRONGPASS")):
            self.assertEqual((None, None), seek.master(settings(), patience=0.5))


class Link:
    def __init__(self, rounds):
        self.lines = []
        self.rounds = rounds
        self.time = 100.0
        self.stopped = self

    def is_set(self):
        self.rounds -= 1
        return self.rounds < 0

    def say(self, form, *values):
        self.lines.append(form % values)

    def now(self):
        self.time += 0.001
        return self.time

    # As the writer's clock.
    def monotonic(self):
        return self.time

    def sleep(self, seconds):
        self.time += seconds


class Writing(unittest.TestCase):
    def write(self, rounds, servers, moved_at=None):
        link = Link(rounds)
        writer = writers.Writer(link, settings(), "run", 0.005, clock=link)
        found = iter(servers)

        def master(*_):
            return next(found)

        if moved_at is not None:
            writer.moved.set()
        with mock.patch.object(seek, "master", master):
            writer.work()
        return link.lines

    def test_each_write_has_a_key_of_its_own_that_expires(self):
        server = Server({"SET": "OK"})
        lines = self.write(2, [(A, server)])
        self.assertEqual(
            [("SET", "sentinelctl:drill:run:b:1", 1, "EX", 3600), ("SET", "sentinelctl:drill:run:b:2", 2, "EX", 3600)],
            server.asked)
        self.assertEqual(["master", "ack", "ack"], [line.split()[0] for line in lines])
        self.assertTrue(server.closed)

    def test_an_error_is_told_and_the_master_looked_for_again(self):
        old, new = Server({"SET": resp.ServerError("READONLY no\nwrites")}), Server({"SET": "OK"})
        lines = self.write(2, [(A, old), (C, new)])
        self.assertRegex(lines[1], r"^err 1 \d+\.\d+ \d+\.\d+ READONLY no writes$")
        self.assertTrue(lines[2].startswith("master " + C))
        self.assertTrue(lines[3].startswith("ack 2 "))
        self.assertTrue(old.closed)

    def test_no_master_is_a_failed_write(self):
        lines = self.write(1, [(None, None)])
        self.assertRegex(lines[0], r"^err 1 \S+ \S+ no master found$")

    def test_an_error_without_words_has_its_name(self):
        lines = self.write(1, [(A, Server({"SET": ConnectionResetError()}))])
        self.assertTrue(lines[1].endswith(" ConnectionResetError"))

    def test_news_of_another_master_end_the_connection(self):
        server = Server({"SET": "OK"})
        self.assertEqual("ack", self.write(1, [(A, server)], moved_at=0)[-1].split()[0])


class Checking(unittest.TestCase):
    def run_main(self, server, *arguments):
        out = io.StringIO()
        with mock.patch.object(keys.node, "Settings", settings), \
                mock.patch.object(seek, "master", return_value=(C, server)), contextlib.redirect_stdout(out):
            keys.main(list(arguments))
        return out.getvalue().splitlines()

    def test_what_is_missing_is_told_and_the_rest_deleted(self):
        gone = {"sentinelctl:drill:run:b:2", "sentinelctl:drill:run:c:501"}
        server = Server({
            "MGET": lambda _, *names: [None if name in gone else "1" for name in names],
            "UNLINK": lambda _, *names: len([name for name in names if name not in gone])})
        self.assertEqual(
            ["master " + C, "missing b 2", "missing c 501", "deleted 502"],
            self.run_main(server, "run", "b=3", "c=501"))
        self.assertTrue(all(len(words) <= 501 for words in server.asked))

    def test_keys_that_cannot_be_deleted_stay_for_their_hour(self):
        server = Server({"MGET": ["1"], "UNLINK": resp.ServerError("NOREPLICAS")})
        self.assertEqual(["master " + C, "kept NOREPLICAS", "deleted 0"], self.run_main(server, "run", "b=1"))

    def test_no_master_is_an_error(self):
        clock = iter(range(100))
        with mock.patch.object(seek, "master", return_value=(None, None)), \
                mock.patch.object(keys.time, "monotonic", lambda: next(clock)), mock.patch.object(keys.time, "sleep"):
            with self.assertRaisesRegex(SystemExit, "no sentinel names a server"):
                keys.find(settings())


if __name__ == "__main__":
    unittest.main()
