"""Writes a key of its own every few milliseconds, as a client does, and says what came of each.

Lines: `master ADDRESS T` when it has connected to one; `ack N T MILLISECONDS` for a write that was sent at
T and acknowledged; `err N T MILLISECONDS WHY` for one that was not, or could not be sent."""
import threading
import time

import link as links
import node
import resp
import seek

# A client that waits longer than this for an answer gives up, and looks for the master again.
TIMEOUT_SECONDS = 0.5
PAUSE_SECONDS = 0.02
TTL_SECONDS = 3600


def key(run, writer, number):
    return "sentinelctl:drill:%s:%s:%d" % (run, writer, number)


class News(resp.Client):
    """Messages of the own sentinel about a new master."""

    def wait(self):
        self._socket.settimeout(None)
        self.call("SUBSCRIBE", "+switch-master")
        return self._reply()


class Writer:
    def __init__(self, link, settings, run, period, clock=time):
        self._link = link
        self._settings = settings
        self._run = run
        self._period = period
        self._clock = clock
        self._server = None
        self._number = 0
        self.moved = threading.Event()

    def work(self):
        due = self._clock.monotonic()
        while not self._link.stopped.is_set():
            if self.moved.is_set():
                self.moved.clear()
                self._leave()
            written = self._write()
            due = max(due + self._period, self._clock.monotonic() - self._period)
            self._clock.sleep(max(0 if written else PAUSE_SECONDS, due - self._clock.monotonic()))
        self._leave()

    def _write(self):
        self._number += 1
        begin = self._link.now()
        try:
            if self._server is None:
                address, self._server = seek.master(self._settings, TIMEOUT_SECONDS, self._link.stopped.is_set)
                if self._server is None:
                    raise ConnectionError("no master found")
                self._link.say("master %s %.6f", address, self._link.now())
                begin = self._link.now()
            self._server.call(
                "SET", key(self._run, self._settings.key, self._number), self._number, "EX", TTL_SECONDS)
        except (OSError, resp.ServerError) as error:
            self._said("err", begin, " %s" % (str(error) or type(error).__name__).replace("\n", " "))
            self._leave()
            return False
        self._said("ack", begin, "")
        return True

    def _said(self, word, begin, why):
        self._link.say("%s %d %.6f %.3f%s", word, self._number, begin, (self._link.now() - begin) * 1e3, why)

    def _leave(self):
        if self._server is not None:
            self._server.close()
            self._server = None


def follow(writer, settings, stopped):
    """Has the writer look for the master again as soon as the own sentinel names another one."""
    while not stopped.is_set():
        try:
            with News(settings.address, settings.sentinel_port) as news:
                news.wait()
                writer.moved.set()
        except (OSError, resp.ServerError):
            time.sleep(PAUSE_SECONDS)


def main(arguments):
    limit, run, period_ms, client = arguments
    settings = node.Settings()
    link = links.Link(float(limit))
    link.start()
    writer = Writer(link, settings, run, float(period_ms) / 1e3)
    if client == "follows":
        threading.Thread(target=follow, args=(writer, settings, link.stopped), daemon=True).start()
    writer.work()
    link.close()
