"""Takes the nodes' rights in S3 away, or gives them back, behind Pulumi's back; or says what rules a bucket has.

    lab_rights.py NODE-SCRIPTS APIS-FOLDER deny|allow FILE     FILE keeps what was taken away
    lab_rights.py NODE-SCRIPTS APIS-FOLDER lifecycle BUCKET
"""
import http.client
import json
import os
import re
import socket
import sys
import time
from urllib.parse import quote, unquote, urlencode

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import aws  # noqa: E402
import transfer  # noqa: E402

APIS = sys.argv[2]


def call(service, region, host, method, path, query, text):
    """As the lab's administrator, through the socket of the lab's APIs."""
    with open(os.path.join(APIS, "credentials.json")) as file:
        key = json.load(file)["administrator"]
    headers = {"host": host, "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
               "x-amz-content-sha256": transfer.Text(text).sha256()}
    if text:
        headers["content-type"] = "application/x-www-form-urlencoded; charset=utf-8"
    headers["authorization"] = aws.authorization(
        key["accessKeyId"], key["secretAccessKey"], region, service, method, path, query, headers, text)
    connection = http.client.HTTPConnection(host)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(os.path.join(APIS, "socket"))
    connection.request(method, path + ("?" + query if query else ""), text, headers)
    response = connection.getresponse()
    answer = response.read().decode()
    if response.status >= 300:
        sys.exit("%s %s: %d %s" % (service, text or path, response.status, answer))
    return answer


def iam(action, **parameters):
    return call("iam", "us-east-1", "iam.amazonaws.com", "POST", "/", "", urlencode(dict(parameters, Action=action, Version="2010-05-08")))


def names(tag, answer):
    return re.findall("<%s>(.*?)</%s>" % (tag, tag), answer)


def policies():
    for role in names("RoleName", iam("ListRoles")):
        listed = re.search("<PolicyNames>(.*?)</PolicyNames>", iam("ListRolePolicies", RoleName=role), re.DOTALL)
        for name in names("member", listed.group(1) if listed else ""):
            found = names("PolicyDocument", iam("GetRolePolicy", RoleName=role, PolicyName=name))[0]
            yield role, name, found.replace("&quot;", '"') if found.startswith("{") else unquote(found)


def deny(file):
    taken = []
    for role, name, document in policies():
        policy = json.loads(document)
        kept = [one for one in policy["Statement"] if "s3:" not in json.dumps(one["Action"])]
        if len(kept) == len(policy["Statement"]):
            continue
        taken.append((role, name, document))
        if kept:
            iam("PutRolePolicy", RoleName=role, PolicyName=name, PolicyDocument=json.dumps(dict(policy, Statement=kept)))
        else:
            iam("DeleteRolePolicy", RoleName=role, PolicyName=name)
    if not taken:
        sys.exit("no role has rights in S3")
    with open(file, "w") as out:
        json.dump(taken, out)


def allow(file):
    with open(file) as taken:
        for role, name, document in json.load(taken):
            iam("PutRolePolicy", RoleName=role, PolicyName=name, PolicyDocument=document)


def lifecycle(bucket):
    print(call("s3", "lab-local-1", "s3.lab-local-1.amazonaws.com", "GET", "/" + quote(bucket), "lifecycle=", ""))


{"deny": deny, "allow": allow, "lifecycle": lifecycle}[sys.argv[3]](sys.argv[4])
