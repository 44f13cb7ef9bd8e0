"""Gets the cluster's password from where it is kept, and puts it on /run for Redis and for the scripts."""
import grp
import os
import re
import sys

import aws
import node
from metadata import NotNow
from retry import Never, until_done

FOLDER = "/run/redis-node"
SENTINEL_CONF = "/data/sentinel.conf"
# What Redis's files take without quotes; the component checks it too.
PASSWORD = re.compile(r"[!#-&(-\[\]-~]{16,128}")


def ask(settings):
    """One try. Returns the password."""
    service, target, parameters = "secretsmanager", "secretsmanager.GetSecretValue", {"SecretId": settings.secret_id}
    if settings.auth == "ssm":
        service, target = "ssm", "AmazonSSM.GetParameter"
        parameters = {"Name": settings.secret_id, "WithDecryption": True}
    return password_in(aws.call(settings, service, target, settings.secret_id, parameters), settings.secret_id)


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


def main():
    settings = node.Settings()
    try:
        password = until_done("secret", lambda: ask(settings))
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
