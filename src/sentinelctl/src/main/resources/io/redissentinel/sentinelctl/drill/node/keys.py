"""Which of the keys that writers wrote are on the master: lines `missing WRITER N...`; and deletes them all,
`deleted COUNT`. Arguments: the run, and WRITER=COUNT for each writer, who wrote 1 to COUNT."""
import sys
import time

import node
import resp
import seek
import writer as writers

BATCH = 500
NUMBERS_A_LINE = 100
LIMIT_SECONDS = 10
# A command over a whole batch, and a server that may have much to do.
TIMEOUT_SECONDS = 5


def find(settings):
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        address, server = seek.master(settings, TIMEOUT_SECONDS)
        if server:
            return address, server
        time.sleep(0.1)
    sys.exit("no sentinel names a server that says it is master")


def batches(count):
    for first in range(1, count + 1, BATCH):
        yield range(first, min(first + BATCH, count + 1))


def missing(server, run, writer, count):
    for numbers in batches(count):
        values = server.call("MGET", *[writers.key(run, writer, number) for number in numbers])
        for number, value in zip(numbers, values):
            if value is None:
                yield number


def delete(server, run, writer, count):
    return sum(
        server.call("UNLINK", *[writers.key(run, writer, number) for number in numbers]) for numbers in batches(count))


def main(arguments):
    run, counts = arguments[0], [word.partition("=") for word in arguments[1:]]
    address, server = find(node.Settings())
    with server:
        print("master %s" % address)
        deleted = 0
        for writer, _, count in counts:
            gone = list(missing(server, run, writer, int(count)))
            for i in range(0, len(gone), NUMBERS_A_LINE):
                print("missing %s %s" % (writer, " ".join(map(str, gone[i:i + NUMBERS_A_LINE]))))
            try:
                deleted += delete(server, run, writer, int(count))
            except (OSError, resp.ServerError) as error:
                # They go by themselves within the hour.
                print("kept %s" % error)
                break
        print("deleted %d" % deleted)
