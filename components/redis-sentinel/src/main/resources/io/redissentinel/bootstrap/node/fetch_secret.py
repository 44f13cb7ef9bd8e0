"""Gets the cluster's password from where it is kept, and puts it on /run for Redis and for the scripts.

The distribution's AWS CLI is too old for version 2 of the metadata service, so this asks it for the
role's credentials and signs the one request (AWS Signature Version 4) itself.
"""
import grp
import hashlib
import hmac
import http.client
import json
import os
import re
import sys
import time
from urllib.parse import urlsplit

import node

METADATA = "http://169.254.169.254"
FOLDER = "/run/redis-node"
SENTINEL_CONF = "/data/sentinel.conf"
# Rights, and secrets, take some seconds until all of AWS has heard of them.
SETTLES_WITHIN = 60
# Credentials that come late, a network that is not up yet, throttling, trouble at AWS.
PASSES_WITHIN = 300
PAUSE = 2
# What Redis's files take without quotes; the component checks it too.
PASSWORD = re.compile(r"[!#-&(-\[\]-~]{16,128}")


class NotNow(Exception):
    """Worth another try, until `limit` seconds have passed."""

    def __init__(self, message, limit=PASSES_WITHIN):
        super().__init__(message)
        self.limit = limit


class Never(Exception):
    """Another try would not help."""


def request(method, url, headers, body=None):
    """Neither redirects nor proxies: what carries credentials goes where it is sent."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=5)
    try:
        connection.request(method, parts.path or "/", body, headers)
        response = connection.getresponse()
        return response.status, response.read(1 << 20).decode("utf-8", "replace")
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NotNow("%s does not answer: %r" % (parts.hostname, error))
    finally:
        connection.close()


def json_object(text):
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def role_credentials():
    """Returns the name of this instance's role and its credentials: key id, secret, token."""
    status, token = request("PUT", METADATA + "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    if status != 200:
        raise NotNow("the metadata service gives no token: HTTP status %d" % status)
    path, headers = METADATA + "/latest/meta-data/iam/security-credentials/", {"X-aws-ec2-metadata-token": token}
    status, roles = request("GET", path, headers)
    role = roles.split("\n")[0].strip()
    if status != 200 or not role:
        raise NotNow("this instance has no role (yet): HTTP status %d" % status)
    status, text = request("GET", path + role, headers)
    said = json_object(text)
    credentials = [said.get(name) for name in ("AccessKeyId", "SecretAccessKey", "Token")]
    if status != 200 or not all(isinstance(value, str) for value in credentials):
        raise NotNow("no credentials of role %s (yet): %s" % (role, said.get("Code", "HTTP status %d" % status)))
    return role, credentials


def authorization(key_id, secret, region, service, method, path, query, headers, body):
    """The header `Authorization` of Signature Version 4. headers: lower-case names, with host and
    x-amz-date among them; path and query in canonical form."""
    def digest(text):
        return hashlib.sha256(text.encode()).hexdigest()

    names = ";".join(sorted(headers))
    lines = [method, path, query] + ["%s:%s" % (name, headers[name]) for name in sorted(headers)]
    canonical = "\n".join(lines + ["", names, digest(body)])
    scope = "/".join([headers["x-amz-date"][:8], region, service, "aws4_request"])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest(canonical)])
    key = ("AWS4" + secret).encode()
    for part in scope.split("/") + [text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (key_id, scope, names, key.hex())


def ask(settings):
    """One try. Returns the password."""
    service, action, body = "secretsmanager", "GetSecretValue", {"SecretId": settings.secret_id}
    target = "secretsmanager.GetSecretValue"
    if settings.auth == "ssm":
        service, action, body = "ssm", "GetParameter", {"Name": settings.secret_id, "WithDecryption": True}
        target = "AmazonSSM.GetParameter"
    domain = "amazonaws.com.cn" if settings.region.startswith("cn-") else "amazonaws.com"
    url = urlsplit(settings.aws_endpoint_url or "https://%s.%s.%s" % (service, settings.region, domain))
    # Anew at each try: fresh credentials are what an expired token and a changed role ask for.
    role, (key_id, secret, token) = role_credentials()
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": url.netloc,
        "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        "x-amz-security-token": token,
        "x-amz-target": target,
    }
    text = json.dumps(body)
    headers["authorization"] = authorization(
        key_id, secret, settings.region, service, "POST", url.path or "/", "", headers, text)
    status, answer = request("POST", url.geturl(), headers, text)
    if status == 200:
        return password_in(answer, settings.secret_id)
    said = json_object(answer)
    why = " ".join(("%s %s" % (said.get("__type"), said.get("message", said.get("Message")))
                    if said else "HTTP status %d: %s" % (status, answer)).split())[:400]
    if "AccessDenied" in why:
        raise NotNow("the role %s of this node may not read its password; it needs %s:%s on %s (and kms:Decrypt, if a key of yours encrypts it): %s"
                     % (role, service, action, settings.secret_id, why), SETTLES_WITHIN)
    if "ResourceNotFound" in why or "ParameterNotFound" in why:
        raise NotNow("there is no %s in %s: %s" % (settings.secret_id, settings.region, why), SETTLES_WITHIN)
    raise NotNow("%s is not to be had: %s" % (settings.secret_id, why))


def password_in(answer, secret_id):
    """What it says of a wrong one never quotes it."""
    said = json_object(answer)
    parameter = said.get("Parameter")
    value = parameter.get("Value") if isinstance(parameter, dict) else said.get("SecretString")
    if not isinstance(value, str):
        raise NotNow("%s: the answer has no text in it; is it a binary secret?" % secret_id, SETTLES_WITHIN)
    if not PASSWORD.fullmatch(value):
        raise Never("%s is no password for Redis: it must be 16 to 128 printable ASCII characters without spaces, quotes and backslashes" % secret_id)
    return value


def fetch(settings):
    """Returns the password. Raises TimeoutError when it is not to be had now, Never when it is wrong."""
    begin = time.monotonic()
    found = []

    def poll():
        try:
            found.append(ask(settings))
        except NotNow as error:
            if error.limit < PASSES_WITHIN and time.monotonic() - begin > error.limit:
                raise Never(str(error))
            return str(error)
        return None

    node.wait_until("secret", poll, PASSES_WITHIN, PAUSE)
    return found[0]


def last_known():
    """The password that this node's sentinel had, or None."""
    try:
        with open(SENTINEL_CONF) as conf:
            values = re.findall(r'^requirepass "?(\S+?)"?$', conf.read(), re.MULTILINE)
    except OSError:
        return None
    return values[-1] if values and PASSWORD.fullmatch(values[-1]) else None


def put(name, text):
    """Never readable by others, not even for a moment, and never half of it."""
    path = os.path.join(FOLDER, name)
    with os.fdopen(os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchown(file.fileno(), 0, grp.getgrnam("redis").gr_gid)
        os.fchmod(file.fileno(), 0o640)
        file.write(text)
    os.replace(path + ".new", path)


def main():
    settings = node.Settings()
    try:
        password = fetch(settings)
        node.log("secret", "the password is that of %s" % settings.secret_id)
    except (Never, TimeoutError) as error:
        # A node that has been a member comes back without AWS. If the password is another one by now,
        # its peers refuse it.
        password = last_known() if isinstance(error, TimeoutError) else None
        if password is None:
            node.log("secret", str(error))
            return 1
        node.log("secret", "taking the password that /data has from before: %s" % error)
    put("auth.conf", "requirepass %s\nmasterauth %s\n" % (password, password))
    put("password", password)
    return 0


if __name__ == "__main__":
    sys.exit(main())
