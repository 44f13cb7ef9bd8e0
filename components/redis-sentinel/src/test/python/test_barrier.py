"""A master that refuses writes, by two values in turn."""
import unittest
from unittest import mock

from a_load import A, SETTINGS, patched
import barrier
import resp
from barrier import Unfit


class Barrier(unittest.TestCase):
    def setUp(self):
        self.value, self.run_id, self.killed, self.now, self.broken = "1", "r1", [], 0.0, False
        self.clients = "id=3 name= flags=N multi=-1 cmd=get\nid=4 flags=x multi=2 cmd=set\nid=5 flags=S multi=-1 cmd=replconf\n"
        patched(self, resp, Client=lambda *_, **__: self, info=self.info)
        patched(self, barrier.time, monotonic=lambda: self.now)
        patched(self, barrier.live, pairs=lambda part: [("min-replicas-to-write", "2")])
        patched(self, barrier.threading, Thread=lambda **_: mock.Mock())

    def info(self, _server, _section):
        return {"run_id": self.run_id, "master_repl_offset": "100"}

    def __enter__(self):
        if self.broken:
            raise OSError("nobody answers")
        return self

    def __exit__(self, *_):
        pass

    def call(self, *words):
        if words[:2] == ("CONFIG", "SET"):
            self.value = words[3]
        if words[:2] == ("CLIENT", "KILL"):
            self.killed.append(words[3])
        return self.clients if words[:2] == ("CLIENT", "LIST") else ["name", self.value]

    def begun(self):
        made = barrier.Barrier(SETTINGS, A)
        made.begin()
        return made

    def test_the_two_values_take_turns(self):
        made = self.begun()
        seen = [self.value]
        for _ in range(3):
            made._next()
            seen.append(self.value)
        self.assertEqual(["98", "97", "98", "97"], seen)
        self.assertEqual("1", made.before)
        made.check(fresh=True)

    def test_a_transaction_that_was_let_in_before_does_not_end_after(self):
        self.begun()
        self.assertEqual(["4"], self.killed)

    def test_a_master_that_took_writes_meanwhile_is_noticed(self):
        for change in ({"value": "1"}, {"run_id": "r2"}):
            self.value, self.run_id = "1", "r1"
            made = self.begun()
            for name, value in change.items():
                setattr(self, name, value)
            with self.assertRaisesRegex(Unfit, "meanwhile"):
                made.check(fresh=True)
            with self.assertRaises(Unfit):
                made.check()

    def test_silence_is_borne_for_a_while_and_not_at_the_decision(self):
        made = self.begun()
        self.broken = True
        made._next()
        made.check()
        with self.assertRaisesRegex(Unfit, "does not answer"):
            made.check(fresh=True)
        self.now = barrier.SILENCE_SECONDS + 1
        made._next()
        with self.assertRaises(Unfit):
            made.check()

    def test_one_that_was_left_behind_is_not_taken_for_a_setting(self):
        for left in ("97", "98", "99"):
            self.value = left
            self.assertEqual("2", barrier.Barrier(SETTINGS, A).before)


if __name__ == "__main__":
    unittest.main()
