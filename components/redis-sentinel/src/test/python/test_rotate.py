"""A node's part in a rotation, against servers that take one password or the other."""
import grp
import json
import os
import sys
import tempfile
import time
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
sys.path.insert(0, os.path.dirname(__file__))
import fetch_secret  # noqa: E402
import node  # noqa: E402
import resp  # noqa: E402
import rotate  # noqa: E402
import settle  # noqa: E402
from fake_redis import FakeRedis  # noqa: E402
from metadata import NotNow  # noqa: E402

OLD = "TheOldPassword0123456789"
NEW = "TheNewPassword0123456789"
STRANGER = "AStrangersPassword0123456789"


class Rotation(unittest.TestCase):
    """A node alone, with its server and its sentinel."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.redis, self.sentinel = self.fake(OLD), self.fake(OLD)
        self.settings = types.SimpleNamespace(
            auth="secrets-manager", secret_id="the secret", address="127.0.0.1", addresses=["127.0.0.1"],
            names={"127.0.0.1": "a"}, name=lambda address: "a (%s)" % address, master_name="mymaster",
            redis_port=self.redis.port, sentinel_port=self.sentinel.port)
        self.store = {"v1": OLD, "v2": NEW, fetch_secret.CURRENT: OLD, fetch_secret.PENDING: NEW}
        self.restarted, self.logged = [], []

        def ask(_, version=fetch_secret.CURRENT):
            if version not in self.store:
                raise NotNow("there is no version " + version)
            return self.store[version]

        for target, name, value in (
            (fetch_secret, "FOLDER", self.folder),
            (fetch_secret, "ask", ask),
            (rotate, "ROTATION", self.path("rotation")),
            (rotate, "REDIS_CONF", self.path("redis.conf")),
            (settle, "restart_sentinel", self.restart),
            (node, "PASSWORD_FILE", self.path("password")),
            (node, "OTHER_PASSWORD_FILE", self.path("password.other")),
            (node, "log", lambda step, message: self.logged.append(message)),
            (node, "Settings", lambda: self.settings),
            (grp, "getgrnam", lambda name: types.SimpleNamespace(gr_gid=os.getgid())),
            (os, "fchown", lambda fd, uid, gid: None),
            (os, "geteuid", lambda: 0),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.write("password", OLD)
        self.write("redis.conf", "")

    def fake(self, *passwords, **options):
        fake = FakeRedis(*passwords, **options)
        self.addCleanup(fake.close)
        return fake

    def restart(self):
        self.restarted.append(True)
        self.sentinel.passwords = [self.read("password")]

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name)) as file:
            return file.read()

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def step(self, name, new="v2", old="v1"):
        with mock.patch("builtins.print") as said:
            code = rotate.main([name, "--new", new] + (["--old", old] if old else []))
        text = said.call_args[0][0]
        self.assertNotIn(OLD, text)
        self.assertNotIn(NEW, text)
        return code, json.loads(text)

    def done(self, name, **versions):
        code, said = self.step(name, **versions)
        self.assertEqual(0, code, said)
        return said

    def fails(self, name, *words, **versions):
        code, said = self.step(name, **versions)
        self.assertEqual(1, code)
        for word in words:
            self.assertIn(word, said["error"])

    def test_prepare_says_who_uses_what(self):
        said = self.done("prepare")
        self.assertEqual({"password": "old", "masterAuth": "old", "role": "master", "servers": {"a": ["old"]},
                          "sentinels": {"a": ["old"]}, "prepared": True}, said)
        self.assertEqual((OLD, NEW), (self.read("password"), self.read("password.other")))
        self.assertEqual(0o600, os.stat(self.path("rotation")).st_mode & 0o777)

    def test_prepare_leaves_nothing_where_nothing_is_under_way(self):
        said = self.done("prepare", new="v1", old=None)
        self.assertEqual((["new"], False), (said["servers"]["a"], said["prepared"]))
        self.redis.passwords = self.sentinel.passwords = [NEW]
        self.redis.config["masterauth"] = NEW
        self.write("password", NEW)
        self.assertFalse(self.done("prepare")["prepared"])
        self.assertEqual({"password", "redis.conf"}, set(os.listdir(self.folder)))

    def test_a_password_that_is_neither_is_refused(self):
        self.write("password", STRANGER)
        self.fails("prepare", "neither", "the secret")

    def test_a_store_that_does_not_answer(self):
        del self.store["v2"]
        self.fails("prepare", "there is no version v2")

    def test_a_server_that_does_not_answer_is_said(self):
        self.redis.close()
        self.assertIsNone(self.done("prepare")["servers"]["a"])

    def test_the_server_takes_the_new_one(self):
        self.done("prepare")
        said = self.done("servers")
        self.assertEqual(("new", "new", ["new"], ["old"]),
                         (said["password"], said["masterAuth"], said["servers"]["a"], said["sentinels"]["a"]))
        self.assertEqual((NEW, OLD), (self.read("password"), self.read("password.other")))
        self.assertEqual("requirepass %s\nmasterauth %s\n" % (NEW, NEW), self.read("auth.conf"))

    def test_where_there_are_users_both_are_good_until_the_end(self):
        self.redis.acl = True
        self.done("prepare")
        self.assertEqual(["new", "old"], self.done("servers")["servers"]["a"])
        self.restart()
        self.assertEqual(["new"], self.done("finish")["servers"]["a"])

    def test_no_slow_log_sees_it(self):
        self.done("prepare")
        self.done("servers")
        sets = [call[2:] for call in self.redis.calls if call[:2] == ["CONFIG", "SET"]]
        self.assertEqual([["slowlog-log-slower-than", "-1"], ["masterauth", NEW], ["requirepass", NEW],
                          ["slowlog-log-slower-than", "10000"]], sets)
        self.assertEqual("10000", self.redis.config["slowlog-log-slower-than"])

    def test_no_step_before_prepare(self):
        self.fails("servers", "prepare")

    def test_the_sentinel_comes_after_the_server(self):
        self.done("prepare")
        self.fails("sentinel", "has not got the new password")
        self.assertEqual([], self.restarted)

    def test_the_sentinel_is_restarted_and_awaited(self):
        self.done("prepare")
        self.done("servers")
        master = {"runid": "", "flags": "master"}
        with mock.patch.object(resp, "masters", lambda _: {"mymaster": master}), \
                mock.patch.object(time, "sleep", lambda _: master.update(runid="1a2b")):
            self.done("sentinel")
        self.assertEqual([True], self.restarted)
        self.assertIn("not connected to the master", " ".join(self.logged))
        self.assertEqual("redis-sentinel has the new password", self.logged[-1])

    def test_finish_takes_the_old_one_away(self):
        self.done("prepare")
        self.done("servers")
        self.restart()
        self.write("redis.conf", 'masterauth "%s"\n' % OLD)
        self.assertFalse(self.done("finish")["prepared"])
        self.assertEqual({"password", "auth.conf", "redis.conf"}, set(os.listdir(self.folder)))
        self.assertIn(["CONFIG", "REWRITE"], self.redis.calls)

    def test_finish_takes_away_what_was_given_up(self):
        """--abandon was cut off before this: the store does not tell of the new one any more."""
        self.redis.acl = True
        self.redis.passwords = [OLD, NEW]
        self.done("prepare", new="v1", old="v2")
        self.assertEqual(["new"], self.done("finish", new="v1", old=None)["servers"]["a"])
        self.assertEqual([OLD], self.redis.passwords)

    def test_the_way_back_is_the_same_way(self):
        self.done("prepare")
        self.done("servers")
        back = {"new": "v1", "old": "v2"}
        self.assertEqual("old", self.done("prepare", **back)["password"])
        self.assertEqual(["new"], self.done("servers", **back)["servers"]["a"])
        self.assertEqual([OLD], self.redis.passwords)

    def test_what_status_is_told(self):
        self.assertEqual("same rotating", rotate.look(self.settings))
        del self.store[fetch_secret.PENDING]
        self.assertEqual("same", rotate.look(self.settings))
        self.store[fetch_secret.CURRENT] = NEW
        self.assertEqual("other", rotate.look(self.settings))
        with mock.patch("node.password", lambda: None):
            self.assertEqual("unknown", rotate.look(self.settings))
        del self.store[fetch_secret.CURRENT]
        self.assertEqual("unknown", rotate.look(self.settings))
        self.settings.auth = "none"
        self.assertEqual("none", rotate.look(self.settings))

    def test_a_sentinel_that_was_left_behind_follows(self):
        self.done("prepare")
        self.done("servers")
        upkeep = settle.Settle()
        upkeep.settle(self.settings)
        self.assertEqual([], self.restarted)
        upkeep._since -= 61
        upkeep.settle(self.settings)
        self.assertEqual([True], self.restarted)
        upkeep.settle(self.settings)
        self.assertIsNone(upkeep._since)

    def test_a_sentinel_waits_for_a_server_that_was_left_behind(self):
        self.done("prepare")
        self.done("servers")
        upkeep = settle.Settle()
        with mock.patch.object(fetch_secret, "takes", lambda address, port, secret: secret == OLD):
            upkeep.settle(self.settings)
        self.assertIsNone(upkeep._since)


class Clients(unittest.TestCase):
    def test_the_first_that_is_taken(self):
        fake = FakeRedis(OLD)
        self.addCleanup(fake.close)
        with resp.Client("127.0.0.1", fake.port, secrets=[NEW, OLD]) as client:
            self.assertEqual("+OK", "+" + client.call("PING"))
        self.assertRaises(resp.ServerError, resp.Client, "127.0.0.1", fake.port, secrets=[NEW])


class Choice(unittest.TestCase):
    """A node that boots: what its peers' servers take."""

    def choose(self, peers, **store):
        """peers: passwords of each peer's server, None for one that is down."""
        settings = types.SimpleNamespace(
            auth="secrets-manager", secret_id="the secret", address="me", redis_port=1, sentinel_port=2,
            addresses=["me"] + [str(number) for number in range(len(peers))])

        def answer(_, version=fetch_secret.CURRENT):
            if version not in store:
                raise NotNow("not there")
            return {"SecretString": store[version]}

        def takes(address, port, secret):
            taken = peers[int(address)]
            return None if taken is None else secret in taken

        with mock.patch.object(fetch_secret, "answer", answer), mock.patch.object(fetch_secret, "takes", takes), \
                mock.patch.object(node, "log", lambda *_: None):
            return fetch_secret.choose(settings)

    def test_nothing_under_way(self):
        self.assertEqual((OLD, None), self.choose([[NEW], [NEW]], AWSCURRENT=OLD))

    def test_before_the_servers(self):
        self.assertEqual((OLD, None), self.choose([[OLD], [OLD]], AWSCURRENT=OLD, AWSPENDING=NEW))

    def test_after_the_servers(self):
        self.assertEqual((NEW, None), self.choose([[NEW], [NEW]], AWSCURRENT=OLD, AWSPENDING=NEW))

    def test_both_are_good(self):
        self.assertEqual((OLD, NEW), self.choose([[NEW, OLD], [NEW, OLD]], AWSCURRENT=OLD, AWSPENDING=NEW))

    def test_in_the_very_second(self):
        self.assertEqual((NEW, OLD), self.choose([[NEW], [OLD], [NEW]], AWSCURRENT=OLD, AWSPENDING=NEW))

    def test_nobody_answers(self):
        self.assertEqual((OLD, NEW), self.choose([None, None], AWSCURRENT=OLD, AWSPENDING=NEW))

    def test_the_store_was_changed_behind_the_cluster(self):
        self.assertEqual((OLD, None), self.choose([[OLD], None], AWSCURRENT=NEW, AWSPREVIOUS=OLD))


class Parameters(unittest.TestCase):
    def test_the_one_before_is_the_version_before(self):
        settings = types.SimpleNamespace(auth="ssm", secret_id="/redis/password")
        with mock.patch.object(fetch_secret, "ask", lambda _, version: version):
            self.assertEqual([6], fetch_secret.others(settings, {"Parameter": {"Version": 7}}))
            self.assertEqual([], fetch_secret.others(settings, {"Parameter": {"Version": 1}}))

    def test_a_version_is_asked_for_by_its_number(self):
        settings = types.SimpleNamespace(auth="ssm", secret_id="/redis/password")
        with mock.patch("aws.call", lambda *arguments: arguments[-1]["Name"]):
            self.assertEqual("/redis/password:7", fetch_secret.answer(settings, "7"))
            self.assertEqual("/redis/password", fetch_secret.answer(settings))


if __name__ == "__main__":
    unittest.main()
