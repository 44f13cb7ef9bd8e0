"""Who may do what in S3, which moto looks at in part only: signatures, in the URL too, and the
policies of the caller and of the bucket.

There is no TLS in the lab: every call counts as one over TLS. ACLs give nobody a right, nor does a
policy to somebody without a key.
"""

import datetime
import hashlib
import re
from urllib.parse import parse_qs, urlsplit

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from moto.iam.access_control import PermissionResult, S3IAMRequest
from moto.s3.exceptions import BucketAccessDeniedError, NoSuchUpload
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.responses import ACTION_MAP, S3Response
from s3_policies import Refused, may, put_bucket_policy

# What moto calls by names that AWS has not, or not at all.
ACTION_MAP["BUCKET"]["HEAD"]["DEFAULT"] = "ListBucket"
for method, verb in (("GET", "Get"), ("PUT", "Put"), ("DELETE", "Put")):
    for query, name in (
        ("encryption", "EncryptionConfiguration"),
        ("ownershipControls", "BucketOwnershipControls"),
        ("publicAccessBlock", "BucketPublicAccessBlock"),
    ):
        ACTION_MAP["BUCKET"][method][query] = verb + name


# --- signatures ---

IN_QUERY = ("Date", "Algorithm", "Credential", "SignedHeaders", "Signature")


def take_signature_from_query(environ):
    """Puts the signature of a presigned URL where moto looks for one: in the header."""
    query = {name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
    parts = [query.get("X-Amz-" + name) for name in IN_QUERY]
    if "HTTP_AUTHORIZATION" in environ or not all(parts):
        return
    date, *signature = parts
    form = "%s Credential=%s, SignedHeaders=%s, Signature=%s"
    environ["HTTP_AUTHORIZATION"] = form % tuple(signature)
    environ["HTTP_X_AMZ_DATE"] = date
    environ["HTTP_X_AMZ_CONTENT_SHA256"] = "UNSIGNED-PAYLOAD"
    if "X-Amz-Security-Token" in query:
        environ["HTTP_X_AMZ_SECURITY_TOKEN"] = query["X-Amz-Security-Token"]


class DeclaredPayload(S3SigV4Auth):
    """Signs the checksum that the caller declares; whether it is right is looked at elsewhere."""

    def __init__(self, declared, *arguments):
        super().__init__(*arguments)
        self.declared = declared

    def payload(self, request):
        return self.declared


def signed_request(self):
    names = self._get_string_between("SignedHeaders=", ",", self._headers["Authorization"])
    headers = {name: self._headers[name] for name in names.split(";") if name in self._headers}
    # What a presigned URL says with its signature is signed, and this itself is not.
    path = re.sub(r"(?<=[?&])X-Amz-Signature=[^&]*&?", "", self._path).rstrip("?&")
    request = AWSRequest(method=self._method, url=path, data=b"", headers=headers)
    request.context["timestamp"] = self._headers["X-Amz-Date"]
    return request


S3IAMRequest._create_aws_request = signed_request
S3IAMRequest._create_auth = lambda self, credentials: DeclaredPayload(
    self._headers["X-Amz-Content-Sha256"], credentials, self._service, self._region
)


def check_time(query):
    """A presigned URL is good for as long as it says."""
    if "X-Amz-Expires" not in query:
        return
    signed = datetime.datetime.strptime(query["X-Amz-Date"][0] + "+0000", "%Y%m%dT%H%M%SZ%z")
    until = signed + datetime.timedelta(seconds=int(query["X-Amz-Expires"][0]))
    if datetime.datetime.now(datetime.timezone.utc) > until:
        raise Refused("AccessDenied", "Request has expired", 403)


# --- rights ---


def context_of(caller, response, account, query):
    arn = re.sub(r":sts::(\d+):assumed-role/([^/]+)/.*", r":iam::\1:role/\2", caller.arn)
    context = {
        "aws:securetransport": "true",
        "aws:principalaccount": account,
        "aws:principalarn": arn,
        "caller": caller.arn,
    }
    for name in ("x-amz-server-side-encryption", "x-amz-acl"):
        if name in response.headers:
            context["s3:" + name] = response.headers[name]
    for name in ("prefix", "delimiter"):
        if name in query:
            context["s3:" + name] = query[name][0]
    return context


def authorize(region, response, bucket_name=None, key_name=None):
    """In place of moto's own check.

    Raises S3's errors: for the signature, and AccessDenied.
    """
    headers, url = response.headers, urlsplit(response.uri)
    query = parse_qs(url.query, keep_blank_values=True)
    if "X-Amz-Content-Sha256" not in headers:
        raise Refused(
            "InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400
        )
    request = S3IAMRequest(
        account_id=response.current_account,
        method=response.method,
        path=response.raw_path + ("?" + url.query if url.query else ""),
        data=response.data,
        body=b"",
        headers=headers,
        action=response._get_action(),
    )
    if request._region != region:
        raise Refused(
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed;"
            f" the region '{request._region}' is wrong; expecting '{region}'",
            400,
        )
    request.check_signature()
    check_time(query)
    check_payload(response)
    caller, backend = request._access_key, response.backend
    bucket = backend.buckets.get(bucket_name)
    context = context_of(caller, response, response.current_account, query)
    arn = f"arn:aws:s3:::{bucket_name or '*'}"

    def require(action, resource, of):
        if not may(caller, action, resource, context, of):
            raise BucketAccessDeniedError(bucket=bucket_name or "")

    # A POST to a bucket deletes several objects, for which this asks for the right to all.
    key = key_name or ("*" if response.method == "POST" else "")
    require(request._action, f"{arn}/{key}" if key else arn, bucket)
    source = headers.get("x-amz-copy-source", "").lstrip("/").split("?")[0]
    if source:
        require("s3:GetObject", "arn:aws:s3:::" + source, backend.buckets.get(source.split("/")[0]))
    if bucket and key_name and response.method in ("GET", "HEAD"):
        if backend.get_object(bucket_name, key_name) is None and "versionId" not in query:
            # Only who may list a bucket is told what is not there.
            require("s3:ListBucket", arn, bucket)
    if bucket and "uploadId" in query:
        check_upload(bucket, key_name, query["uploadId"][0])


def check_payload(response):
    declared = response.headers["X-Amz-Content-Sha256"]
    if re.fullmatch("[0-9a-f]{64}", declared) and "lab.content" not in response.request.environ:
        if hashlib.sha256(response.raw_body or b"").hexdigest() != declared:
            raise Refused(
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
                400,
            )


def check_upload(bucket, key_name, upload):
    """moto would fail with a KeyError. A completed upload may be completed again."""
    made = getattr(bucket.keys.get(key_name), "multipart", None)
    if upload not in bucket.multiparts and not (made and made.id == upload):
        raise NoSuchUpload(upload_id=upload)


def install(region):
    S3Response._authenticate_and_authorize_s3_action = (
        lambda response, bucket_name=None, key_name=None: authorize(
            region, response, bucket_name, key_name
        )
    )
    S3Backend.put_bucket_policy = put_bucket_policy
    # Looked at above, with the caller and the conditions.
    FakeBucket.get_permission = lambda self, action, resource: PermissionResult.NEUTRAL
