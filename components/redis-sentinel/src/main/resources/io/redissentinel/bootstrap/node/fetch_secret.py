"""Gets the cluster's password from where it is kept, and puts it on /run for Redis and for the scripts."""
import grp
import os
import re
import sys
from collections import Counter

import aws
import node
import resp
from metadata import NotNow
from retry import Never, until_done

FOLDER = "/run/redis-node"
SENTINEL_CONF = "/data/sentinel.conf"
# What Redis's files take without quotes; the component checks it too.
PASSWORD = re.compile(r"[!#-&(-\[\]-~]{16,128}")
# Secrets Manager's stages of a version: the current one, that of a rotation under way, the one before.
CURRENT, PENDING, PREVIOUS = STAGES = ("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS")


def answer(settings, version=CURRENT):
    """What the store says of a version of the secret: a stage or a version's id in Secrets Manager, a number in
    SSM. One try."""
    if settings.auth == "ssm":
        name = settings.secret_id if version == CURRENT else "%s:%s" % (settings.secret_id, version)
        return aws.call(settings, "ssm", "AmazonSSM.GetParameter", settings.secret_id, {"Name": name, "WithDecryption": True})
    parameters = {"SecretId": settings.secret_id}
    if version in STAGES:
        parameters["VersionStage"] = version
    else:
        parameters["VersionId"] = version
    return aws.call(settings, "secretsmanager", "secretsmanager.GetSecretValue", settings.secret_id, parameters)


def ask(settings, version=CURRENT):
    """One try. Returns the password."""
    return password_in(answer(settings, version), settings.secret_id)


def others(settings, said):
    """The passwords beside the current one that the cluster may be using: the pending one and the one
    before. said: what the store says of the current one. What cannot be had now is left out: most of the
    time there is none."""
    versions = (PENDING, PREVIOUS)
    if settings.auth == "ssm":
        number = int(said["Parameter"].get("Version", 1))
        versions = (number - 1,) if number > 1 else ()
    found = []
    for version in versions:
        try:
            found.append(ask(settings, version))
        except (NotNow, Never):
            continue
    return found


def takes(address, port, secret):
    """Whether who answers there takes this password; None if nobody answers."""
    try:
        with resp.Client(address, port, secrets=[secret]):
            return True
    except resp.ServerError:
        return False
    except OSError:
        return None


def choose(settings):
    """The password to begin with, and the other one where the cluster uses two: the current one, unless the
    peers' servers want another. A rotation may be under way, or the store was changed behind the cluster."""
    said = answer(settings)
    secrets = [password_in(said, settings.secret_id)]
    secrets += [secret for secret in others(settings, said) if secret not in secrets]
    if len(secrets) == 1:
        return secrets[0], None
    votes, used, heard = Counter(), set(), False
    for address in settings.addresses:
        if address == settings.address:
            continue
        servers = [takes(address, settings.redis_port, secret) for secret in secrets]
        sentinels = [takes(address, settings.sentinel_port, secret) for secret in secrets]
        heard = heard or any(answer is not None for answer in servers + sentinels)
        used.update(secret for secret, *taken in zip(secrets, servers, sentinels) if True in taken)
        votes.update([secret for secret, taken in zip(secrets, servers) if taken][:1])
    # The earlier one of equals.
    chosen = max(secrets, key=lambda secret: votes[secret])
    if chosen != secrets[0]:
        node.log("secret", "the other nodes use another password than the current one of %s: taking theirs" % settings.secret_id)
    rest = [secret for secret in secrets if secret != chosen and (secret in used or not heard)]
    return chosen, rest[0] if rest else None


def password_in(answer, secret_id):
    """What it says of a wrong one never quotes it."""
    parameter = answer.get("Parameter")
    value = parameter.get("Value") if isinstance(parameter, dict) else answer.get("SecretString")
    if not isinstance(value, str):
        raise NotNow("%s: the answer has no text in it; is it a binary secret?" % secret_id, aws.SETTLES_WITHIN)
    if not PASSWORD.fullmatch(value):
        raise Never("%s is no password for Redis: it must be 16 to 128 printable ASCII characters without spaces, quotes and backslashes" % secret_id)
    return value


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


def put_both(password, other):
    """This node's password, and the other one of a rotation. The other first: a reader that comes in between
    has at least one that is taken."""
    if other is not None:
        put("password.other", other)
    put("auth.conf", "requirepass %s\nmasterauth %s\n" % (password, password))
    put("password", password)
    if other is None and os.path.exists(os.path.join(FOLDER, "password.other")):
        os.remove(os.path.join(FOLDER, "password.other"))


def main():
    settings = node.Settings()
    other = None
    try:
        password, other = until_done("secret", lambda: choose(settings))
        node.log("secret", "the password is that of %s" % settings.secret_id)
    except (Never, TimeoutError) as error:
        # A node that has been a member comes back without AWS. If the password is another one by now,
        # its peers refuse it.
        password = last_known() if isinstance(error, TimeoutError) else None
        if password is None:
            node.log("secret", str(error))
            return 1
        node.log("secret", "taking the password that /data has from before: %s" % error)
    put_both(password, other)
    return 0


if __name__ == "__main__":
    sys.exit(main())
