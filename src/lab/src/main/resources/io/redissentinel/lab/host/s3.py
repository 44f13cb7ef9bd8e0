"""S3 in the lab: moto's, with each object's bytes in a file of FOLDER/objects instead of memory.

What a call brings is written there while it comes in, and what it asks for is read from there while
it goes out, both without the lock that lets moto do one call at a time; a multipart upload is never
put together, its object is made of its parts' files. FOLDER/index has all the rest: the buckets
with their settings, and the objects' names. Both are kept over a restart, uploads under way too.
Neither is encrypted, other than the state with the secrets; all files are for their owner only.

Left out: the signatures of single chunks, checksums other than SHA-256, CRC-32 and MD5, and null
versions, which S3 makes while versioning is suspended.
"""

import hashlib
import os
import pickle
import tempfile
import threading
from urllib.parse import parse_qs

import s3_access
from moto.s3.exceptions import EntityTooSmall, InvalidPart, MalformedXML
from moto.s3.models import FakeBucket, FakeKey, FakeMultipart, s3_backends
from moto.s3.responses import S3Response
from moto.settings import S3_UPLOAD_PART_MIN_SIZE
from s3_content import Content, forget, taken, written
from s3_policies import Refused
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request

ERROR = """<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>{code}</Code><Message>{message}</Message><RequestId>0</RequestId></Error>"""


# --- what moto keeps in memory ---


def keep(key, value):
    key.content = value if isinstance(value, Content) else written([value])[0]
    for name, _, _ in key.content.pieces:
        if (Content.incoming / name).exists():
            (Content.incoming / name).rename(Content.folder / name)
    key.contentsize = len(key.content)
    key._etag = key._etag or key.content.digest()


def complete(upload, body):
    """In place of moto's, which puts the parts together in memory, twice."""
    pieces, md5s, count, last = [], b"", 0, None
    for number, etag in body:
        part = upload.parts.get(number)
        if part is None or part.etag.strip('"') != etag.strip('"'):
            raise InvalidPart()
        if last is not None and last.contentsize < S3_UPLOAD_PART_MIN_SIZE:
            raise EntityTooSmall()
        md5s += bytes.fromhex(part.etag.strip('"'))
        pieces += part.content.pieces
        count, last = count + 1, part
    if last is None:
        raise MalformedXML()
    etag = hashlib.md5(md5s, usedforsecurity=False).hexdigest()
    return Content(pieces), f"{etag}-{count}", None


def without_files(key):
    return {
        name: value for name, value in key.__dict__.items() if name not in ("_value_buffer", "lock")
    }


def with_files(key, state):
    key.__dict__.update(state)
    key._value_buffer, key.lock = tempfile.SpooledTemporaryFile(), threading.Lock()


def set_up_class(response, request, *arguments, **named):
    """Gives moto the content that was taken from the call."""
    original_set_up(response, request, *arguments, **named)
    if "lab.content" in request.environ:
        response.body = request.environ["lab.content"]


def without_chunks(response, body, length):
    """moto's makes as many zeros of an object that was taken off."""
    return original_without_chunks(response, body, length) if body else b""


original_set_up = S3Response.setup_class
original_without_chunks = S3Response._handle_v4_chunk_signatures
S3Response.setup_class = set_up_class
S3Response._handle_v4_chunk_signatures = without_chunks
FakeKey.value = property(lambda key: key.content, keep)
FakeKey.__getstate__, FakeKey.__setstate__ = without_files, with_files
FakeMultipart.complete = complete
# A bucket in which versioning is suspended keeps those that it has; moto would delete them all.
FakeBucket.is_versioned = property(lambda bucket: bucket.versioning_status is not None)


# --- what comes in ---


def is_meant(environ):
    return "/s3/aws4_request" in environ.get("HTTP_AUTHORIZATION", "")


def brings_object(environ):
    request = Request(environ, populate_request=False)
    below = environ["PATH_INFO"].lstrip("/")
    key = below if S3Response.subdomain_based_buckets(request) else below.partition("/")[2]
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return (
        request.method == "PUT"
        and key
        and "HTTP_X_AMZ_COPY_SOURCE" not in environ
        and not {"acl", "tagging", "retention", "legal-hold"} & set(query)
    )


# --- what is kept ---


class S3:
    def __init__(self, account, region, folder, write):
        self.index, self.write = folder / "index", write
        self.account, self.backend = account, s3_backends[account]["aws"]
        Content.folder, Content.incoming = folder / "objects", folder / "incoming"
        for made in (Content.folder, Content.incoming):
            made.mkdir(parents=True, exist_ok=True)
        for left in Content.incoming.iterdir():
            left.unlink()
        s3_access.install(region)
        self.restore()

    def restore(self):
        if self.index.exists():
            self.backend.buckets, self.backend.tagger = pickle.loads(self.index.read_bytes())
            for name in self.backend.buckets:
                s3_backends.bucket_accounts[name] = ("aws", self.account)
        self.sweep()

    def save(self):
        self.write(self.index, pickle.dumps((self.backend.buckets, self.backend.tagger)))
        self.sweep()

    def sweep(self):
        """Deletes the files of objects and uploads that are there no more; moto does not tell."""
        used = set()
        for bucket in self.backend.buckets.values():
            for _, versions in bucket.keys.iterlists():
                for version in versions:
                    used |= files_of(version)
            for upload in bucket.multiparts.values():
                for part in upload.parts.values():
                    used |= files_of(part)
        for name in set(os.listdir(Content.folder)) - used:
            (Content.folder / name).unlink()

    def serve(self, moto, lock, environ, start_response):
        content = Content()
        try:
            if brings_object(environ):
                content = taken(environ)
            with lock:
                body, status, headers = run_wsgi_app(moto, environ, buffered=True)
                body = list(body)
                asked = next((part for part in body if isinstance(part, Content)), None)
                going_out = body if asked is None else asked.open()
                if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                    self.save()
        except Refused as error:
            start_response(f"{error.status} Refused", [("Content-Type", "text/xml")])
            return [ERROR.format(code=error.code, message=error.message).encode()]
        finally:
            forget(content)
        start_response(status, headers.to_wsgi_list())
        return going_out


def files_of(version):
    """Of an object, and of a deletion mark that remembers one."""
    content = getattr(version, "content", Content())
    return {name for name, _, _ in content.pieces}
