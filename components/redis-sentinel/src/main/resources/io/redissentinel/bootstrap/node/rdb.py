"""What an RDB file is: Redis's snapshots, of whichever release."""
import re
import subprocess

CHECK = "/usr/local/lib/redis-node/bin/redis-check-rdb"
# The highest version of the format that a release reads, by the release from which on it does.
READS = (((4, 0), 8), ((5, 0), 9), ((7, 0), 10), ((7, 2), 11), ((7, 4), 12))
# Bytes a second that a check goes through at the least; what is slower hangs.
SLOWEST = 1 << 20
QUOTED = 300


def reads(redis_version):
    """The highest version of the format that this release of Redis reads."""
    release = tuple(int(part) for part in redis_version.split(".")[:2])
    return max([version for since, version in READS if since <= release], default=7)


def release_for(version):
    """The first release that reads this version of the format, such as '7.0', or None if it is not known here."""
    found = [since for since, readable in READS if readable >= version]
    return "%d.%d" % found[0] if found else None


def header(path):
    """The version of the format. Raises ValueError for what is no such file."""
    with open(path, "rb") as file:
        begin = file.read(9)
    match = re.fullmatch(rb"REDIS(\d{4})", begin)
    if not match:
        raise ValueError("%s is no RDB file: it begins with %r, and not with REDIS and four digits" % (path, begin))
    return int(match.group(1))


def check(path, limit=None):
    """Reads the whole file by Redis's own checker, which needs the memory of the largest key only.

    limit: in seconds; by default what the file's size allows. Returns {"rdbVersion", "redisVersion",
    "keys", "expires", "alreadyExpired", "aux"}, the last with all that the writer says of itself. Raises
    ValueError with the checker's last words for a file that is truncated, corrupt, or of a format that
    this release does not read.
    """
    version = header(path)
    with open(path, "rb") as file:
        size = file.seek(0, 2)
    try:
        done = subprocess.run(
            ["nice", "-n", "19", CHECK, path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=limit or 60 + size // SLOWEST)
    except subprocess.TimeoutExpired:
        raise ValueError("%s: the check does not come to an end" % path)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0 or "RDB looks OK" not in text:
        raise ValueError("%s is not whole: %s" % (path, last_words(text) or "exit code %d" % done.returncode))
    aux = dict(re.findall(r"AUX FIELD (\S+) = '(.*?)'", text))
    counts = {name: re.search(r"\[info\] (\d+) %s" % name, text) for name in ("keys read", "expires", "already expired")}
    keys, expires, expired = (int(count.group(1)) if count else 0 for count in counts.values())
    return {"rdbVersion": version, "redisVersion": aux.get("redis-ver", ""), "keys": keys, "expires": expires,
            "alreadyExpired": expired, "aux": aux}


def last_words(text):
    """What the checker says of an error; not at which key, which may tell something of whom the data is about."""
    error = re.search(r"--- RDB ERROR DETECTED ---\n(.*)", text)
    lines = [error.group(1)] if error else [line.strip() for line in text.splitlines() if line.strip()][-3:]
    return "; ".join(lines)[:QUOTED]
