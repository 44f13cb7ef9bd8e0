"""AWS's own services in the lab: moto's server, with what it lacks to be of use here.

usage: moto.py FOLDER HOST PORT

Serves AWS's APIs at HOST:PORT and at the socket FOLDER/socket, and
- checks every call's signature and the caller's policies, with the resource that it is about, which
  moto does not look at for Secrets Manager and Parameter Store;
- lets EC2, and nobody else, assume a role whose trust policy names ec2.amazonaws.com;
- puts a refusal as AWS does, in JSON where the call is in JSON;
- has ElastiCache's snapshots with their data, see elasticache.py beside this file;
- hides what only moto has: its own API would show every secret to everyone;
- keeps its state over a restart: FOLDER/state, encrypted with FOLDER/key, so that no secret is on
  the disk in clear. What is in buckets is kept by s3.py, and is not encrypted.

FOLDER/credentials.json is for the lab itself: an administrator, and EC2. All files are for their
owner only.
"""

import functools
import json
import os
import pathlib
import pickle
import re
import sys
import threading

ACCOUNT = "000000000000"
REGION = "lab-local-1"
ADMINISTRATOR = "lab"
EC2 = "ec2"
EC2_ARN = f"arn:aws:iam::{ACCOUNT}:user/{EC2}"

# Read by moto when it is imported.
os.environ.update(
    MOTO_ACCOUNT_ID=ACCOUNT,
    MOTO_ALLOW_NONEXISTENT_REGION="true",
    MOTO_IAM_LOAD_MANAGED_POLICIES="true",
    INITIAL_NO_AUTH_ACTION_COUNT="0",
)

# Python's -I leaves the program's own folder out.
sys.path.append(str(pathlib.Path(__file__).parent))

import s3_access  # noqa: E402
from cryptography.fernet import Fernet  # noqa: E402
from moto.iam.access_control import IAMPolicyStatement  # noqa: E402
from moto.iam.models import iam_backends  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.secretsmanager.models import secretsmanager_backends  # noqa: E402
from moto.secretsmanager.responses import SecretsManagerResponse  # noqa: E402
from moto.sts.models import sts_backends  # noqa: E402
from s3 import S3, is_meant  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402
from werkzeug.test import run_wsgi_app  # noqa: E402

IAM = iam_backends[ACCOUNT]["aws"]
STS = sts_backends[ACCOUNT]["aws"]
SECRETS = secretsmanager_backends[ACCOUNT][REGION]


@functools.lru_cache(maxsize=None)
def parameters():
    """Parameter Store; imported when first asked for, since it takes more memory than all the rest."""
    from moto.ssm.models import ssm_backends
    from moto.ssm.responses import SimpleSystemManagerResponse

    SimpleSystemManagerResponse._determine_resource = parameter_arn
    return ssm_backends[ACCOUNT][REGION]._parameters


@functools.lru_cache(maxsize=None)
def snapshots(folder, lock):
    """ElastiCache's; imported when first asked for, since most never do."""
    # This runs isolated (-I): its own folder is not looked into otherwise.
    sys.path.append(str(pathlib.Path(__file__).parent))
    import elasticache

    return elasticache.install(ACCOUNT, REGION, folder / "elasticache", lock)


# --- whom a policy allows what ---


def secret_arn(response):
    """The ARN of the secret that a call is about; `*` for none, and for one that is not there."""
    name = response._get_param("SecretId")
    return SECRETS.secrets[name].arn if name and name in SECRETS.secrets else "*"


def parameter_arn(response):
    name = response._get_param("Name") or ""
    if not name or name.startswith("arn:"):
        return name or "*"
    # NAME:VERSION and NAME:LABEL mean the same parameter to IAM.
    name = name.partition(":")[0].lstrip("/")
    return f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{name}"


def trusts(statement, principal):
    """Whether a statement of a trust policy means the caller. One of a role's has no principal."""
    expected = statement._statement.get("Principal")
    if not expected or expected == "*":
        return True
    if principal == EC2_ARN:
        return "ec2.amazonaws.com" in listed(expected.get("Service"))
    return bool({"*", principal} & set(listed(expected.get("AWS"))))


def listed(value):
    return value if isinstance(value, list) else [value]


SecretsManagerResponse._determine_resource = secret_arn
IAMPolicyStatement._check_principal = trusts


# --- what is kept ---


NOT_KEPT = {"aws_managed_policies", "managed_policies", "account_summary"}


