"""What goes between a script on a node and the machine that drills: commands come in by standard input,
lines go out. The script ends when standard input does, or at its time limit: nothing stays behind."""
import signal
import sys
import threading
import time

# Lines are collected this long, so that a write every few milliseconds is not a packet each.
FLUSH_SECONDS = 0.1
# What is still under way when the script is to end has time-outs shorter than this.
GRACE_SECONDS = 15


class Link:
    def __init__(self, limit, source=None, target=None):
        self.stopped = threading.Event()
        self._source = source or sys.stdin
        self._target = target or sys.stdout
        self._lines = []
        self._lock = threading.Lock()
        # Goes on evenly when somebody sets the node's clock meanwhile.
        self._base = time.time() - time.monotonic()
        self._end = time.monotonic() + limit

    def start(self):
        # The default action ends the process, whatever it hangs in.
        signal.alarm(int(self._end - time.monotonic()) + GRACE_SECONDS)
        for task in self._listen, self._flush_often:
            threading.Thread(target=task, daemon=True).start()

    def now(self):
        return time.monotonic() + self._base

    def say(self, form, *values):
        with self._lock:
            self._lines.append(form % values)

    def flush(self):
        with self._lock:
            lines, self._lines = self._lines, []
            try:
                if lines:
                    self._target.write("\n".join(lines) + "\n")
                    self._target.flush()
            except OSError:
                # Nobody reads any more.
                self.stopped.set()

    def close(self):
        """The last word, behind which nothing comes."""
        self.say("end")
        self.flush()

    def _listen(self):
        for line in self._source:
            words = line.split()
            if words[:1] == ["clock"]:
                # At once, since half the round trip is what the clocks differ by at most.
                self.say("clock %s %.6f", words[1], self.now())
                self.flush()
        self.stopped.set()

    def _flush_often(self):
        while not self.stopped.wait(FLUSH_SECONDS) and time.monotonic() < self._end:
            self.flush()
        self.stopped.set()
