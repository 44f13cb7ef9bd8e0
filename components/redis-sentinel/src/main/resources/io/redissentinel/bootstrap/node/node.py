"""This node's settings, its password, its log and its waiting, as lib.sh has them for the shell."""
import hashlib
import os
import time

ENV_FILE = "/etc/redis-node/node.env"
LOG_FILE = "/var/log/redis-node.log"
STATUS_FILE = "/var/lib/redis-node/status"
# On a tmpfs, put there by the secret step; absent if the cluster has no password.
PASSWORD_FILE = "/run/redis-node/password"


class Settings:
    """What node.env says: NAME='value' lines, no other shell."""

    def __init__(self, path=ENV_FILE):
        values = {}
        with open(path) as lines:
            for line in lines:
                name, sep, value = line.strip().partition("=")
                if sep and not name.startswith("#"):
                    values[name] = value.strip("'")
        self.key = values["NODE"]
        self.address = values["ADDRESS"]
        # In order: the first node is the master of a cluster that has never run.
        self.addresses = [pair.partition("=")[2] for pair in values["NODES"].split()]
        self.names = {pair.partition("=")[2]: pair.partition("=")[0] for pair in values["NODES"].split()}
        self.redis_port = int(values["REDIS_PORT"])
        self.sentinel_port = int(values["SENTINEL_PORT"])
        self.master_name = values["MASTER_NAME"]
        self.auth = values["AUTH"]
        self.secret_id = values["SECRET_ID"]
        self.region = values["AWS_REGION"]
        self.aws_endpoint_url = values["AWS_ENDPOINT_URL"]
        self.monitor = [
            ("quorum", values["QUORUM"]),
            ("down-after-milliseconds", values["DOWN_AFTER_MILLIS"]),
            ("failover-timeout", values["FAILOVER_TIMEOUT_MILLIS"]),
            ("parallel-syncs", values["PARALLEL_SYNCS"]),
        ]

    def name(self, address):
        """'b (10.0.2.10)' for people."""
        return "%s (%s)" % (self.names.get(address, "unknown node"), address)


def password():
    """The cluster's password, or None. Raises PermissionError for users other than root and redis."""
    try:
        with open(PASSWORD_FILE) as file:
            return file.read()
    except FileNotFoundError:
        return None


def with_password(line, secret):
    """A line of redis.conf or sentinel.conf with this password in it, or none, instead of another.

    Concerns the line `user default` that Redis 6 and later write themselves: its passwords win over
    requirepass. What else it says about the user stays.
    """
    words = line.split()
    if words[:2] != ["user", "default"]:
        return line
    kept = [word for word in words if word[0] not in "#>" and word not in ("nopass", "resetpass")]
    kept.append("#" + hashlib.sha256(secret.encode()).hexdigest() if secret else "nopass")
    return " ".join(kept) + "\n"


def log(step, message):
    line = "%s %s: %s" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), step, message)
    print(line, flush=True)
    with open(LOG_FILE, "a") as out:
        out.write(line + "\n")
    temporary = "%s.%d" % (STATUS_FILE, os.getpid())
    with open(temporary, "w") as out:
        out.write("running %s: %s\n" % (step, message))
    os.replace(temporary, STATUS_FILE)


def wait_until(step, poll, limit=None, pause=0.25):
    """Calls poll until it returns None. What it returns instead is what is being waited for, and is
    logged when it changes and every ten seconds. Raises TimeoutError after limit seconds, if given."""
    begin = time.monotonic()
    told, told_at = None, 0.0
    while True:
        missing = poll()
        now = time.monotonic()
        if missing is None:
            return
        if limit is not None and now - begin > limit:
            raise TimeoutError("gave up after %d s: %s" % (limit, missing))
        if missing != told or now - told_at >= 10:
            log(step, missing)
            told, told_at = missing, now
        time.sleep(pause)
