"""A file from elsewhere, whole or not at all; where the connection breaks it goes on from there."""
import os

import transfer


class _Sink:
    """A file that comes in as many pieces as it takes."""

    def __init__(self, file, progress):
        self._file, self._progress = file, progress
        self._tag, self._total = None, 0

    def headers(self):
        """Where to go on, unless it is another object by now."""
        done = self._file.tell()
        return {"range": "bytes=%d-" % done, "if-match": self._tag} if done and self._tag else {}

    def begin(self, status, headers):
        if status == 200:
            self._file.seek(0)
            self._file.truncate()
        self._tag = headers.get("etag")
        self._total = self._file.tell() + int(headers.get("content-length", 0))

    def write(self, chunk):
        self._file.write(chunk)
        if self._progress:
            self._progress(self._file.tell(), self._total)


def whole(ask, path, progress=None):
    """Whether there is such a file. It has its name when it is whole.

    ask: makes the request with these headers and this sink; its answer, or None. progress: a function of
    the bytes that are there and those that are to come in all.
    """
    temporary = path + ".new"
    try:
        with open(temporary, "wb") as file:
            sink = _Sink(file, progress)
            if transfer.several(lambda: ask(sink.headers(), sink)) is None:
                return False
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        return True
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
