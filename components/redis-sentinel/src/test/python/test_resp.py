"""The protocol client against a server that says what a test tells it to."""
import os
import socket
import sys
import tempfile
import threading
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import node  # noqa: E402
import resp  # noqa: E402


class Replies(unittest.TestCase):
    def setUp(self):
        self.password("/nonexistent/password")

    def password(self, path):
        patch = mock.patch.object(node, "PASSWORD_FILE", path)
        patch.start()
        self.addCleanup(patch.stop)

    def ask(self, reply, *words):
        """Sends words, answers with reply; returns (what the server got, what the client made of it)."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        got = []

        def serve():
            connection, _ = listener.accept()
            with connection:
                got.append(connection.recv(4096))
                connection.sendall(reply)

        server = threading.Thread(target=serve)
        server.start()
        self.addCleanup(server.join)
        with resp.Client("127.0.0.1", listener.getsockname()[1]) as client:
            return got, client.call(*(words or ("PING",)))

    def test_request(self):
        got, _ = self.ask(b"+OK\r\n", "SET", "é", 1)
        self.assertEqual([b"*3\r\n$3\r\nSET\r\n$2\r\n\xc3\xa9\r\n$1\r\n1\r\n"], got)

    def test_each_kind_of_reply(self):
        for reply, value in (
            (b"+PONG\r\n", "PONG"),
            (b":42\r\n", 42),
            (b"$5\r\na\r\nbc\r\n", "a\r\nbc"),
            (b"$-1\r\n", None),
            (b"*2\r\n$1\r\na\r\n*1\r\n:1\r\n", ["a", [1]]),
            (b"*-1\r\n", None),
        ):
            self.assertEqual(value, self.ask(reply)[1])

    def test_it_authenticates_where_there_is_a_password(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("secret")
            file.flush()
            self.password(file.name)
            got, answer = self.ask(b"+OK\r\n+PONG\r\n")
            self.assertTrue(got[0].startswith(b"*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n"), got)
            self.assertEqual("PONG", answer)
            for error in ("ERR invalid password", "ERR Client sent AUTH, but no password is set"):
                with self.assertRaisesRegex(resp.ServerError, error):
                    self.ask(b"-%s\r\n" % error.encode())

    def test_an_error_reply_is_raised_with_its_text(self):
        with self.assertRaisesRegex(resp.ServerError, "NOAUTH Authentication required."):
            self.ask(b"-NOAUTH Authentication required.\r\n")

    def test_a_closed_connection_is_an_os_error(self):
        with self.assertRaises(OSError):
            self.ask(b"$5\r\nab")
        with self.assertRaises(OSError):
            self.ask(b"")

    def test_masters_by_name(self):
        class Sentinel:
            def call(self, *_):
                return [["name", "m", "ip", "1.2.3.4"], ["name", "n", "ip", "5.6.7.8"]]

        found = resp.masters(Sentinel())
        self.assertEqual(["m", "n"], sorted(found))
        self.assertEqual("5.6.7.8", found["n"]["ip"])

    def test_info_is_fields(self):
        class Server:
            def call(self, *_):
                return "# Replication\r\nrole:slave\r\nslave0:ip=1.1.1.1,state=online\r\n"

        self.assertEqual(
            {"role": "slave", "slave0": "ip=1.1.1.1,state=online"}, resp.info(Server(), "replication")
        )


if __name__ == "__main__":
    unittest.main()
