"""A rotation of the password that was cut off between two sentinels, where neither side may be able to agree on
a failover. Whoever makes the rotation passes there in seconds; else a sentinel that is left behind follows the
servers by itself."""
import subprocess
import time

import fetch_secret
import node


def restart_sentinel():
    subprocess.check_call(["systemctl", "restart", "redis-sentinel.service"])


class Settle:
    """For upkeep: the sentinels one node at a time."""

    PATIENCE_SECONDS = 60
    TURN_SECONDS = 20

    def __init__(self):
        self._since = None

    def settle(self, settings):
        secrets = node.passwords()
        if len(secrets) < 2 or not self._left_behind(settings, *secrets):
            self._since = None
            return
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if now - self._since > self.PATIENCE_SECONDS + self.TURN_SECONDS * settings.addresses.index(settings.address):
            node.log("rotate", "a rotation was cut off: restarting the sentinel with the password that the servers have")
            restart_sentinel()
            self._since = None

    @staticmethod
    def _left_behind(settings, secret, other):
        """Whether all servers that answer take this node's password and its sentinel has the other one."""
        port = settings.sentinel_port
        return (
            fetch_secret.takes(settings.address, port, secret) is False
            and fetch_secret.takes(settings.address, port, other)
            and not any(fetch_secret.takes(address, settings.redis_port, secret) is False for address in settings.addresses)
        )
