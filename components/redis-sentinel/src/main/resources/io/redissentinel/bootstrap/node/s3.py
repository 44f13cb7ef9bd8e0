"""S3, with the rights of this instance's role: files of any size, short texts, lists of keys.

What fails is a NotNow as of aws.py. What may pass in seconds, such as a broken connection, is tried again
here, part by part, so that the whole of a large file is not.
"""
import os
import re
import time
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import aws
import download
import transfer
from metadata import PASSES_WITHIN, NotNow

# From this size on in parts, as S3 advises; it takes 10,000 parts at most.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
MULTIPART_FROM = 64 << 20
PART = 32 << 20
MOST_PARTS = 10000
NOTHING = transfer.Text("")
KMS = " (and kms:GenerateDataKey and kms:Decrypt, if a key of yours encrypts it)"
# To a role without s3:ListBucket an object that is not there is one that it has no right to.
OR_ABSENT = ", or there is no such object"


class _Role:
    """The role's credentials, asked for once a minute: they are renewed minutes before they expire."""

    def __init__(self):
        self._until, self._known = 0.0, None

    def credentials(self):
        if time.monotonic() > self._until:
            self._known = aws.role_credentials()
            self._until = time.monotonic() + 60
        return self._known

    def forget(self):
        self._until = 0.0


_role = _Role()


def address(settings, bucket, key=""):
    """Where an object is: by its bucket's name, or where that cannot be part of a host's name (a
    certificate covers no further dots), below it."""
    path = quote(key, safe="/-_.~")
    if settings.aws_endpoint_url:
        return "%s/%s/%s" % (settings.aws_endpoint_url.rstrip("/"), bucket, path)
    domain = "amazonaws.com.cn" if settings.region.startswith("cn-") else "amazonaws.com"
    if "." in bucket:
        return "https://s3.%s.%s/%s/%s" % (settings.region, domain, bucket, path)
    return "https://%s.s3.%s.%s/%s" % (bucket, settings.region, domain, path)


def _why(answer):
    """What S3 says of a failure: its code, and code and message for people."""
    code = re.search("<Code>(.*?)</Code>", answer.text)
    message = re.search("<Message>(.*?)</Message>", answer.text, re.DOTALL)
    if not code:
        return "", "HTTP status %d" % answer.status
    said = "%s %s" % (code.group(1), message.group(1) if message else "")
    return code.group(1), " ".join(said[:400].split())


def _once(settings, method, bucket, key, query, body, action, headers, sink):
    """One signed request. action: the right that it needs, such as GetObject. None where there is no such key."""
    role, (key_id, secret, session) = _role.credentials()
    url = address(settings, bucket, key)
    parts = urlsplit(url)
    text = "&".join("%s=%s" % (quote(name, safe=""), quote(value, safe="-_.~")) for name, value in sorted(query.items()))
    signed = dict(headers, **{
        "host": parts.netloc,
        "x-amz-content-sha256": body.sha256(),
        "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        "x-amz-security-token": session,
    })
    signed["authorization"] = aws.authorization(
        key_id, secret, settings.region, "s3", method, parts.path, text, signed, "")
    answer = transfer.exchange(method, url + ("?" + text if text else ""), signed, body, sink)
    # The end of an upload in parts may fail after it has said 200.
    if answer.status in (200, 204, 206) and (method != "POST" or "<Error>" not in answer.text):
        return answer
    code, why = _why(answer)
    what = "s3://%s/%s" % (bucket, key)
    if answer.status == 404 and code in ("NoSuchKey", ""):
        return None
    _role.forget()
    if code == "NoSuchBucket":
        raise NotNow("there is no bucket %s in %s: %s" % (bucket, settings.region, why), aws.SETTLES_WITHIN)
    if answer.status == 403 and code not in ("ExpiredToken", "RequestTimeTooSkewed"):
        needed = "arn:aws:s3:::%s" % bucket if action == "ListBucket" else what
        needed += KMS if action in ("PutObject", "GetObject") else ""
        needed += OR_ABSENT if action == "GetObject" else ""
        raise NotNow("the role %s of this node may not: it needs s3:%s on %s: %s"
                     % (role, action, needed, why), aws.SETTLES_WITHIN)
    if 300 <= answer.status < 400 or code == "AuthorizationHeaderMalformed":
        raise NotNow("the bucket %s is not in %s, where this node is: %s" % (bucket, settings.region, why), aws.SETTLES_WITHIN)
    raise NotNow("%s: s3:%s does not work: %s" % (what, action, why))


