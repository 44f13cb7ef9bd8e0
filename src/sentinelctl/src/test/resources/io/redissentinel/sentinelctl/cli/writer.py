"""Writes on end to the master that the sentinels name, one key after the other, until SIGTERM. Stays
connected as long as it gets answers other than READONLY, and checks ROLE, as a client should. At the end
reads everything back, and prints how many writes were acknowledged, how many of them are lost, and the
longest time without one: one JSON object.

usage: writer.py PASSWORD_FILE SENTINEL...
"""
import json
import signal
import socket
import sys
import time

SENTINEL_PORT = 26379
MASTER_NAME = "mymaster"


class Refused(Exception):
    """An error reply."""


class Client:
    def __init__(self, host, port, password):
        self.socket = socket.create_connection((host, port), 0.5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")
        self.call("AUTH", password)

    def close(self):
        self.file.close()
        self.socket.close()

    def call(self, *words):
        encoded = [str(word).encode() for word in words]
        self.socket.sendall(b"*%d\r\n" % len(encoded) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded))
        return self.reply()

    def reply(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise OSError("closed by the server")
        kind, rest = line[:1], line[1:-2].decode()
        if kind == b"-":
            raise Refused(rest)
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return None if rest == "-1" else self.file.read(int(rest) + 2)[:-2].decode()
        if kind == b"*":
            return [self.reply() for _ in range(int(rest))]
        return rest


class Writer:
    def __init__(self, password_file, sentinels):
        self.password_file, self.sentinels = password_file, sentinels
        self.stopped = False
        self.acknowledged, self.gap, self.last = [], 0.0, None

    def password(self):
        """Read anew for each connection, as from a store: it may be another one by now."""
        with open(self.password_file) as file:
            return file.read().strip()

    def master(self):
        for host in self.sentinels:
            try:
                sentinel = Client(host, SENTINEL_PORT, self.password())
                address = sentinel.call("SENTINEL", "get-master-addr-by-name", MASTER_NAME)
                sentinel.close()
                server = Client(address[0], int(address[1]), self.password())
                if server.call("ROLE")[0] == "master":
                    return server
                server.close()
            except (OSError, Refused, TypeError):
                continue
        return None

    def write(self):
        server, number = None, 0
        while not self.stopped:
            server = server or self.master()
            if server is None:
                time.sleep(0.01)
                continue
            number += 1
            try:
                server.call("SET", "written:%d" % number, number)
                now = time.monotonic()
                self.gap = max(self.gap, now - (self.last or now))
                self.last = now
                self.acknowledged.append(number)
            except OSError:
                server = None
            except Refused as error:
                if str(error).startswith("READONLY"):
                    server.close()
                    server = None
            time.sleep(0.002)

    def lost(self):
        server = None
        while server is None:
            server = self.master()
            time.sleep(0.1)
        server.socket.settimeout(10)
        lost = 0
        for begin in range(0, len(self.acknowledged), 500):
            numbers = self.acknowledged[begin:begin + 500]
            values = server.call("MGET", *["written:%d" % number for number in numbers])
            lost += sum(value != str(number) for number, value in zip(numbers, values))
        return lost


def main():
    writer = Writer(sys.argv[1], sys.argv[2:])

    def stop(*_):
        writer.stopped = True

    signal.signal(signal.SIGTERM, stop)
    writer.write()
    print(json.dumps({"acknowledged": len(writer.acknowledged), "lost": writer.lost(), "gapSeconds": round(writer.gap, 3)}))


if __name__ == "__main__":
    main()
