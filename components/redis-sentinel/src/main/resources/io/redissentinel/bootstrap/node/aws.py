"""Calls to AWS's JSON services, with the rights of this instance's role.

The distribution's AWS CLI is too old for version 2 of the metadata service, so this asks it for the
role's credentials and signs the request (AWS Signature Version 4) itself.
"""
import hashlib
import hmac
import json
import time
from urllib.parse import urlsplit

from metadata import NotNow, get, request, token

# Rights, and what has just been made, take some seconds until all of AWS has heard of them.
SETTLES_WITHIN = 60


def json_object(text):
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def role_credentials():
    """Returns the name of this instance's role and its credentials: key id, secret, token."""
    headers = token()
    status, roles = get("iam/security-credentials/", headers)
    role = roles.split("\n")[0].strip()
    if status != 200 or not role:
        raise NotNow("this instance has no role (yet): HTTP status %d" % status)
    status, text = get("iam/security-credentials/" + role, headers)
    said = json_object(text)
    credentials = [said.get(name) for name in ("AccessKeyId", "SecretAccessKey", "Token")]
    if status != 200 or not all(isinstance(value, str) for value in credentials):
        raise NotNow("no credentials of role %s (yet): %s" % (role, said.get("Code", "HTTP status %d" % status)))
    return role, credentials


def authorization(key_id, secret, region, service, method, path, query, headers, body):
    """The header `Authorization` of Signature Version 4. headers: lower-case names, with host and
    x-amz-date among them, and for S3 x-amz-content-sha256, the body's hash, which then needs no body
    here; path and query in canonical form."""
    def digest(text):
        return hashlib.sha256(text.encode()).hexdigest()

    names = ";".join(sorted(headers))
    lines = [method, path, query] + ["%s:%s" % (name, headers[name]) for name in sorted(headers)]
    canonical = "\n".join(lines + ["", names, headers.get("x-amz-content-sha256") or digest(body)])
    scope = "/".join([headers["x-amz-date"][:8], region, service, "aws4_request"])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest(canonical)])
    key = ("AWS4" + secret).encode()
    for part in scope.split("/") + [text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (key_id, scope, names, key.hex())


def call(settings, service, target, what, parameters):
    """One try. Returns the answer, a JSON object; what it says of a failure names `what`.

    Raises NotNow, with a shorter limit for what does not pass by waiting.
    """
    domain = "amazonaws.com.cn" if settings.region.startswith("cn-") else "amazonaws.com"
    url = urlsplit(settings.aws_endpoint_url or "https://%s.%s.%s" % (service, settings.region, domain))
    # Anew at each try: fresh credentials are what an expired token and a changed role ask for.
    role, (key_id, secret, session) = role_credentials()
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": url.netloc,
        "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        "x-amz-security-token": session,
        "x-amz-target": target,
    }
    text = json.dumps(parameters)
    headers["authorization"] = authorization(
        key_id, secret, settings.region, service, "POST", url.path or "/", "", headers, text)
    status, answer = request("POST", url.geturl(), headers, text)
    said = json_object(answer)
    if status == 200:
        return said
    why = " ".join(("%s %s" % (said.get("__type"), said.get("message", said.get("Message")))
                    if said else "HTTP status %d: %s" % (status, answer)).split())[:400]
    if "AccessDenied" in why:
        raise NotNow("the role %s of this node may not read it; it needs %s:%s on %s (and kms:Decrypt, if a key of yours encrypts it): %s"
                     % (role, service, target.split(".")[-1], what, why), SETTLES_WITHIN)
    if "ResourceNotFound" in why or "ParameterNotFound" in why:
        raise NotNow("there is no %s in %s: %s" % (what, settings.region, why), SETTLES_WITHIN)
    raise NotNow("%s is not to be had: %s" % (what, why))
