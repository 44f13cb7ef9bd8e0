"""Searches what a user may read for a secret, which comes by standard input, as itself and in base64.

usage: search.py UID FOLDER... < SECRET

Prints each file that has it, and at the end how many were read. Of /proc: arguments and
environments of all processes.
"""

import base64
import glob
import os
import stat
import sys

uid, folders = int(sys.argv[1]), sys.argv[2:]
secret = sys.stdin.buffer.read().strip()
encoded = [base64.b64encode(b" " * i + secret)[4 if i else 0 : -4] for i in range(3)]
needles = [secret, *encoded]
if uid:
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def files():
    for folder in folders:
        if folder == "/proc":
            for name in ("cmdline", "environ"):
                yield from glob.glob("/proc/[0-9]*/" + name)
            continue
        for path, below, names in os.walk(folder):
            below[:] = [name for name in below if os.path.join(path, name) not in ("/proc", "/sys", "/dev")]
            for name in names:
                yield os.path.join(path, name)


read = 0
for file in files():
    try:
        if stat.S_ISREG(os.lstat(file).st_mode):
            with open(file, "rb") as opened:
                content = opened.read()
            read += 1
            if any(needle in content for needle in needles):
                print("FOUND", file)
    except OSError:
        pass
print("read", read)
