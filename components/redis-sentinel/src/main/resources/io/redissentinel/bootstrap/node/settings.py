"""The settings that Redis and Sentinel take while they run, such as maxmemory and down-after; and which
commands Redis is to do without when it next starts.

They come as tags of the instance, which `pulumi up` changes in place, and which the metadata service
tells; where it does not, what the node was launched with stays. Each part is one text of NAME=VALUE,
with ':' for a blank inside a value.
"""
import contextlib
import os
import re
import shutil
import subprocess

import metadata
import node
import resp
import schedule

FOLDER = "/etc/redis-node/settings"
# Included by managed.conf, so that a server which starts has them already.
CONF = "/var/lib/redis-node/settings.conf"
APPLIED = "/run/redis-node/settings.applied"
DROP_IN = "/etc/systemd/system/redis-server.service.d/settings.conf"
TIMER = "redis-node-backup.timer"
TIMER_DROP_IN = "/etc/systemd/system/%s.d/settings.conf" % TIMER
# Gone at each boot, so that the timer is started again.
TIMER_APPLIED = "/run/redis-node/backups.applied"
TAGS = (
    ("redis", "redis-settings"), ("sentinel", "sentinel-settings"), ("commands", "disabled-commands"), ("backups", "backups"),
)
NAMES = {
    "redis": (
        "maxmemory", "maxmemory-policy", "min-replicas-to-write", "min-replicas-max-lag", "appendonly",
        "appendfsync", "save", "repl-backlog-size", "client-output-buffer-limit",
    ),
    "sentinel": ("quorum", "down-after-milliseconds", "failover-timeout", "parallel-syncs"),
}
VALUE = re.compile(r"[A-Za-z0-9:-]*")
COMMANDS = re.compile(r"none|[A-Z]+( [A-Z]+)*")
# The rest is for copy-on-write while a snapshot is written, for output buffers and for the system.
SHARE_OF_MEMORY = 0.6


def parse(part, text):
    """[(name, value)] in the order of the text. Raises ValueError for what is no setting."""
    pairs = []
    for word in text.split():
        name, equals, value = word.partition("=")
        if not equals or name not in NAMES[part] or not VALUE.fullmatch(value):
            raise ValueError("'%s' is no setting of %s" % (word, part))
        pairs.append((name, value.replace(":", " ")))
    return pairs


def read(part):
    with open(os.path.join(FOLDER, part)) as file:
        return file.read().strip()


def pairs(part):
    return parse(part, read(part))


def parse_commands(text):
    """The names in the text. Raises ValueError for what are none."""
    if not COMMANDS.fullmatch(text):
        raise ValueError("'%s' are no names of commands" % text)
    return [] if text == "none" else text.split()


def commands():
    """The commands that the stack wants disabled."""
    return parse_commands(read("commands"))


def backups():
    """When and where backups are made: schedule.py. A node of an earlier release has no such file."""
    try:
        return read("backups")
    except FileNotFoundError:
        return "none"


def check(part, text):
    """Raises ValueError for what makes no sense."""
    {"commands": parse_commands, "backups": schedule.parse}.get(part, lambda it: parse(part, it))(text)


def refresh():
    """Takes over what the instance's tags say. Says so where a tag makes no sense, and keeps what was."""
    headers = metadata.token()
    for part, tag in TAGS:
        status, text = metadata.get("tags/instance/redis-sentinel:" + tag, headers)
        text = text.strip()
        if status != 200 or text == (backups() if part == "backups" else read(part)):
            continue
        try:
            check(part, text)
        except ValueError as error:
            node.log("settings", "the instance's tag is ignored: %s" % error)
            continue
        write(os.path.join(FOLDER, part), text + "\n")
        node.log("settings", "%s is now: %s" % (part, text))


def write(path, text):
    """Whether the file's text has changed."""
    try:
        with open(path) as file:
            if file.read() == text:
                return False
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w") as file:
        file.write(text)
    os.replace(path + ".new", path)
    return True


def total_memory():
    with open("/proc/meminfo") as file:
        return int(re.search(r"MemTotal: +(\d+) kB", file.read()).group(1)) * 1024


def effective(redis, memory):
    """With sizes in bytes, which every release takes, and maxmemory from the memory where it is auto."""
    def in_bytes(word):
        size = re.fullmatch(r"(\d+)mb", word)
        return str(int(size.group(1)) << 20) if size else word

    sized = [(name, " ".join(in_bytes(word) for word in value.split(" "))) for name, value in redis]
    return [(name, str(int(memory * SHARE_OF_MEMORY)) if value == "auto" else value) for name, value in sized]


def conf(redis):
    """The lines of a redis.conf."""
    lines = []
    for name, value in redis:
        if name == "save":
            # Points of time are added to those that redis.conf has.
            lines.append('save ""')
            words = value.split()
            lines += ["save %s %s" % point for point in zip(words[::2], words[1::2])]
        else:
            lines.append("%s %s" % (name, value))
    return "".join(line + "\n" for line in lines)


def put():
    """What starts from now on starts with these settings."""
    write(CONF, conf(effective(pairs("redis"), total_memory())))
    # A crashed master comes back later than its failover begins, so that this is no race.
    seconds = int(dict(pairs("sentinel"))["down-after-milliseconds"]) // 1000 + 2
    if write(DROP_IN, "[Service]\nRestartSec=%d\n" % seconds):
        subprocess.check_call(["systemctl", "daemon-reload"])


def put_timer():
    """Backups are made as the setting says from now on; one that is under way goes on."""
    text = backups()
    with contextlib.suppress(FileNotFoundError), open(TIMER_APPLIED) as file:
        if file.read() == text:
            return
    wanted = schedule.parse(text)
    if wanted is None:
        subprocess.check_call(["systemctl", "stop", TIMER])
    else:
        write(TIMER_DROP_IN, "[Timer]\nOnCalendar=\nOnCalendar=%s\n" % schedule.calendar(wanted.seconds))
        subprocess.check_call(["systemctl", "daemon-reload"])
        subprocess.check_call(["systemctl", "restart", TIMER])
    write(TIMER_APPLIED, text)


def remove_append_only_file():
    """It gets older from now on, and would be what the next start loads."""
    for name in node.AOF_FILES:
        path = os.path.join("/data", name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.remove(path)


def apply(settings):
    """What runs gets these settings; once for each start of redis-server, and when they change."""
    wanted = effective(pairs("redis"), total_memory())
    with resp.Client(settings.address, settings.redis_port) as server:
        if resp.info(server, "persistence")["loading"] != "0":
            # An append-only file that is begun now would hold what has been loaded so far, and no more.
            return
        applied = resp.info(server, "server")["run_id"] + "\n" + conf(wanted)
        if not os.path.exists(APPLIED) or open(APPLIED).read() != applied:
            for name, value in wanted:
                server.call("CONFIG", "SET", name, value)
                if (name, value) == ("appendonly", "no"):
                    remove_append_only_file()
            write(APPLIED, applied)
    with resp.Client(settings.address, settings.sentinel_port) as sentinel:
        master = resp.masters(sentinel).get(settings.master_name)
        for name, value in pairs("sentinel") if master else ():
            if master[name] != value:
                sentinel.call("SENTINEL", "SET", settings.master_name, name, value)
                node.log("settings", "the sentinel has %s %s now, not %s" % (name, value, master[name]))


def main():
    try:
        refresh()
    except metadata.NotNow as error:
        node.log("settings", "as before, since %s" % error)
    put()


if __name__ == "__main__":
    main()
