"""What the handover does to whom, in which order, when all goes well and when it does not."""
import os
import sys
import unittest
from unittest import mock

HERE = os.path.dirname(__file__)
sys.path.insert(0, os.path.join(HERE, "../../main/resources/io/redissentinel/sentinelctl/handover"))
sys.path.insert(0, os.path.join(HERE, "../../../../../components/redis-sentinel/src/main/resources/io/redissentinel/bootstrap/node"))
import handover  # noqa: E402
import resp  # noqa: E402

A, B, C = ADDRESSES = ["10.0.1.10", "10.0.2.10", "10.0.3.10"]
PROMOTED = ("+promoted-slave", ["slave", B + ":6379", B, "6379", "@", "mymaster", A, "6379"])
CHOOSING = ("+failover-state-select-slave", ["master", "mymaster", A, "6379"])


class Cluster:
    """Three servers, of which a is master, and b's sentinel. Notes what changes something."""

    def __init__(self):
        self.master = A
        self.named = A
        self.config = {address: {"min-replicas-to-write": "1", "replica-priority": "100"} for address in ADDRESSES}
        # What the sentinels last heard a replica say of itself.
        self.reported = {address: "slave" for address in ADDRESSES}
        self.calls = []
        self.down = set()
        self.offsets = {A: 1000, B: 1000, C: 1000}

    def client(self, address, port, timeout=1.0):
        if (address, port) in self.down or address in self.down:
            raise OSError("%s is down" % address)
        return Connection(self, address, port)

    def replication(self, address):
        info = {"role": "slave", "master_host": self.master, "master_link_status": "up", "second_repl_offset": "-1"}
        if address == self.master:
            info = {"role": "master", "master_repl_offset": str(self.offsets[address]),
                    "second_repl_offset": str(self.offsets[address] + 1)}
            for number, other in enumerate(one for one in ADDRESSES if one != address):
                info["slave%d" % number] = "ip=%s,port=6379,state=online,offset=%d,lag=0" % (other, self.offsets[other])
        return info


class Connection:
    def __init__(self, cluster, address, port):
        self.cluster, self.address, self.sentinel = cluster, address, port == 26379

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def call(self, *words):
        words = tuple(str(word) for word in words)
        cluster = self.cluster
        if words[:2] == ("SENTINEL", "MASTERS"):
            return [["name", "mymaster", "ip", cluster.named, "flags", "master", "num-other-sentinels", "2",
                     "failover-timeout", "10000"]]
        if words[:2] == ("SENTINEL", "SLAVES"):
            return [["ip", one, "name", one, "flags", "slave", "info-refresh", "10", "role-reported", cluster.reported[self.address] if one == B else "slave",
                     "slave-priority", cluster.config[one]["replica-priority"]]
                    for one in ADDRESSES if one != cluster.master]
        if words[:2] == ("SENTINEL", "CKQUORUM"):
            return "OK"
        if words[0] == "INFO":
            return "".join("%s:%s\r\n" % pair for pair in cluster.replication(self.address).items())
        if words[:2] == ("CONFIG", "GET"):
            return [words[2], cluster.config[self.address][words[2]]]
        cluster.calls.append((self.address,) + words)
        if words[:2] == ("CONFIG", "SET"):
            cluster.config[self.address][words[2]] = words[3]
        return "OK"


class Events:
    """Plays a list of events; what is callable is done on the way. Nothing more is a time-out."""

    def __init__(self, *events):
        self.events = list(events)

    def wait(self, names, _master, _seconds):
        while self.events:
            event = self.events.pop(0)
            if callable(event):
                event()
            elif any(event[0].startswith(name) for name in names):
                return event
        raise TimeoutError("none of %s" % ", ".join(names))


class Settings:
    master_name, sentinel_port, redis_port = "mymaster", 26379, 6379
    address, addresses, names = B, ADDRESSES, {A: "a", B: "b", C: "c"}


