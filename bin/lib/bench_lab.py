"""The lab that bin/bench measures: its own, and gone afterwards."""
import contextlib
import os
import subprocess
import sys
import time

ROOT = os.environ["ROOT"]
CACHE = os.environ["CACHE"]
LAB = "bench-lab"
STATE = "/var/lib/redis-sentinel-lab/" + LAB
ENVIRONMENT = dict(os.environ, LAB_NAME=LAB)
# What every `bin/lab up` is given.
choices = []


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(launcher, *arguments, stdin=None, check=True):
    """Runs a launcher of bin/ for the lab; returns (seconds, standard output)."""
    begin = time.monotonic()
    done = subprocess.run(
        [ROOT + "/bin/" + launcher, *arguments], env=ENVIRONMENT, stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
    )
    if check and done.returncode != 0:
        sys.exit("bin/%s %s failed:\n%s%s" % (launcher, " ".join(arguments), done.stdout, done.stderr))
    return time.monotonic() - begin, done.stdout


def lab(*arguments, **options):
    return run("lab", *arguments, **options)


def up(*arguments):
    return lab("up", *choices, *arguments)


@contextlib.contextmanager
def fresh_lab():
    lab("down", "--force")
    try:
        yield
    finally:
        lab("down", "--force")


class WithLab:
    """Rows that share one lab."""

    def __enter__(self):
        lab("down", "--force")
        try:
            self.make()
        except BaseException:
            lab("down", "--force")
            raise
        return self

    def make(self):
        up()

    def __exit__(self, *_):
        lab("down", "--force")
