"""redis-node-rotate: this node's part in giving the cluster another password, a step at a time, in the order
that sentinelctl rotate-password keeps. The passwords themselves come from the store, by this node's role;
what is said here of them is never more than `new` or `old`.

  prepare   fetches both, and says which one is used here and by whom
  servers   Redis takes the new one
  sentinel  the sentinel is restarted with the new one, and is back
  finish    the old one is gone
"""
import argparse
import json
import os
import subprocess
import sys

import fetch_secret
import node
import resp
import settle
from metadata import NotNow
from retry import Never

BACK_WITHIN_SECONDS = 60
ROTATION = os.path.join(fetch_secret.FOLDER, "rotation")
REDIS_CONF = "/data/redis.conf"
NEW, OLD = "new", "old"


class Both:
    """The two passwords. `old` is None if the store knows of one only."""

    def __init__(self, new, old):
        self.new, self.old = new, old if old != new else None

    def named(self):
        return [(NEW, self.new)] + ([(OLD, self.old)] if self.old else [])

    def name_of(self, secret):
        return dict((value, name) for name, value in self.named()).get(secret)


def fetched(settings, new, old):
    """From the store, by the ids of two versions."""
    return Both(fetch_secret.ask(settings, new), fetch_secret.ask(settings, old) if old else None)


def at_hand():
    """The passwords that `prepare` has left here, by version: without AWS, so that all nodes take the next step
    at the same time."""
    try:
        with open(ROTATION) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def prepared(new, old):
    known = at_hand()
    if new not in known:
        raise Never("the password of this version is not here: run `prepare` first")
    return Both(known[new], known.get(old))


