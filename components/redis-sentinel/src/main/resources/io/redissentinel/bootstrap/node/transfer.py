"""HTTP requests with bodies of any size, in both directions: what metadata.request is for short ones."""
import hashlib
import http.client
import time
from collections import namedtuple
from urllib.parse import urlsplit

from metadata import PASSES_WITHIN, NotNow

CHUNK = 1 << 20
# What is said beside files: errors, lists of a thousand keys.
LONGEST_TEXT = 8 << 20
# Seconds in which nothing at all comes or goes.
SILENCE = 30
# Bytes a second. What is slower for a whole body does not come to an end.
SLOWEST = 64 << 10
TRIES = 4
PAUSE = 1

Answer = namedtuple("Answer", "status headers text")


class Slice:
    """A part of a file, as the body of a request."""

    def __init__(self, path, offset, length):
        self._path, self._offset, self.length = path, offset, length

    def __iter__(self):
        left = self.length
        with open(self._path, "rb") as file:
            file.seek(self._offset)
            while left:
                chunk = file.read(min(CHUNK, left))
                if not chunk:
                    raise OSError("%s has become shorter while it was sent" % self._path)
                left -= len(chunk)
                yield chunk

    def sha256(self):
        digest = hashlib.sha256()
        for chunk in self:
            digest.update(chunk)
        return digest.hexdigest()


class Text(Slice):
    """A short body."""

    def __init__(self, text):
        self._bytes = text.encode()
        self.length = len(self._bytes)

    def __iter__(self):
        yield self._bytes


def _timely(chunks, length):
    end = time.monotonic() + SILENCE + length / SLOWEST
    for chunk in chunks:
        if time.monotonic() > end:
            raise OSError("slower than %d KiB a second" % (SLOWEST >> 10))
        yield chunk


def exchange(method, url, headers, body, sink=None):
    """One try. Returns the answer: of status 200 or 206 with the body given to sink, where there is one:
    begin(status, headers), then write(bytes) as often as it takes. Neither redirects nor proxies: what carries credentials goes where it is sent.

    Raises NotNow where nobody answers, and when an answer is cut off; OSError of a sink passes.
    """
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=SILENCE)
    path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    try:
        try:
            connection.request(method, path, _timely(body, body.length), dict(headers, **{"content-length": str(body.length)}))
            response = connection.getresponse()
            said = {name.lower(): value for name, value in response.getheaders()}
            if sink is None or response.status not in (200, 206):
                return Answer(response.status, said, response.read(LONGEST_TEXT).decode("utf-8", "replace"))
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise NotNow("%s does not answer: %r" % (parts.hostname, error))
        sink.begin(response.status, said)
        _receive(response, int(said.get("content-length", -1)), sink, parts.hostname)
        return Answer(response.status, said, "")
    finally:
        connection.close()


def _receive(response, length, sink, host):
    received = 0

    def chunks():
        try:
            yield from _timely(iter(lambda: response.read(CHUNK), b""), max(length, 0))
        except (OSError, http.client.HTTPException) as error:
            raise NotNow("%s broke off after %d bytes: %r" % (host, received, error))

    for chunk in chunks():
        received += len(chunk)
        sink.write(chunk)
    if length >= 0 and received != length:
        raise NotNow("%s broke off after %d of %d bytes" % (host, received, length))


def several(attempt):
    """What attempt returns; again, within seconds, where it is a NotNow that time alone may heal."""
    for tried in range(1, TRIES + 1):
        try:
            return attempt()
        except NotNow as error:
            if tried == TRIES or error.limit < PASSES_WITHIN:
                raise
        time.sleep(PAUSE * 2 ** (tried - 1))