def _ask(settings, method, bucket, key, action, query=None, body=NOTHING, headers=None, sink=None):
    return transfer.several(lambda: _once(settings, method, bucket, key, query or {}, body, action, headers or {}, sink))


def get_text(settings, bucket, key):
    """The text of an object, or None where there is none of that key. (A role without s3:ListBucket is
    told that it may not, instead.)"""
    answer = _ask(settings, "GET", bucket, key, "GetObject")
    return answer.text if answer else None


def put_text(settings, bucket, key, text):
    _put(settings, bucket, key, transfer.Text(text))


def _put(settings, bucket, key, body, query=None):
    answer = _ask(settings, "PUT", bucket, key, "PutObject", query, body)
    if answer is None:
        raise NotNow("s3://%s/%s is not taken: HTTP status 404" % (bucket, key))
    return answer


def list_keys(settings, bucket, prefix):
    """[(key, size)] of all that begins with the prefix, in the order of keys."""
    found, query = [], {"list-type": "2", "prefix": prefix}
    while True:
        answer = _ask(settings, "GET", bucket, "", "ListBucket", query)
        if answer is None:
            raise NotNow("there is no bucket %s in %s" % (bucket, settings.region), aws.SETTLES_WITHIN)
        page = ElementTree.fromstring(re.sub(' xmlns="[^"]*"', "", answer.text, 1))
        found += [(one.findtext("Key"), int(one.findtext("Size"))) for one in page.iter("Contents")]
        if page.findtext("IsTruncated") != "true":
            return found
        query["continuation-token"] = page.findtext("NextContinuationToken")


def put_file(settings, bucket, key, path, progress=None):
    """progress: a function of the bytes that are there and those that are to come in all."""
    size = os.path.getsize(path)
    if size < MULTIPART_FROM:
        _put(settings, bucket, key, transfer.Slice(path, 0, size))
        return
    answer = _ask(settings, "POST", bucket, key, "PutObject", {"uploads": ""})
    upload = re.search("<UploadId>(.*?)</UploadId>", answer.text if answer else "")
    if not upload:
        raise NotNow("s3://%s/%s: no upload in parts can be begun there" % (bucket, key))
    query = {"uploadId": upload.group(1)}
    try:
        tags = _put_parts(settings, bucket, key, path, size, query, progress)
        listed = "".join(
            "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>" % (number, escape(tag))
            for number, tag in enumerate(tags, 1))
        body = transfer.Text("<CompleteMultipartUpload>%s</CompleteMultipartUpload>" % listed)
        if _ask(settings, "POST", bucket, key, "PutObject", query, body) is None:
            raise NotNow("s3://%s/%s: the upload is gone before it was ended" % (bucket, key))
    except BaseException:
        # What is not ended is paid for and seen by nobody.
        try:
            _ask(settings, "DELETE", bucket, key, "AbortMultipartUpload", query)
        except NotNow as error:
            print("the parts that are there stay until the bucket's rules remove them: %s" % error, flush=True)
        raise


def _put_parts(settings, bucket, key, path, size, query, progress):
    length = max(PART, -(-size // MOST_PARTS))
    tags = []
    for offset in range(0, size, length):
        part = transfer.Slice(path, offset, min(length, size - offset))
        numbered = dict(query, partNumber=str(len(tags) + 1))
        tags.append(_put(settings, bucket, key, part, numbered).headers.get("etag", ""))
        if progress:
            progress(offset + part.length, size)
    return tags


def get_to_file(settings, bucket, key, path, progress=None):
    """progress: a function of the bytes that are there and those that are to come in all."""
    def ask(headers, sink):
        return _once(settings, "GET", bucket, key, {}, NOTHING, "GetObject", headers, sink)

    if not download.whole(ask, path, progress):
        raise NotNow("there is no s3://%s/%s" % (bucket, key), aws.SETTLES_WITHIN)


def url_to_file(url, path, progress=None):
    """From a presigned URL, whose query is a secret: no message quotes it."""
    def ask(headers, sink):
        answer = transfer.exchange("GET", url, headers, NOTHING, sink)
        if answer.status in (200, 206):
            return answer
        _, why = _why(answer)
        passes = answer.status >= 500 or answer.status == 429
        raise NotNow("%s cannot be read: %s" % (url.partition("?")[0], why), PASSES_WITHIN if passes else 0)

    download.whole(ask, path, progress)
