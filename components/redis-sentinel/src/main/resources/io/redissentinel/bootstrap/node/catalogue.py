"""The cluster's backups as the bucket has them: a backup is there when its manifest is."""
import json
import time
from concurrent.futures import ThreadPoolExecutor

import s3
import schedule
import turns

MANIFEST = ".rdb.json"
AT_ONCE = 8
# The longest time between two is a day, so what is not older than that is in one of these.
RECENT_DAYS = 3


def _keys(settings, backups, folder):
    names = [key for key, _ in s3.list_keys(settings, backups.bucket, folder)]
    return [name[:-len(".json")] for name in reversed(names) if name.endswith(MANIFEST)]


def keys(settings, backups):
    """All backups' keys, newest first."""
    return _keys(settings, backups, schedule.cluster_folder(backups, settings.cluster))


def manifest(settings, backups, key):
    """None for one that has just expired, or is no JSON object."""
    text = s3.get_text(settings, backups.bucket, key + ".json")
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def manifests(settings, backups, wanted):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda key: manifest(settings, backups, key), wanted))
    return [one for one in found if one]


def newest(settings, backups):
    """The newest backup's manifest, or None. Asks for the last days first: a bucket may hold years."""
    now = time.time()
    for day in range(RECENT_DAYS):
        found = _keys(settings, backups, schedule.day_folder(backups, settings.cluster, now - day * 86400))
        if found:
            return manifest(settings, backups, found[0])
    found = keys(settings, backups)
    return manifest(settings, backups, found[0]) if found else None


def attempts(settings, backups, since):
    """Attempts since this stamp that are made, or under way: those that have failed say so in their marker."""
    now = time.time()
    folders = {schedule.day_folder(backups, settings.cluster, moment) for moment in (now - 3600, now)}
    found = []
    for folder in sorted(folders):
        names = [key[len(folder):] for key, _ in s3.list_keys(settings, backups.bucket, folder)]
        for one in turns.attempts(names, since):
            marker = "%s%s-%s.started" % (folder, one.stamp, one.node)
            if one.made or not (s3.get_text(settings, backups.bucket, marker) or "").startswith("failed"):
                found.append(one)
    return found
