"""Runs a command that finds the lab's AWS services where it looks for AWS.

    aws_forwarder.py APIS COMMAND...

APIS is the lab's folder of them. No route leads into the lab, and its services are at a socket file:
as long as the command runs, a port of loopback leads there. The command gets the port's address, the
lab's region, and an administrator's credentials by its environment, and nothing that the user's own
environment says of AWS: no call can go to AWS, and no key of the user's to the lab.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import threading

REGION = "lab-local-1"


def environment(apis, port):
    with open(os.path.join(apis, "credentials.json")) as file:
        key = json.load(file)["administrator"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    for name in ("no_proxy", "NO_PROXY"):
        kept[name] = ",".join(filter(None, [kept.get(name), "127.0.0.1"]))
    return dict(
        kept,
        AWS_ENDPOINT_URL="http://127.0.0.1:%d" % port,
        AWS_REGION=REGION,
        AWS_ACCESS_KEY_ID=key["accessKeyId"],
        AWS_SECRET_ACCESS_KEY=key["secretAccessKey"],
        # What a profile says of endpoints would go before the above.
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    )


def accept(listener, target):
    while True:
        client, _ = listener.accept()
        threading.Thread(target=forward, args=(client, target), daemon=True).start()


def forward(client, target):
    """A target that is not there shows to the client as a connection that is closed."""
    server = socket.socket(socket.AF_UNIX)
    try:
        server.connect(target)
    except OSError:
        client.close()
        return
    answers = threading.Thread(target=copy, args=(server, client), daemon=True)
    answers.start()
    copy(client, server)
    answers.join()
    client.close()
    server.close()


def copy(source, sink):
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            sink.sendall(data)
    except OSError:
        pass
    # One direction has ended; the other one ends when the peer has seen that.
    try:
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def main():
    apis, command = sys.argv[1], sys.argv[2:]
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(50)
    try:
        environ = environment(apis, listener.getsockname()[1])
    except (OSError, ValueError, KeyError) as error:
        sys.exit("error: the lab's AWS services cannot be used: %s; is it up? (bin/lab status)" % error)
    threading.Thread(
        target=accept, args=(listener, os.path.join(apis, "socket")), daemon=True
    ).start()
    # Ctrl-C reaches the whole group: the command ends in its own time, and this serves it until then.
    # Not SIG_IGN, which the command would inherit.
    signal.signal(signal.SIGINT, lambda *_: None)
    process = subprocess.Popen(command, env=environ)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