def put_rotation(both, new, old):
    """Root's alone: who is redis finds what it may need in password and password.other."""
    with os.fdopen(os.open(ROTATION + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({version: secret for version, secret in ((new, both.new), (old, both.old)) if secret}, file)
    os.replace(ROTATION + ".new", ROTATION)


def taken(address, port, both):
    """The names of those that are taken there; None if nobody answers."""
    answers = [(name, fetch_secret.takes(address, port, secret)) for name, secret in both.named()]
    return None if any(answer is None for _, answer in answers) else [name for name, answer in answers if answer]


def state(settings, both):
    """What is used here, and which password the servers and the sentinels of all nodes take, as seen from here."""
    own = {"password": both.name_of(node.password()), "masterAuth": None, "role": None}
    try:
        with resp.Client(settings.address, settings.redis_port, secrets=[secret for _, secret in both.named()]) as server:
            own["role"] = resp.info(server, "replication")["role"]
            own["masterAuth"] = both.name_of(server.call("CONFIG", "GET", "masterauth")[1])
    except (OSError, resp.ServerError):
        pass
    for what, port in (("servers", settings.redis_port), ("sentinels", settings.sentinel_port)):
        own[what] = {settings.names[address]: taken(address, port, both) for address in settings.addresses}
    own["prepared"] = os.path.exists(ROTATION)
    return own


def prepare(settings, new, old):
    both = fetched(settings, new, old)
    if both.name_of(node.password()) is None:
        raise Never("this node uses a password that is neither of the two versions of %s" % settings.secret_id)
    now = state(settings, both)
    if both.old and under_way(now):
        put_rotation(both, new, old)
        fetch_secret.put("password.other", both.old if node.password() == both.new else both.new)
        now["prepared"] = True
    return now


def under_way(now):
    """Whether somebody uses the old one, as far as can be seen."""
    takers = [names for what in ("servers", "sentinels") for names in now[what].values()]
    return now["password"] == OLD or now["masterAuth"] == OLD or any(OLD in (names or ()) for names in takers)


def has_users(server):
    """Whether a server has access lists: from Redis 6 on, where nobody has disabled the command."""
    try:
        server.call("ACL", "WHOAMI")
        return True
    except resp.ServerError:
        return False


def unseen(server, *commands):
    """All or none of them, and none in the server's slow log, which keeps arguments. What an error says is
    not handed on: it may quote them."""
    name = "slowlog-log-slower-than"
    before = server.call("CONFIG", "GET", name)[1]
    server.call("MULTI")
    for command in (("CONFIG", "SET", name, "-1"),) + commands + (("CONFIG", "SET", name, before),):
        try:
            server.call(*command)
        except resp.ServerError:
            server.call("DISCARD")
            raise Never("redis-server refuses %s: is it disabled?" % " ".join(command[:2]))
    try:
        server.call("EXEC")
    except resp.ServerError:
        raise Never("redis-server does not take the password")


def servers(settings, new, old):
    both = prepared(new, old)
    with resp.Client(settings.address, settings.redis_port) as server:
        # Where a user can have two passwords both are good until the end, and nothing can go wrong in between.
        # requirepass is one password: connections that are there stay, new ones need the new one.
        accept = ("ACL", "SETUSER", "default", ">" + both.new) if has_users(server) else ("CONFIG", "SET", "requirepass", both.new)
        unseen(server, ("CONFIG", "SET", "masterauth", both.new), accept)
    fetch_secret.put_both(both.new, both.old)
    node.log("rotate", "redis-server takes the new password")
    return state(settings, both)


def missing_after_restart(settings, both, switched):
    """What the sentinel still lacks of being back, or None. switched: addresses of the sentinels that
    have the new password, this one among them; it cannot talk to the others, nor they to it."""
    try:
        with resp.Client(settings.address, settings.sentinel_port, secrets=[both.new]) as sentinel:
            master = resp.masters(sentinel).get(settings.master_name)
            if master is None:
                return "the sentinel monitors nothing"
            # It has none before the first INFO, for which the password has to be right.
            if not master["runid"]:
                return "the sentinel is not connected to the master it names"
            peers = {}
            for flat in sentinel.call("SENTINEL", "SENTINELS", settings.master_name):
                fields = dict(zip(flat[::2], flat[1::2]))
                peers[fields["ip"]] = fields
            away = [address for address in switched if address != settings.address
                    and (address not in peers or "down" in peers[address]["flags"] or "disconnected" in peers[address]["flags"])]
            if away:
                return "the sentinel does not reach that of %s" % ", ".join(settings.name(address) for address in away)
            if len(switched) > len(settings.addresses) // 2:
                sentinel.call("SENTINEL", "CKQUORUM", settings.master_name)
    except resp.ServerError as error:
        return "the sentinel says %s" % error
    except OSError as error:
        return "waiting for the sentinel to answer: %s" % error
    return None


def sentinel(settings, new, old):
    """join.py puts the password into sentinel.conf before the start, while no sentinel rewrites it."""
    both = prepared(new, old)
    if node.password() != both.new:
        raise Never("redis-server has not got the new password yet: its sentinel would not reach it")
    settle.restart_sentinel()
    switched = [address for address in settings.addresses
                if address == settings.address or fetch_secret.takes(address, settings.sentinel_port, both.new)]
    node.wait_until("rotate", lambda: missing_after_restart(settings, both, switched), BACK_WITHIN_SECONDS)
    node.log("rotate", "redis-sentinel has the new password")
    return state(settings, both)


def finish(settings, new, old):
    """All others go, also those of a rotation that was given up."""
    both = prepared(new, old)
    with resp.Client(settings.address, settings.redis_port) as server:
        # With access lists this is what takes them away; without it changes nothing.
        unseen(server, ("CONFIG", "SET", "requirepass", both.new))
        with open(REDIS_CONF) as file:
            text = file.read()
        # Redis has them in its file where a failover has had that rewritten.
        if any(secret in text for secret in at_hand().values() if secret != both.new):
            server.call("CONFIG", "REWRITE")
    fetch_secret.put_both(both.new, None)
    os.remove(ROTATION)
    node.log("rotate", "the old password is gone")
    return state(settings, both)


STEPS = {"prepare": prepare, "servers": servers, "sentinel": sentinel, "finish": finish}


def main(arguments):
    parser = argparse.ArgumentParser(prog="redis-node-rotate", description="This node's part in giving the cluster another password; `sentinelctl rotate-password` runs it, in the right order.")
    parser.add_argument("step", choices=list(STEPS) + ["look"])
    parser.add_argument("--new", help="the version of the secret that the cluster is to have")
    parser.add_argument("--old", help="the version that it has")
    chosen = parser.parse_args(arguments)
    settings = node.Settings()
    if os.geteuid() != 0:
        parser.error("must be run as root")
    if chosen.step == "look":
        print(look(settings))
        return 0
    if settings.auth == "none":
        parser.error("this cluster has no password")
    if not chosen.new:
        parser.error("--new is needed")
    try:
        print(json.dumps(STEPS[chosen.step](settings, chosen.new, chosen.old)))
        return 0
    except (OSError, Never, NotNow, resp.ServerError, subprocess.CalledProcessError) as error:
        print(json.dumps({"error": str(error)}))
        return 1


def look(settings):
    """For status and verify, in a word or two: `same`, `other` than the store's current one, or `unknown`, as
    also while the node boots; and `rotating` where another is pending."""
    if settings.auth == "none":
        return "none"
    mine = node.password()
    try:
        current = fetch_secret.ask(settings)
    except (NotNow, Never):
        return "unknown"
    if mine is None:
        return "unknown"
    words = ["same" if current == mine else "other"]
    if settings.auth != "ssm":
        try:
            if fetch_secret.ask(settings, fetch_secret.PENDING) != current:
                words.append("rotating")
        except (NotNow, Never):
            pass
    if os.path.exists(ROTATION):
        words.append("prepared")
    return " ".join(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
