"""redis-node-load: puts another data set into the running cluster, on this node, a replica. One JSON object on
standard output in the end; progress on standard error. What each part does is in its own file.

  fetch, merge, check   bring RDB files here, and say whether this Redis reads them; the cluster is untouched
  switch                this node loads the data and becomes the master with it (switch.py)
  undo                  the old data again, before, during or after the switch
  commit, clean         remove what was kept, or what was fetched
"""
import argparse
import json
import os
import re
import signal
import subprocess
import sys

import exchange
import incoming
import journal
import merge
import metadata
import node
import recovery
import resp
from barrier import Unfit

UNIT = "redis-node-load"
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,60}")


class Interrupted(Exception):
    """A signal, or a load of which nobody wants to know any more."""


class Listener:
    """Standard output or error, whose reader may go away: this goes on."""

    def __init__(self, handle):
        self._handle = handle

    def write(self, text):
        try:
            os.write(self._handle, text.encode())
        except OSError:
            pass

    def flush(self):
        pass


def parse(arguments):
    parser = argparse.ArgumentParser(prog="redis-node-load", description="Puts another data set into the running cluster. sentinelctl restore and import-elasticache call it.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, about in (
            ("fetch", "bring an RDB file to this node"), ("check", "say what was fetched"),
            ("merge", "make one file of several"), ("switch", "load it, and become the master"),
            ("undo", "the old data again"), ("commit", "remove the old data"), ("clean", "remove what was fetched")):
        command = commands.add_parser(name, help=about)
        command.add_argument("--id", required=True, help="names the load")
        if name == "fetch":
            command.add_argument("--name", help="the file's name from now on")
            source = command.add_mutually_exclusive_group(required=True)
            source.add_argument("--backup", metavar="KEY", help="of the cluster's own bucket")
            source.add_argument("--url", action="store_true", help="a presigned URL is the first line of standard input")
            source.add_argument("--upload", metavar="BYTES", type=int, help="so many bytes of an RDB file are on standard input")
        if name in ("switch", "undo"):
            command.add_argument("--limit", metavar="SECONDS", type=int, default=1800, help="for loading, and then for the replicas to be in sync; default 1800")
            command.add_argument("--in-unit", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.command is None or not ID.fullmatch(chosen.id):
        parser.error("a command and --id with letters, digits and hyphens are needed")
    return chosen


def fetch(settings, chosen):
    return incoming.fetch(settings, chosen)


def check(settings, chosen):
    return incoming.check(settings, incoming.Place(chosen.id))


def merge_all(settings, chosen):
    return exchange.locked(lambda: merge.run(incoming.Place(chosen.id)))


def in_unit(chosen):
    """The same in a unit of its own, so that a lost connection does not end it."""
    command = ["systemd-run", "--quiet", "--wait", "--pipe", "--collect", "--unit", UNIT,
               "python3", os.path.abspath(__file__), chosen.command, "--id", chosen.id, "--limit", str(chosen.limit), "--in-unit"]
    os.execvp(command[0], command)


def switch(settings, chosen):
    if not chosen.in_unit:
        in_unit(chosen)
    return exchange.forward(settings, chosen.id, chosen.limit)


def undo(settings, chosen):
    if chosen.in_unit:
        return dict(exchange.back(settings, chosen.id, chosen.limit), undone=True, master=False)
    exchange.end_what_runs()
    found = exchange.can_go_back(settings, chosen.id)
    if found == "kept":
        in_unit(chosen)
    if found == "crash":
        exchange.locked(lambda: recovery.undo(settings, journal.read()))
    return {"undone": found == "crash", "master": found == "master"}


def commit(settings, chosen):
    def work():
        exchange.unfinished()
        entry = journal.read()
        if entry and entry["id"] == chosen.id:
            journal.remove()
        incoming.Place(chosen.id).remove()
        return {}

    return exchange.locked(work)


def clean(settings, chosen):
    exchange.end_what_runs()

    def work():
        entry = journal.read()
        if entry and entry["id"] == chosen.id:
            raise Unfit("the data of before the load is kept here: undo or commit it")
        incoming.Place(chosen.id).remove()
        return {}

    return exchange.locked(work)


def interrupted(number, _frame):
    raise Interrupted("interrupted by signal %d" % number)


def main(arguments):
    chosen = parse(arguments)
    sys.stdout, sys.stderr = Listener(1), Listener(2)
    os.umask(0o027)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupted)
    commands = {"fetch": fetch, "check": check, "merge": merge_all, "switch": switch, "undo": undo, "commit": commit, "clean": clean}
    try:
        result = commands[chosen.command](node.Settings(), chosen)
    except (Unfit, Interrupted, OSError, ValueError, resp.ServerError, metadata.NotNow, subprocess.SubprocessError) as error:
        result = {"error": str(error)}
    if chosen.command in ("switch", "undo"):
        node.log("load", "%s %s: %s" % (chosen.command, chosen.id, result.get("error", "done")))
    print(json.dumps(result), flush=True)
    return 1 if "error" in result else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
