"""What backups, rehearsals and restores of a data set cost, in a cluster that holds one."""
import contextlib
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import time

from bench_ctl import healthy
from bench_lab import LAB, STATE, WithLab, lab, run

KEYS, VALUE_BYTES = 300_000, 1024
GB = 1e9
# The client's, without a backup.
IDLE_SECONDS = 15

FILL = r"""
import os, sys
for number in range(%d):
    key = b"key:%%d" %% number
    sys.stdout.buffer.write(b"*3\r\n$3\r\nSET\r\n$%%d\r\n%%s\r\n$%d\r\n%%s\r\n" %% (len(key), key, os.urandom(%d)))
""" % (KEYS, VALUE_BYTES, VALUE_BYTES)

# One write a millisecond until it is told to end; one line for each: when, and how long it took.
PROBE = r"""
import signal, sys, time
sys.path.insert(0, "/usr/local/lib/redis-node")
import node, resp
settings = node.Settings()
ended = []
signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
limit = time.time() + 300
with resp.Client(settings.address, settings.redis_port, timeout=30) as server:
    while not ended and time.time() < limit:
        at, begin = time.time(), time.monotonic()
        server.call("SET", "bench-probe", at)
        print("%.4f %.6f" % (at, time.monotonic() - begin))
        time.sleep(0.001)
"""


class WithData(WithLab):
    """A lab whose cluster holds 300,000 keys of 1 KiB."""

    def make(self):
        lab("pulumi", "--", "config", "set", "volumeSizeGiB", "4")
        super().make()
        lab("exec", master(), "--", "sh", "-c", "python3 -c '%s' | redis-cli --pipe" % FILL)


def master():
    return next(node["key"] for node in healthy()["nodes"] if node["role"] == "master")


def backup():
    """By a replica: the seconds that the node itself took, for a GB of the file."""
    healthy()
    return json.loads(run("sentinelctl", "backup", "--output", "json")[1])["secondsPerGB"], None


def restore():
    """Of the newest backup: the seconds for which nobody could write, for a GB of the file."""
    healthy()
    size = newest()
    said = run("sentinelctl", "restore", "--replace", "--yes")[1]
    return float(re.search(r"([\d.]+) s without writes", said).group(1)) / size * GB, None


def rehearsal():
    """Of the newest backup: fetched, checked, loaded beside a replica, counted; the whole command, for a GB."""
    healthy()
    size = newest()
    return run("sentinelctl", "restore", "--rehearse")[0] / size * GB, None


def newest():
    """The bytes of the newest backup. Makes one where there is none."""
    listed = json.loads(run("sentinelctl", "backups", "--output", "json")[1])["backups"]
    if not listed:
        backup()
        return newest()
    return listed[0]["bytes"]


def latency():
    """The master's latency, 99th percentile in ms, while a replica makes a backup, and without.

    On EC2 each node is a machine. Here two share the processors: so the master, and who writes to it, get one of
    their own, and the node that makes the backup, and S3, another.
    """
    nodes = healthy()["nodes"]
    first = next(node["key"] for node in nodes if node["role"] == "master")
    if os.cpu_count() < 2:
        sys.exit("the row backup-latency needs two processors")
    with contextlib.ExitStack() as pinned:
        for node in nodes:
            processor = "0" if node["key"] == first else "1"
            pin_node(node["key"], processor)
            pinned.callback(pin_node, node["key"], "0-%d" % (os.cpu_count() - 1))
        pin_services({1})
        pinned.callback(pin_services, set(range(os.cpu_count())))
        idle = probe(first, lambda: time.sleep(IDLE_SECONDS))
        busy = probe(first, lambda: backup_by_a_replica(nodes, first))
    return busy, idle


def backup_by_a_replica(nodes, first):
    other = next(node["key"] for node in nodes if node["key"] != first)
    lab("exec", other, "--", "redis-node-backup", "run")


def pin_node(node, processors):
    """Processes that are begun later follow."""
    lab("exec", node, "--", "sh", "-c",
        "for one in /proc/[0-9]*; do taskset -a -c -p %s ${one#/proc/} >/dev/null 2>&1; done; true" % processors)


def pin_services(processors):
    for process in glob.glob("/proc/[0-9]*"):
        with contextlib.suppress(OSError):
            if STATE in open(process + "/cmdline").read():
                for task in os.listdir(process + "/task"):
                    os.sched_setaffinity(int(task), processors)


def probe(node, work):
    """The 99th percentile, in ms, of a client's writes on the master's node during the work."""
    client = subprocess.Popen(
        [os.environ["ROOT"] + "/bin/lab", "exec", node, "--", "python3", "-c", PROBE],
        env=dict(os.environ, LAB_NAME=LAB), stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(2)
        begin = time.time()
        work()
        end = time.time()
        lab("exec", node, "--", "pkill", "-TERM", "-f", "bench-probe")
        lines = client.communicate(timeout=60)[0].splitlines()
    finally:
        client.kill()
    taken = [float(took) for at, took in map(str.split, lines) if begin <= float(at) <= end]
    if len(taken) < 1000:
        sys.exit("the client wrote only %d times" % len(taken))
    return statistics.quantiles(taken, n=100)[98] * 1000
