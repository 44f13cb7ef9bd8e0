"""Says something to a server and prints its answers, or why there are none.

usage: talk.py SOURCE HOST PORT < LINES    (inline commands, as Redis takes them)
"""

import socket
import sys

source, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
try:
    with socket.create_connection((host, port), 2, (source, 0)) as connection:
        print("connected")
        connection.sendall(sys.stdin.buffer.read().replace(b"\n", b"\r\n"))
        connection.shutdown(socket.SHUT_WR)
        while True:
            answer = connection.recv(65536)
            if not answer:
                break
            sys.stdout.write(answer.decode())
except OSError as error:
    print("no answer:", error)
