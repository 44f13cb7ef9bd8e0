"""What sentinelctl's work on a running cluster costs."""
import json
import os
import signal
import subprocess
import sys
import time

from bench_lab import LAB, ROOT, STATE, lab, run

MODULE = ROOT + "/src/sentinelctl/src"
HANDOVER = MODULE + "/main/resources/io/redissentinel/sentinelctl/handover/handover.py"
WRITER = MODULE + "/test/resources/io/redissentinel/sentinelctl/cli/writer.py"
HEALTHY_WITHIN_SECONDS = 60


def healthy():
    """The cluster, once it is whole."""
    end = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while True:
        status = json.loads(lab("status", "--output", "json", check=False)[1])
        if status["healthy"]:
            return status
        if time.monotonic() > end:
            sys.exit("not healthy within %d s: %s" % (HEALTHY_WITHIN_SECONDS, status))


def writer(nodes):
    """A client that writes every 2 ms and stays connected."""
    secret = STATE + "/bench-password"
    with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(lab("exec", nodes[0]["key"], "--", "cat", "/run/redis-node/password")[1])
    return subprocess.Popen(
        ["nsenter", "--net=/run/netns/" + LAB, sys.executable, WRITER, secret, *[node["address"] for node in nodes]],
        stdout=subprocess.PIPE, text=True)


def handover():
    """A planned failover as roll and harden do it: the longest time that the client could not write for."""
    status = healthy()
    load = writer(status["nodes"])
    try:
        replica = next(node["key"] for node in status["nodes"] if node["role"] == "replica")
        with open(HANDOVER) as script:
            lab("exec", replica, "--", "python3", "-", stdin=script)
        load.send_signal(signal.SIGTERM)
        history = json.loads(load.communicate(timeout=60)[0])
    finally:
        load.kill()
    if history["lost"] or history["acknowledged"] < 1000:
        sys.exit("a handover is to lose nothing under load: %s" % history)
    return history["gapSeconds"], None


def verify():
    """As a user runs it, from the command line to the verdict."""
    healthy()
    return run("sentinelctl", "verify")[0], None
