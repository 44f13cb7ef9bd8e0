"""A load that fails, at every step: what is undone, and what is not any more."""
import os
import shutil
import signal
import tempfile
import types
import unittest
from unittest import mock

from a_load import A, B, C, SETTINGS, patched
import barrier
import exchange
import journal
import load
import recovery
import resp
import sentinels
import switch
from barrier import Unfit


class Compare(unittest.TestCase):
    def test_all_keys_without_a_time_to_live_are_there(self):
        switch.compare((10, 3), {"keys": 10, "expires": 3})
        for loaded in ((9, 3), (11, 3), (10, 4), (0, 0)):
            with self.assertRaises(Unfit):
                switch.compare(loaded, {"keys": 10, "expires": 3})

    def test_of_the_others_some_may_have_expired(self):
        switch.compare((8, 1), {"keys": 10, "expires": 3})
        switch.compare((7, 0), {"keys": 10, "expires": 3})

    def test_what_was_never_counted_is_not_compared(self):
        switch.compare((1, 0), None)


class EveryStep(unittest.TestCase):
    """`through` with a switch that gets to a phase and fails."""

    PHASES = (None, journal.BEGUN, journal.MOVING, journal.LOADING, journal.TAKING, journal.NEW, journal.DONE)

    def setUp(self):
        self.undone = []
        kept = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}
        self.addCleanup(lambda: [signal.signal(number, handler) for number, handler in kept.items()])
        patched(self, recovery, undo=lambda settings, entry: self.undone.append(entry["phase"]))
        patched(self, exchange, say=lambda text: None, patiently=lambda *_: None)

    def fail(self, phase, error):
        def run(entry):
            if phase is not None:
                entry["phase"] = phase
            raise error

        entry = {"id": "one", "folder": "/nowhere"}
        patched(self, exchange, Switch=lambda settings, entry, expected, limit: types.SimpleNamespace(run=lambda: run(entry)))
        return exchange.through(SETTINGS, entry, None, 5)

    def test_until_the_sentinels_follow_everything_is_put_back(self):
        for phase in self.PHASES[1:5]:
            for error in (Unfit("why"), OSError("why"), load.Interrupted("why"), resp.ServerError("why")):
                self.undone.clear()
                with self.assertRaisesRegex(Unfit, "why; everything is as before"):
                    self.fail(phase, error)
                self.assertEqual([phase], self.undone)

    def test_before_it_has_begun_and_after_that_nothing_is(self):
        for phase in (None, journal.NEW, journal.DONE):
            with self.assertRaisesRegex(Unfit, "why"):
                self.fail(phase, Unfit("why"))
            self.assertEqual([], self.undone)

    def test_while_it_is_put_back_no_signal_ends_it(self):
        with self.assertRaises(Unfit):
            self.fail(journal.LOADING, load.Interrupted("why"))
        self.assertEqual(signal.SIG_IGN, signal.getsignal(signal.SIGTERM))


