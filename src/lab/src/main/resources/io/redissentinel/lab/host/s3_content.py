"""The bytes of S3's objects, in files, and how they get there."""

import base64
import hashlib
import io
import re
import uuid
import zlib

from s3_policies import Refused
from werkzeug.wsgi import get_input_stream

BLOCK = 1024 * 1024


class Content(bytes):
    """An object's bytes, which are in files. moto takes it for bytes; as such it is empty.

    pieces: of each file its name, where to start in it, and how many bytes.
    """

    folder = incoming = None

    def __new__(cls, pieces=(), md5=None):
        made = super().__new__(cls)
        made.pieces, made.md5 = list(pieces), md5
        return made

    def __reduce__(self):
        return Content, (self.pieces, self.md5)

    def __len__(self):
        return sum(length for _, _, length in self.pieces)

    def __getitem__(self, part):
        """A stretch of it: what moto makes of the header Range."""
        begin, end, _ = part.indices(len(self))
        pieces, at = [], 0
        for name, start, length in self.pieces:
            low, high = max(begin - at, 0), min(end - at, length)
            if low < high:
                pieces.append((name, start + low, high - low))
            at += length
        return Content(pieces)

    def open(self):
        """Its blocks; once opened they are to be had even if the object is deleted meanwhile."""
        files = [(open(self.folder / name, "rb"), *rest) for name, *rest in self.pieces]
        return self._read(files)

    @staticmethod
    def _read(files):
        for file, start, left in files:
            with file:
                file.seek(start)
                while left:
                    block = file.read(min(BLOCK, left))
                    left -= len(block)
                    yield block

    def digest(self):
        if self.md5 is None:
            md5 = hashlib.md5(usedforsecurity=False)
            for block in self.open():
                md5.update(block)
            self.md5 = md5.hexdigest()
        return self.md5


def blocks(stream, length=None):
    left = length
    while left is None or left > 0:
        block = stream.read(BLOCK if left is None else min(BLOCK, left))
        if not block:
            return
        if left is not None:
            left -= len(block)
        yield block


def chunks(stream, environ):
    """The content of a body in chunks of AWS's own, and the checksum that follows it."""
    stream = io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream
    while size := int(stream.readline().split(b";")[0], 16):
        yield from blocks(stream, size)
        stream.readline()
    for line in iter(stream.readline, b""):
        name, _, value = line.decode().strip().partition(":")
        if name.startswith("x-amz-checksum-"):
            environ["HTTP_" + name.upper().replace("-", "_")] = value


def written(parts, *digests):
    """Content that was written to a file, and the CRC-32 of it."""
    name, md5, crc, length = uuid.uuid4().hex, hashlib.md5(usedforsecurity=False), 0, 0
    file = Content.incoming / name
    try:
        with open(file, "xb") as out:
            for part in parts:
                out.write(part)
                length += len(part)
                crc = zlib.crc32(part, crc)
                for digest in (md5, *digests):
                    digest.update(part)
    except BaseException:
        file.unlink()
        raise
    return Content([(name, 0, length)], md5.hexdigest()), crc


def taken(environ):
    """The object that a call brings, taken off it.

    Raises Refused where it is not what the call says.
    """
    declared = environ.get("HTTP_X_AMZ_CONTENT_SHA256", "")
    stream, sha256 = get_input_stream(environ), hashlib.sha256()
    hashed = re.fullmatch("[0-9a-f]{64}", declared)
    parts = chunks(stream, environ) if declared.startswith("STREAMING-") else blocks(stream)
    content, crc = written(parts, *([sha256] if hashed else []))
    crc = base64_of(crc.to_bytes(4, "big"))
    for code, said, computed in (
        ("XAmzContentSHA256Mismatch", hashed and declared, sha256.hexdigest()),
        ("BadDigest", environ.get("HTTP_CONTENT_MD5"), base64_of(bytes.fromhex(content.md5))),
        ("BadDigest", environ.get("HTTP_X_AMZ_CHECKSUM_CRC32"), crc),
    ):
        if said and said != computed:
            forget(content)
            raise Refused(
                code, "The checksum you specified did not match what we received.", 400
            )
    if environ.get("HTTP_X_AMZ_SDK_CHECKSUM_ALGORITHM") == "CRC32":
        environ["HTTP_X_AMZ_CHECKSUM_CRC32"] = crc
    environ.update({"lab.content": content, "wsgi.input": io.BytesIO()})
    environ["wsgi.input_terminated"] = True
    return content


def base64_of(digest):
    return base64.b64encode(digest).decode()


def forget(content):
    """What was not made an object's after all."""
    for name, _, _ in content.pieces:
        (Content.incoming / name).unlink(missing_ok=True)
