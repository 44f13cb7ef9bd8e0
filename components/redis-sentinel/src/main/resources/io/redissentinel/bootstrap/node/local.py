"""Connections to servers that are not the cluster's: throw-away ones on unix sockets, and this node's own
while only a load may talk to it."""
import socket

import resp


class Local(resp.Client):
    """One connection. Replies to `raw` are bytes."""

    def __init__(self, place, secret=None, timeout=10.0):
        """place: a unix socket's path, or a port on loopback."""
        if isinstance(place, int):
            self._socket = socket.create_connection(("127.0.0.1", place), timeout)
        else:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.settimeout(timeout)
            self._socket.connect(place)
        self._file = self._socket.makefile("rb")
        if secret is not None:
            try:
                self.call("AUTH", secret)
            except BaseException:
                self.close()
                raise

    def raw(self, commands):
        """Sends all, then reads all replies: bytes, an int, None, a list, or a ServerError as a value."""
        request = bytearray()
        for words in commands:
            request += b"*%d\r\n" % len(words)
            for word in words:
                request += b"$%d\r\n%b\r\n" % (len(word), word)
        self._socket.sendall(request)
        return [self._bytes() for _ in commands]

    def _bytes(self):
        line = self._file.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("connection closed by the server")
        kind, rest = line[:1], line[1:-2]
        if kind == b"$":
            if rest == b"-1":
                return None
            data = self._file.read(int(rest) + 2)
            if len(data) != int(rest) + 2:
                raise ConnectionError("connection closed by the server")
            return data[:-2]
        if kind == b"*":
            return [self._bytes() for _ in range(int(rest))]
        if kind == b":":
            return int(rest)
        return resp.ServerError(rest.decode("utf-8", "replace")) if kind == b"-" else rest


def keyspace(server):
    """{number of the database: (keys, those with a time to live)}."""
    found = {}
    for name, value in resp.info(server, "keyspace").items():
        fields = dict(pair.split("=") for pair in value.split(","))
        found[int(name[2:])] = int(fields["keys"]), int(fields["expires"])
    return found


def counts(server):
    """(keys, those with a time to live) in all databases."""
    found = keyspace(server).values()
    return sum(keys for keys, _ in found), sum(expires for _, expires in found)
