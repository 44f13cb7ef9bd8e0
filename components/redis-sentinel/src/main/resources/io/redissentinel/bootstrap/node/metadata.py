"""The instance metadata service, version 2, and the one way in which this node makes HTTP requests."""
import http.client
from urllib.parse import urlsplit

METADATA = "http://169.254.169.254"
# Credentials that come late, a network that is not up yet, throttling, trouble at AWS.
PASSES_WITHIN = 300


class NotNow(Exception):
    """Worth another try, until `limit` seconds have passed."""

    def __init__(self, message, limit=PASSES_WITHIN):
        super().__init__(message)
        self.limit = limit


def request(method, url, headers, body=None):
    """Returns status and text. Neither redirects nor proxies: what carries credentials goes where it is sent."""
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


def token():
    """The headers that a session with the metadata service needs."""
    status, text = request("PUT", METADATA + "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    if status != 200:
        raise NotNow("the metadata service gives no token: HTTP status %d" % status)
    return {"X-aws-ec2-metadata-token": text}


def get(path, headers):
    """Returns status and text of /latest/meta-data/PATH."""
    return request("GET", "%s/latest/meta-data/%s" % (METADATA, path), headers)
