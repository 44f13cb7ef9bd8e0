"""The little of the Redis protocol that a node needs to talk to its own and its peers' servers."""
import socket

import node


class ServerError(Exception):
    """An error reply, such as -NOAUTH or -ERR."""


class Client:
    """One connection, authenticated where the cluster has a password: with the first of those given that
    is taken, and by default with whatever a member may have (node.passwords).

    Raises OSError when nobody answers in time, ServerError for an error reply: also for a server that
    has another password or none, which is no member of this cluster.
    """

    def __init__(self, address, port, timeout=1.0, secrets=None):
        secrets = node.passwords() if secrets is None else secrets
        self._socket = socket.create_connection((address, port), timeout)
        self._file = self._socket.makefile("rb")
        try:
            self._authenticate(secrets)
        except BaseException:
            self.close()
            raise

    def _authenticate(self, secrets):
        for secret in secrets:
            try:
                self.call("AUTH", secret)
                return
            except ServerError:
                if secret == secrets[-1]:
                    raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._file.close()
        self._socket.close()

    def call(self, *words):
        encoded = [str(word).encode() for word in words]
        request = b"*%d\r\n" % len(encoded)
        for word in encoded:
            request += b"$%d\r\n%s\r\n" % (len(word), word)
        self._socket.sendall(request)
        return self._reply()

    def _reply(self):
        line = self._file.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("connection closed by the server")
        kind, rest = line[:1], line[1:-2].decode()
        if kind == b"-":
            raise ServerError(rest)
        if kind == b"+":
            return rest
        if kind == b":":
            return int(rest)
        if kind == b"$":
            length = int(rest)
            if length < 0:
                return None
            data = self._file.read(length + 2)
            if len(data) != length + 2:
                raise ConnectionError("connection closed by the server")
            return data[:-2].decode("utf-8", "replace")
        if kind == b"*":
            return [self._reply() for _ in range(int(rest))] if int(rest) >= 0 else None
        raise ConnectionError("not a Redis reply: %r" % line)


def masters(sentinel):
    """SENTINEL MASTERS as {name: {field: value}}."""
    found = {}
    for flat in sentinel.call("SENTINEL", "MASTERS"):
        fields = dict(zip(flat[::2], flat[1::2]))
        found[fields["name"]] = fields
    return found


def info(server, section):
    """INFO of one section as {field: value}."""
    lines = server.call("INFO", section).splitlines()
    return dict(line.split(":", 1) for line in lines if ":" in line)
