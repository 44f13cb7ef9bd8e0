"""restoreFrom: the data that a new cluster begins with, from S3. Only the first node asks for it, and only when
the cluster is formed: every node is there, none has data or has ever known a master (role.py). Afterwards
the setting does nothing, whatever it says."""
import json
import os
import re
import shutil
import time

import incoming
import journal
import metadata
import node
import rdb
import s3
import throwaway
from barrier import Unfit

PLACE = re.compile(r"s3://([a-z0-9.-]+)/(.+)")
# Between tries: a right that is missing, or a file that is still to come.
AGAIN_SECONDS = 15
HOW_TO_GO_ON = "; this is tried again. To begin without data instead: redis-node-force-master --yes --empty"


class FirstData:
    """Remembers what came of the last try."""

    def __init__(self, settings):
        self._settings = settings
        self._tried, self._why = None, None

    def missing(self):
        """Why the data is not there yet, or None: dump.rdb is in place, or none is wanted."""
        source = self._settings.restore_from
        if not source:
            return None
        if self._tried is None or time.monotonic() - self._tried > AGAIN_SECONDS:
            try:
                self._why = None
                self.fetch(source)
            except (Unfit, OSError, ValueError, metadata.NotNow) as error:
                self._why = "the data to begin with, %s, is not here: %s%s" % (source, error, HOW_TO_GO_ON)
            self._tried = time.monotonic()
        return self._why

    def fetch(self, source):
        place = PLACE.fullmatch(source)
        if place is None:
            raise Unfit("it is not of the form s3://BUCKET/KEY.rdb")
        bucket, key = place.groups()
        folder = journal.make(os.path.join(journal.FOLDER, "first"))
        path = os.path.join(folder, "dump.rdb")
        manifest = self.manifest(bucket, key)
        incoming.room(manifest.get("bytes", 0))
        node.log("role", "getting the data to begin with: %s" % source)
        s3.get_to_file(self._settings, bucket, key, path)
        incoming.same(path, manifest)
        found = self.checked(path, key)
        incoming.room(os.path.getsize(path), incoming.COPIES - 1)
        # Whole or not at all: from here on this node has data.
        os.replace(path, os.path.join(journal.DATA, "dump.rdb"))
        journal.sync(journal.DATA)
        shutil.rmtree(folder, ignore_errors=True)
        node.log("role", "the cluster begins with %d keys of %s" % (found["keys"], source))

    def manifest(self, bucket, key):
        """Only our own backups have one; where it may not be read there is none."""
        try:
            return json.loads(s3.get_text(self._settings, bucket, key + ".json") or "{}")
        except metadata.NotNow:
            return {}

    def checked(self, path, key):
        version, release = rdb.header(path), throwaway.version()
        if version > rdb.reads(release):
            raise Unfit("%s has RDB version %d, and Redis %s reads up to %d: have the stack say a later redisVersion" % (key, version, release, rdb.reads(release)))
        incoming.memory(throwaway.used_memory(path))
        return rdb.check(path)
