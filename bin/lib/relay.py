"""Joins standard input and output to a TCP connection, as `nc HOST PORT` would: an SSH ProxyCommand.

    relay.py HOST PORT [CONNECT-SECONDS]
"""
import os
import socket
import sys
import threading


def upload(connection):
    """Standard input to the connection, unbuffered."""
    while True:
        data = os.read(0, 65536)
        if not data:
            break
        connection.sendall(data)
    connection.shutdown(socket.SHUT_WR)


def main():
    host, port = sys.argv[1], int(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 10.0
    try:
        connection = socket.create_connection((host, port), seconds)
    except OSError as error:
        sys.exit("cannot connect to %s port %d: %s" % (host, port, error))
    connection.settimeout(None)
    threading.Thread(target=upload, args=(connection,), daemon=True).start()
    while True:
        data = connection.recv(65536)
        if not data:
            break
        while data:
            data = data[os.write(1, data):]


if __name__ == "__main__":
    main()