class HandoverTest(unittest.TestCase):
    def setUp(self):
        self.cluster = Cluster()
        self.clock = 0.0
        for target, name, value in (
            (resp, "Client", self.cluster.client),
            (handover.time, "sleep", self.sleep),
            (handover.time, "monotonic", lambda: self.clock),
            (handover.live, "pairs", lambda part: [("min-replicas-to-write", "1")]),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def sleep(self, seconds):
        self.clock += seconds

    def promote(self):
        self.cluster.master = self.cluster.named = B

    def hand_over(self, *events):
        one = handover.Handover(Settings())
        with mock.patch.object(handover, "Events", lambda _: Events(*events)):
            try:
                one.open()
                one.check()
                one.prefer_this_node()
                one.wait_for_the_moment()
                result = one.run()
                one.settle()
                return result
            finally:
                one.put_back()
                self.one = one

    def assert_as_before(self):
        for address in ADDRESSES:
            self.assertEqual({"min-replicas-to-write": "1", "replica-priority": "100"}, self.cluster.config[address], address)

    def test_what_is_not_fit_yet_is_waited_for(self):
        """Such as a sentinel that is not connected again to a server that was restarted."""
        one = handover.Handover(Settings())
        with mock.patch.object(one, "check", mock.Mock(side_effect=[handover.Unfit("disconnected"), None])) as check:
            one.become_fit()
        self.assertEqual(2, check.call_count)
        self.assertEqual(0.2, self.clock)

    def test_what_stays_unfit_is_refused_with_the_reason(self):
        one = handover.Handover(Settings())
        with mock.patch.object(one, "check", mock.Mock(side_effect=handover.Unfit("disconnected"))):
            with self.assertRaisesRegex(handover.Unfit, "disconnected"):
                one.become_fit()
        self.assertGreater(self.clock, handover.FIT_WITHIN_SECONDS)

    def test_the_order(self):
        result = self.hand_over(CHOOSING, self.promote, PROMOTED)
        self.assertEqual(
            [
                (C, "CONFIG", "SET", "replica-priority", "101"),
                (B, "CONFIG", "SET", "min-replicas-to-write", "0"),
                (B, "SENTINEL", "FAILOVER", "mymaster"),
                (A, "CONFIG", "SET", "min-replicas-to-write", "99"),
                (A, "REPLICAOF", B, "6379"),
                (A, "CONFIG", "SET", "min-replicas-to-write", "1"),
                (A, "CLIENT", "KILL", "TYPE", "normal"),
                (B, "CONFIG", "SET", "min-replicas-to-write", "1"),
                (C, "CONFIG", "SET", "replica-priority", "100"),
                (C, "CONFIG", "REWRITE"),
            ],
            self.cluster.calls,
        )
        self.assertEqual(("a", "b", 0, []), tuple(result[name] for name in ("from", "to", "lostBytes", "warnings")))
        self.assert_as_before()

    def test_what_the_new_master_lacks_is_counted(self):
        self.cluster.offsets[B] = 990
        self.assertEqual(10, self.hand_over(CHOOSING, self.promote, PROMOTED)["lostBytes"])

    def test_a_failover_that_the_sentinel_gives_up_leaves_all_as_it_was(self):
        with self.assertRaisesRegex(handover.Unfit, "promoted nobody"):
            self.hand_over(CHOOSING, ("-failover-abort-no-good-slave", ["master", "mymaster", A, "6379"]))
        self.assert_as_before()
        self.assertNotIn((A, "REPLICAOF", B, "6379"), self.cluster.calls)

    def test_a_promotion_that_is_not_heard_of_is_seen(self):
        self.hand_over(CHOOSING, self.promote)
        self.assertIn((A, "REPLICAOF", B, "6379"), self.cluster.calls)
        self.assert_as_before()

    def test_an_old_master_beside_a_new_one_is_not_let_take_writes_again(self):
        def both():
            self.promote()
            self.cluster.replication = lambda address: {"role": "slave" if address == C else "master", "second_repl_offset": "1001"}

        with mock.patch.object(handover.Handover, "demote", lambda *_: None):
            self.hand_over(CHOOSING, both, PROMOTED)
        self.assertEqual("99", self.cluster.config[A]["min-replicas-to-write"])
        self.assertIn("which the node itself puts right", " ".join(self.one.warnings))

    def test_one_that_was_cut_off_before_is_not_taken_for_a_setting(self):
        self.cluster.config[A]["min-replicas-to-write"] = "99"
        self.hand_over(CHOOSING, self.promote, PROMOTED)
        self.assert_as_before()

    def test_nothing_is_touched_unless_the_cluster_is_healthy(self):
        cases = {
            "2097152 bytes behind": lambda: self.cluster.offsets.update({A: 1000 + (2 << 20), B: 1000 + (2 << 20)}),
            "is down": lambda: self.cluster.down.add(C),
            "of a has not noticed": lambda: self.cluster.reported.update({A: "master"}),
            "of c has not noticed": lambda: self.cluster.reported.update({C: "master"}),
        }
        for why, spoil in cases.items():
            with self.subTest(why):
                self.cluster.__init__()
                spoil()
                with self.assertRaisesRegex((handover.Unfit, OSError), why):
                    self.hand_over()
                self.assertEqual([], self.cluster.calls)

    def test_the_master_itself_is_no_successor(self):
        self.cluster.master = self.cluster.named = B
        with self.assertRaisesRegex(handover.Unfit, "the master already"):
            self.hand_over()


if __name__ == "__main__":
    unittest.main()
