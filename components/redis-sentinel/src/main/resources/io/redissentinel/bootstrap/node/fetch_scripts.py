"""Fetches what runs on this node from AWS's Parameter Store, at its first boot, and checks it by the hash
that the user data names. Later boots have it."""
import base64
import gzip
import hashlib
import json
import os
import sys

import aws
import node
import retry

# Which scripts are there, put down last.
HAVE = "/usr/local/lib/redis-node/scripts.sha256"


def have():
    try:
        with open(HAVE) as file:
            return file.read()
    except FileNotFoundError:
        return None


def fetch(settings):
    """One try. Returns {path: [mode, content]}."""
    parts = []
    for name in settings.scripts:
        answer = aws.call(settings, "ssm", "AmazonSSM.GetParameter", name, {"Name": name})
        parts.append(str((answer.get("Parameter") or {}).get("Value")))
    text = "".join(parts)
    found = hashlib.sha256(text.encode()).hexdigest()
    if found != settings.scripts_sha256:
        raise retry.Never(
            "the scripts in %s have the SHA-256 %s, and this node was launched for %s: they were updated since; roll the node out"
            % (", ".join(settings.scripts), found, settings.scripts_sha256))
    return json.loads(gzip.decompress(base64.b64decode(text)).decode())


def put(path, mode, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(content)
    os.chmod(path + ".new", int(mode, 8))
    os.replace(path + ".new", path)


def main():
    settings = node.Settings()
    if have() == settings.scripts_sha256:
        return 0
    os.makedirs(os.path.dirname(node.STATUS_FILE), exist_ok=True)
    try:
        files = retry.until_done("scripts", lambda: fetch(settings))
    except (retry.Never, TimeoutError) as error:
        node.failed("scripts", str(error))
        return 1
    for path, (mode, content) in files.items():
        put(path, mode, content)
    put(HAVE, "0644", settings.scripts_sha256)
    node.log("scripts", "%d files from %s" % (len(files), ", ".join(settings.scripts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
