"""What a load that ended early is put back to, and when the old master takes writes again."""
import unittest

from a_load import A, B, C, SETTINGS, patched
import journal
import recovery
import resp
import sentinels


class Undo(unittest.TestCase):
    """In which order a node is put back."""

    def setUp(self):
        self.done = []
        patched(self, recovery, systemctl=lambda verb, *units: self.done.append((verb,) + units),
                sentinel_back=lambda entry: self.done.append("sentinel.conf"), data_back=lambda entry: self.done.append("data"),
                hinders_lifting=lambda settings, entry: self.done.append("lifted"))
        patched(self, recovery, FENCE_FILE="/nowhere/fence")
        patched(self, journal, remove=lambda: self.done.append("journal"))

    def test_what_has_touched_nothing_only_lets_the_master_write(self):
        recovery.undo(SETTINGS, {"phase": journal.BEGUN})
        self.assertEqual(["journal", "lifted"], self.done)

    def test_files_move_while_no_server_runs(self):
        for phase in (journal.MOVING, journal.LOADING):
            self.done.clear()
            recovery.undo(SETTINGS, {"phase": phase})
            self.assertEqual(
                [("stop", recovery.SERVER), "sentinel.conf", "data", ("start", "--no-block", recovery.SERVER), "lifted"], self.done)

    def test_the_sentinel_is_stopped_while_its_file_is_put_back(self):
        recovery.undo(SETTINGS, {"phase": journal.TAKING})
        self.assertEqual(
            [("stop", recovery.SERVER, recovery.SENTINEL), "sentinel.conf", "data",
             ("start", "--no-block", recovery.SENTINEL, recovery.SERVER), "lifted"], self.done)


class Lifting(unittest.TestCase):
    """The old master takes writes again unless another one is named: those would be lost."""

    def setUp(self):
        self.role, self.value, self.named = "master", "97", {A: A, B: A, C: A}
        patched(self, resp, Client=lambda *_: self, info=lambda server, section: {"role": self.role})
        patched(self, sentinels, named=lambda settings, address: self.named[address])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def call(self, *words):
        if words[1] == "SET":
            self.value = words[3]
        return [words[2], self.value]

    def lift(self):
        return recovery.hinders_lifting(SETTINGS, {"master": A, "minReplicas": "1"})

    def test_all_name_it(self):
        self.assertIsNone(self.lift())
        self.assertEqual("1", self.value)

    def test_a_sentinel_that_is_silent_does_not_hinder(self):
        self.named[C] = None
        self.assertIsNone(self.lift())
        self.assertEqual("1", self.value)

    def test_one_names_another(self):
        self.named[B] = B
        self.assertIn("b names another", self.lift())
        self.assertEqual("97", self.value)

    def test_as_a_replica_it_takes_none_anyway(self):
        self.role, self.named = "slave", {A: B, B: B, C: B}
        self.assertIsNone(self.lift())
        self.assertEqual("1", self.value)

    def test_what_somebody_has_set_meanwhile_stays(self):
        self.value = "2"
        self.assertIsNone(self.lift())
        self.assertEqual("2", self.value)


if __name__ == "__main__":
    unittest.main()
