"""Restarts this node's redis-server, a replica, so that it knows exactly the commands that the stack wants.
Runs as root; argument: those that are to be disabled, as the tag says them ("none" for none).

Redis does not start with an append-only file that holds a command which it does not know. So the file is
written anew first, which leaves none in it, and noted; role.py disables what is noted. If Redis does not
start even so, the note goes and it starts as before.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, "/usr/local/lib/redis-node")
import node  # noqa: E402
import resp  # noqa: E402
import role  # noqa: E402
import settings as live  # noqa: E402

TOLD_WITHIN_SECONDS = 60
REWRITTEN_WITHIN_SECONDS = 1800
BACK_WITHIN_SECONDS = 600


class Unfit(Exception):
    """Why it is not done, and what state is left."""


def wait(what, seconds, missing):
    end = time.monotonic() + seconds
    while True:
        lacks = missing()
        if lacks is None:
            return
        if time.monotonic() > end:
            raise Unfit("%s within %d s: %s" % (what, seconds, lacks))
        time.sleep(0.3)


def told(wanted):
    if not hasattr(live, "commands"):
        raise Unfit("the scripts on this node are older than that: bring the node up anew first, sentinelctl roll")
    wait("the node has not read its tag", TOLD_WITHIN_SECONDS,
         lambda: None if live.commands() == wanted else "it has " + live.read("commands"))


def rewrite(settings):
    """The append-only file, so that it holds no command of before."""
    with resp.Client(settings.address, settings.redis_port, timeout=10) as server:
        if resp.info(server, "persistence")["aof_enabled"] != "1":
            return

        def idle():
            state = resp.info(server, "persistence")
            busy = [name for name in ("aof_rewrite_in_progress", "aof_rewrite_scheduled", "rdb_bgsave_in_progress")
                    if state[name] != "0"]
            return ", ".join(busy) or None

        wait("a background save has not ended", REWRITTEN_WITHIN_SECONDS, idle)
        server.call("BGREWRITEAOF")
        wait("the append-only file is not written anew", REWRITTEN_WITHIN_SECONDS, idle)
        if resp.info(server, "persistence")["aof_last_bgrewrite_status"] != "ok":
            raise Unfit("the append-only file could not be written anew: see redis-server.log")


def note(commands):
    with open(role.ABSENT + ".new", "w") as file:
        file.write(" ".join(commands) + "\n")
    # role.py, which is redis, writes it at each start.
    shutil.chown(role.ABSENT + ".new", "redis", "redis")
    os.replace(role.ABSENT + ".new", role.ABSENT)


def unknown(settings, commands):
    """Those of the commands that the server does not know."""
    with resp.Client(settings.address, settings.redis_port) as server:
        known = server.call("COMMAND", "INFO", *[command.lower() for command in commands])
    return [command for command, entry in zip(commands, known) if entry is None]


def restart():
    return subprocess.run(["systemctl", "restart", "redis-server.service"], stderr=subprocess.PIPE,
                          universal_newlines=True, timeout=BACK_WITHIN_SECONDS)


def back(settings):
    def missing():
        try:
            with resp.Client(settings.address, settings.redis_port) as server:
                replication = resp.info(server, "replication")
        except (OSError, resp.ServerError) as error:
            return str(error)
        if replication["role"] == "slave" and replication["master_link_status"] != "up":
            return "its link to the master is down"
        return None

    wait("redis-server is not back", BACK_WITHIN_SECONDS, missing)


def run(wanted):
    settings = node.Settings()
    with resp.Client(settings.address, settings.redis_port) as server:
        if resp.info(server, "replication")["role"] != "slave":
            raise Unfit("this node is no replica, and a restart would be an outage: nothing was done")
    told(wanted)
    if wanted:
        rewrite(settings)
        note(wanted)
    done = restart()
    if done.returncode != 0:
        note([])
        restart()
        back(settings)
        raise Unfit("redis-server did not start without %s, and runs with all commands again: %s"
                    % (" ".join(wanted), done.stderr.strip()))
    back(settings)
    missing = [command for command in wanted if command not in unknown(settings, wanted)]
    if missing:
        raise Unfit("redis-server was restarted and still knows " + " ".join(missing))


def main():
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        run([] if sys.argv[1:] == ["none"] else sys.argv[1:])
    except (Unfit, OSError, resp.ServerError, subprocess.SubprocessError) as error:
        print(json.dumps({"error": str(error)}))
        return 1
    print(json.dumps({"done": True}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
