"""How a script on a node is started, talks, and ends. Run: python3 -m unittest discover -s src/sentinelctl/src/test/python"""
import io
import json
import subprocess
import sys
import unittest

import paths
import link as links

# A program of a drill that does nothing but go on until it is told to end.
PROGRAM = """
import link as links
def main(arguments):
    link = links.Link(float(arguments[0]))
    link.start()
    link.say("hello %s", arguments[1])
    link.stopped.wait()
    link.close()
"""


class Process(unittest.TestCase):
    def start(self, limit):
        process = subprocess.Popen(
            [sys.executable, "-c", paths.text("load.py"), str(limit), "there"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        process.stdin.write(json.dumps([["link", paths.text("link.py")], ["program", PROGRAM]]) + "\n")
        process.stdin.flush()
        self.assertEqual("hello there\n", process.stdout.readline())
        return process

    def test_it_ends_when_its_input_does(self):
        process = self.start(limit=60)
        process.stdin.close()
        self.assertEqual("end\n", process.stdout.readline())
        self.assertEqual(0, process.wait(5))

    def test_it_ends_at_its_limit_while_its_input_stays_open(self):
        process = self.start(limit=0.3)
        self.assertEqual("end\n", process.stdout.readline())
        self.assertEqual(0, process.wait(5))
        process.stdin.close()

    def test_a_question_for_the_clock_is_answered_at_once(self):
        process = self.start(limit=60)
        process.stdin.write("clock 7\n")
        process.stdin.flush()
        word, number, time = process.stdout.readline().split()
        self.assertEqual(("clock", "7"), (word, number))
        self.assertGreater(float(time), 1.5e9)
        process.stdin.close()

    def test_it_ends_when_nobody_reads(self):
        process = self.start(limit=60)
        process.stdout.close()
        process.stdin.write("clock 1\n")
        process.stdin.flush()
        process.stdin.close()
        process.wait(5)


class Lines(unittest.TestCase):
    def test_they_are_collected_and_go_out_together(self):
        out = io.StringIO()
        link = links.Link(1, source=io.StringIO(), target=out)
        link.say("a %d", 1)
        link.say("b")
        self.assertEqual("", out.getvalue())
        link.flush()
        self.assertEqual("a 1\nb\n", out.getvalue())


if __name__ == "__main__":
    unittest.main()
