"""A Redis server or sentinel, as much of one as the password's tests need."""
import socketserver
import threading


class FakeRedis:
    """Takes the passwords in `passwords`. `acl`: whether it has users, as from Redis 6 on."""

    def __init__(self, *passwords, acl=False, host="127.0.0.1"):
        self.passwords, self.acl, self.calls = list(passwords), acl, []
        self.config = {"slowlog-log-slower-than": "10000", "masterauth": passwords[0] if passwords else "", "requirepass": ""}
        fake = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.authenticated, self.queue = False, None
                while True:
                    line = self.rfile.readline()
                    if not line:
                        return
                    words = []
                    for _ in range(int(line[1:])):
                        length = int(self.rfile.readline()[1:])
                        words.append(self.rfile.read(length + 2)[:-2].decode())
                    self.wfile.write(fake.answer(self, words).encode())

        self._server = socketserver.ThreadingTCPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, connection, words):
        self.calls.append(words)
        if words[0] == "AUTH":
            connection.authenticated = words[1] in self.passwords
            return "+OK\r\n" if connection.authenticated else "-ERR invalid password\r\n"
        if not connection.authenticated:
            return "-NOAUTH Authentication required.\r\n"
        if words[0] == "MULTI":
            connection.queue = []
            return "+OK\r\n"
        if words[0] == "DISCARD":
            connection.queue = None
            return "+OK\r\n"
        if words[0] == "EXEC":
            for queued in connection.queue:
                self.do(queued)
            replies = "*%d\r\n" % len(connection.queue) + "+OK\r\n" * len(connection.queue)
            connection.queue = None
            return replies
        if words[0] == "ACL" and not self.acl:
            return "-ERR unknown command `ACL`\r\n"
        if connection.queue is not None:
            connection.queue.append(words)
            return "+QUEUED\r\n"
        return self.do(words)

    def do(self, words):
        if words[:2] == ["CONFIG", "GET"]:
            return "*2\r\n" + "".join("$%d\r\n%s\r\n" % (len(word), word) for word in (words[2], self.config[words[2]]))
        if words[:2] == ["CONFIG", "SET"]:
            self.config[words[2]] = words[3]
            if words[2] == "requirepass":
                self.passwords = [words[3]]
        if words[:2] == ["ACL", "SETUSER"]:
            self.passwords.append(words[3][1:])
        if words[:2] == ["SENTINEL", "SENTINELS"]:
            return "*0\r\n"
        if words[0] == "INFO":
            text = "role:master\r\nredis_version:5.0.7\r\n"
            return "$%d\r\n%s\r\n" % (len(text), text)
        return "+OK\r\n"