class Prepare(unittest.TestCase):
    """A cluster that is not in order is refused before anything is done."""

    def setUp(self):
        self.replication = {"role": "slave", "master_link_status": "up", "master_host": A}
        self.named, self.taken, self.written = {A: A, B: A, C: A}, [], []
        self.now, self.waited = 0.0, []
        patched(self, resp, Client=lambda *_: self, info=self.info)
        patched(self, sentinels, named=lambda settings, address: self.named[address], taken_for_master=self.taken_for_master)
        patched(self, switch, Barrier=lambda settings, master: types.SimpleNamespace(before="1"))
        patched(self, journal, write=lambda entry, phase: self.written.append((entry["master"], phase)))
        patched(self, barrier.time, monotonic=lambda: self.now, sleep=self.sleep)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def sleep(self, seconds):
        self.now += seconds

    def info(self, _server, section):
        busy = dict.fromkeys(("aof_rewrite_in_progress", "aof_rewrite_scheduled", "rdb_bgsave_in_progress"), "0")
        return self.replication if section == "replication" else busy

    def taken_for_master(self, _settings, replica):
        self.assertEqual(B, replica)
        return self.taken if self.now < 9 else []

    def prepare(self):
        switch.Switch(SETTINGS, {"folder": "/nowhere"}, None, 5).prepare()

    def test_one_in_order_is_begun_with(self):
        self.prepare()
        self.assertEqual([(A, journal.BEGUN)], self.written)
        self.assertEqual(0.0, self.now)

    def test_sentinels_that_have_not_noticed_an_earlier_switch_are_waited_for(self):
        self.taken = [C]
        self.prepare()
        self.assertGreaterEqual(self.now, 9)

    def test_and_one_that_never_does_is_named(self):
        patched(self, sentinels, taken_for_master=lambda settings, replica: [A, C])
        with self.assertRaisesRegex(Unfit, "no master any more within 15 s: a, c"):
            self.prepare()
        self.assertEqual([], self.written)

    def test_others_are_refused(self):
        for spoil, why in (({"role": "master"}, "no replica"), ({"master_link_status": "down"}, "no replica")):
            before = dict(self.replication)
            self.replication.update(spoil)
            with self.assertRaisesRegex(Unfit, why):
                self.prepare()
            self.replication = before
        self.named[C] = C
        with self.assertRaisesRegex(Unfit, "the sentinel of c does not name a"):
            self.prepare()
        self.assertEqual([], self.written)


class Lead(unittest.TestCase):
    """The point from which on nothing is undone."""

    def setUp(self):
        self.replication, self.named, self.written = {"role": "master"}, {A: A, B: B, C: B}, []
        kept = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}
        self.addCleanup(lambda: [signal.signal(number, handler) for number, handler in kept.items()])
        patched(self, resp, Client=lambda *_: self, info=lambda server, section: self.replication)
        patched(self, switch, Local=lambda *_: self)
        patched(self, switch.force, take_over=lambda settings, keep: None)
        patched(self, switch.node, password=lambda: "secret")
        patched(self, switch.os, remove=lambda path: None)
        patched(self, sentinels, named=lambda settings, address: self.named[address])
        patched(self, journal, write=lambda entry, phase: self.written.append(phase))
        self.switch = switch.Switch(SETTINGS, {"folder": "/nowhere"}, None, 5)
        self.switch.barrier, self.switch.fence = mock.Mock(), "fence"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def call(self, *_words):
        return "OK"

    def test_a_majority_names_it(self):
        self.switch.lead()
        self.assertEqual([journal.TAKING, journal.NEW], self.written)

    def test_one_that_was_made_a_replica_meanwhile_is_undone(self):
        self.replication = {"role": "slave", "master_host": A}
        with self.assertRaisesRegex(Unfit, "made a replica of 10.0.1.10"):
            self.switch.lead()
        self.assertEqual([journal.TAKING], self.written)


class Back(unittest.TestCase):
    """After a load that went well."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        patched(self, journal, FOLDER=self.folder, chown=lambda *_: None)
        self.aside = os.path.join(self.folder, "one", "aside")
        os.makedirs(self.aside)
        with open(os.path.join(self.aside, "dump.rdb"), "w") as file:
            file.write("old")
        journal.write({"id": "one", "folder": os.path.join(self.folder, "one")}, journal.DONE)

    def test_what_was_kept_is_the_new_data_and_nothing_stays(self):
        def through(settings, entry, expected, limit):
            self.assertIsNone(expected)
            with open(os.path.join(entry["folder"], "data", "dump.rdb")) as file:
                self.assertEqual("old", file.read())
            journal.write(entry, journal.DONE)
            return {"keys": 1}

        patched(self, exchange, through=through)
        self.assertEqual({"keys": 1}, exchange.back(SETTINGS, "one", 5))
        self.assertIsNone(journal.read())
        self.assertEqual(["lock"], os.listdir(self.folder))

    def test_if_it_fails_it_can_be_tried_again(self):
        patched(self, exchange, through=mock.Mock(side_effect=Unfit("why")))
        with self.assertRaises(Unfit):
            exchange.back(SETTINGS, "one", 5)
        self.assertEqual(["dump.rdb"], os.listdir(self.aside))
        self.assertEqual(journal.DONE, journal.read()["phase"])


if __name__ == "__main__":
    unittest.main()