class State:
    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "state"
        key = folder / "key"
        if not key.exists():
            write(key, Fernet.generate_key())
        self.cipher = Fernet(key.read_bytes())
        self.saved = b""

    def restore(self):
        if self.file.exists():
            self.saved = self.cipher.decrypt(self.file.read_bytes())
            iam, policies, sts, secrets, values = pickle.loads(self.saved)
            IAM.__dict__.update(iam)
            IAM.managed_policies.update(policies)
            STS.__dict__.update(sts)
            SECRETS.__dict__.update(secrets)
            if values:
                parameters().update(values)

    def save(self):
        # AWS's own policies come with moto, more than a thousand; those in use are enough.
        iam = {name: value for name, value in IAM.__dict__.items() if name not in NOT_KEPT}
        used = {arn for role in IAM.roles.values() for arn in role.managed_policies}
        policies = {
            arn: policy
            for arn, policy in IAM.managed_policies.items()
            if arn in used or ACCOUNT in arn
        }
        values = dict(parameters()) if parameters.cache_info().currsize else {}
        now = pickle.dumps((iam, policies, STS.__dict__, SECRETS.__dict__, values))
        if now != self.saved:
            write(self.file, self.cipher.encrypt(now))
            self.saved = now


def write(file, content):
    """Whole or not at all."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(content)
    fresh.rename(file)


def credentials(user, actions):
    """The key of a user that may do this, made where there is none."""
    if user not in [known.name for known in IAM.list_users("/", None, None)]:
        IAM.create_user(REGION, user)
        policy = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        IAM.put_user_policy(
            user, "lab", json.dumps({"Version": "2012-10-17", "Statement": [policy]})
        )
        IAM.create_access_key(user)
    key = IAM.list_access_keys(user)[0]
    return {"accessKeyId": key.access_key_id, "secretAccessKey": key.secret_access_key}


# --- the server ---

# What services that speak JSON call it.
JSON_ERRORS = {
    "AccessDenied": "AccessDeniedException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
}
# As only EC2 puts it; S3 has a form of its own, and no <Errors>.
MOTOS_ERROR = re.compile(r"<Errors>.*<Code>(\w+)</Code>.*<Message>(.*?)</Message>", re.DOTALL)
QUERY_ERROR = """<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>\
<Message>{message}</Message></Error><RequestId>0</RequestId></ErrorResponse>"""


class Application:
    """One call at a time: moto's state is not made for more, and is saved before the answer."""

    def __init__(self, state, s3):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.state = state
        self.s3 = s3
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        s3_access.take_signature_from_query(environ)
        if "HTTP_AUTHORIZATION" not in environ or environ["PATH_INFO"].startswith("/moto-api"):
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"Missing Authentication Token\n"]
        if is_meant(environ):
            return self.s3.serve(self.moto, self.lock, environ, start_response)
        with self.lock:
            if environ.get("HTTP_X_AMZ_TARGET", "").startswith("AmazonSSM."):
                parameters()
            if f"/{REGION}/elasticache/" in environ.get("HTTP_AUTHORIZATION", ""):
                snapshots(self.state.folder, self.lock).find_groups()
            body, status, headers = run_wsgi_app(self.moto, environ, buffered=True)
            content = b"".join(body)
            self.state.save()
        if status.startswith("403"):
            status, content = refusal(status, content, "HTTP_X_AMZ_TARGET" in environ)
            headers["Content-Length"] = str(len(content))
        start_response(status, headers.to_wsgi_list())
        return [content]


def refusal(status, content, json_call):
    error = MOTOS_ERROR.search(content.decode())
    if not error:
        return status, content
    code, message = error.groups()
    if json_call:
        answer = {"__type": JSON_ERRORS.get(code, code), "Message": message}
        return "400 Bad Request", json.dumps(answer).encode()
    return status, QUERY_ERROR.format(code=code, message=message).encode()


class Handler(MotoRequestHandler):
    # A client that says nothing must not stay for ever.
    timeout = 30

    def log_request(self, *arguments):
        """A presigned URL lets everybody in who knows it, so it is not for the log."""
        path = getattr(self, "path", "")
        self.path = path.partition("?X-Amz-")[0]
        super().log_request(*arguments)
        self.path = path


def main():
    folder, host, port = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    state = State(folder)
    state.restore()
    keys = {
        "administrator": credentials(ADMINISTRATOR, "*"),
        "ec2": credentials(EC2, "sts:AssumeRole"),
    }
    state.save()
    write(folder / "credentials.json", json.dumps(keys).encode())
    socket = folder / "socket"
    socket.unlink(missing_ok=True)
    s3 = S3(ACCOUNT, REGION, folder / "s3", write)
    application = Application(state, s3)
    servers = [
        make_server(where, number, application, threaded=True, request_handler=Handler)
        for where, number in ((f"unix://{socket}", 0), (host, port))
    ]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()


main()
