"""This node's settings, its password, its log and its waiting, as lib.sh has them for the shell."""
import hashlib
import os
import time

ENV_FILE = "/etc/redis-node/node.env"
LOG_FILE = "/var/log/redis-node.log"
STATUS_FILE = "/var/lib/redis-node/status"
# There from the end of the bootstrap to the next one's beginning.
READY_FILE = "/run/redis-node/ready"
# On a tmpfs, put there by the secret step; absent if the cluster has no password.
PASSWORD_FILE = "/run/redis-node/password"
# The other one that is in use somewhere in the cluster; there only while a rotation is under way.
OTHER_PASSWORD_FILE = "/run/redis-node/password.other"

# Whose replica a node is that has data and does not hear who the master is: nobody answers there, so its
# data can be read, and can be neither changed nor erased.
NOBODY = ("127.0.0.1", 1)
# Where Redis up to 6.2, and from 7.0 on, has its append-only file.
AOF_FILES = ("appendonly.aof", "appendonlydir")


class Settings:
    """What node.env says: NAME='value' lines, no other shell."""

    def __init__(self, path=ENV_FILE):
        values = {}
        with open(path) as lines:
            for line in lines:
                name, sep, value = line.strip().partition("=")
                if sep and not name.startswith("#"):
                    values[name] = value.strip("'")
        self.cluster = values["CLUSTER"]
        self.key = values["NODE"]
        self.address = values["ADDRESS"]
        # In order: the first node is the master of a cluster that has never run.
        self.addresses = [pair.partition("=")[2] for pair in values["NODES"].split()]
        self.names = {pair.partition("=")[2]: pair.partition("=")[0] for pair in values["NODES"].split()}
        self.redis_port = int(values["REDIS_PORT"])
        self.sentinel_port = int(values["SENTINEL_PORT"])
        self.sentinel_id = values["SENTINEL_ID"]
        self.master_name = values["MASTER_NAME"]
        self.scripts = values["SCRIPTS"].split()
        self.scripts_sha256 = values["SCRIPTS_SHA256"]
        self.auth = values["AUTH"]
        self.secret_id = values["SECRET_ID"]
        self.region = values["AWS_REGION"]
        self.aws_endpoint_url = values["AWS_ENDPOINT_URL"]
        # "" or "s3://BUCKET/KEY", the data that a new cluster begins with; absent on nodes of before.
        self.restore_from = values.get("RESTORE_FROM", "")

    def name(self, address):
        """'b (10.0.2.10)' for people."""
        if address == NOBODY[0]:
            return "nobody, since this node hears of none"
        return "%s (%s)" % (self.names.get(address, "unknown node"), address)


def password():
    """The cluster's password, or None. Raises PermissionError for users other than root and redis."""
    try:
        with open(PASSWORD_FILE) as file:
            return file.read()
    except FileNotFoundError:
        return None


def passwords():
    """All that a member of this cluster may have: the node's own first, then, in the middle of a rotation,
    the other one. Empty if the cluster has none."""
    found = [password()]
    if found[0] is not None:
        try:
            with open(OTHER_PASSWORD_FILE) as file:
                found.append(file.read())
        except FileNotFoundError:
            pass
    return [secret for secret in found if secret]


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
    if os.path.exists(READY_FILE):
        return
    status("running", step, message)


def failed(step, message):
    """The last word of a step that runs before the shell's own status is there."""
    log(step, message)
    status("failed", step, message)


def status(state, step, message):
    temporary = "%s.%d" % (STATUS_FILE, os.getpid())
    with open(temporary, "w") as out:
        out.write("%s %s: %s\n" % (state, step, message))
    os.replace(temporary, STATUS_FILE)


def wait_until(step, poll, limit=None, pause=0.25):
    """Calls poll until it returns None. What it returns instead is what is being waited for, and is
    logged when it changes, and again after ten seconds, twenty, forty, up to ten minutes. Raises
    TimeoutError after limit seconds, if given."""
    begin = time.monotonic()
    told, told_at, again = None, 0.0, 10
    while True:
        missing = poll()
        now = time.monotonic()
        if missing is None:
            return
        if limit is not None and now - begin > limit:
            raise TimeoutError("gave up after %d s: %s" % (limit, missing))
        if missing != told or now - told_at >= again:
            again = 10 if missing != told else min(again * 2, 600)
            log(step, missing)
            told, told_at = missing, now
        time.sleep(pause)
