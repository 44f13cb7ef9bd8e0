"""When and where backups are made, as the stack says it: `none`, or `bucket=NAME prefix=PREFIX every=6h`."""
import re
import time
from collections import namedtuple

TEXT = re.compile(r"bucket=([A-Za-z0-9._-]{3,255}) prefix=((?:[A-Za-z0-9/_.-]*/)?) every=([1-9]\d{0,3})([mh])")
SECONDS = {"m": 60, "h": 3600}
STAMP = "%Y%m%dT%H%M%SZ"

# From the first failure of a node on, when it tries again, unless the next point of time is near.
AGAIN_SECONDS = (300, 900, 1800)
# What a try has, beside the time that the last one took: for its turn, and for what goes well this time.
ROOM_SECONDS = 180

# every: such as 6h; seconds: the same.
Backups = namedtuple("Backups", "bucket prefix every seconds")


def parse(text):
    """What it says, or None for none. Raises ValueError for what makes no sense."""
    if text == "none":
        return None
    match = TEXT.fullmatch(text)
    if not match:
        raise ValueError("'%s' are no backups: 'none' or 'bucket=NAME prefix=PREFIX/ every=6h'" % text)
    bucket, prefix, number, unit = match.groups()
    # So that every day has the same points of time, and two nodes the same ones.
    if {"m": 60, "h": 24}[unit] % int(number):
        raise ValueError("'%s' is no time between backups: minutes that divide an hour, or hours that divide a day" % (number + unit))
    return Backups(bucket, prefix, number + unit, int(number) * SECONDS[unit])


def calendar(seconds):
    """The points of time for systemd: multiples of the interval, counted from midnight UTC."""
    if seconds < 3600:
        return "*:0/%d UTC" % (seconds // 60)
    return "00:00 UTC" if seconds == 86400 else "0/%d:00 UTC" % (seconds // 3600)


def tolerance(seconds):
    """How far nodes' clocks may be apart without two of them meaning different points of time."""
    return min(30, seconds // 4)


def due(now, seconds):
    """The point of time that a timer which fires now means."""
    return (now + tolerance(seconds)) // seconds * seconds


def again(slot, failed, took, now, seconds):
    """How many times a node should have tried again by now; 0: not yet, or not any more.

    slot: the point of time that was meant; failed: when the first attempt had; took: the seconds of the last one.
    """
    if due(now + took + ROOM_SECONDS, seconds) != slot:
        # It would be in the next one's way; or the stack has other points of time by now.
        return 0
    return sum(now >= failed + after for after in AGAIN_SECONDS)


def stamp(moment):
    return time.strftime(STAMP, time.gmtime(moment))


def iso(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def cluster_folder(backups, cluster):
    return "%s%s/" % (backups.prefix, cluster)


def day_folder(backups, cluster, moment):
    return cluster_folder(backups, cluster) + time.strftime("%Y/%m/%d/", time.gmtime(moment))
