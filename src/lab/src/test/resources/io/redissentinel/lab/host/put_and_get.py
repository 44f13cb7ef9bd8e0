"""Puts an object and gets it back, signed by what signs a node's own calls.

usage: put_and_get.py URL    with the key's id, its secret and its token on stdin, a line each
"""
import hashlib
import sys
import time
import urllib.request
from urllib.parse import urlsplit

from aws import authorization


def call(method, url, credentials, body):
    key_id, secret, token = credentials
    headers = {
        "host": urlsplit(url).netloc,
        "x-amz-content-sha256": hashlib.sha256(body.encode()).hexdigest(),
        "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        "x-amz-security-token": token,
    }
    headers["authorization"] = authorization(
        key_id, secret, "lab-local-1", "s3", method, urlsplit(url).path, "", headers, body)
    request = urllib.request.Request(url, body.encode() or None, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode()


credentials = sys.stdin.read().split()
call("PUT", sys.argv[1], credentials, "content")
print(call("GET", sys.argv[1], credentials, ""))
