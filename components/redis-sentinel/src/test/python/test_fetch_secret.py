"""The way to the password, against a metadata service and a Secrets Manager that say what a test tells
them to. Times are those of a node, divided by a hundred or so."""
import grp
import http.server
import json
import os
import stat
import sys
import tempfile
import threading
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import aws  # noqa: E402
import fetch_secret  # noqa: E402
import metadata  # noqa: E402
import node  # noqa: E402
import retry  # noqa: E402

ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:redis-a1b2c3"
PASSWORD = "TheClustersPassword0123456789abc"
TOKEN = "a-token"
CREDENTIALS = {"Code": "Success", "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "s3cr3tKey", "Token": "session"}


class Signature(unittest.TestCase):
    def test_the_published_example(self):
        """ListUsers of "Signature Version 4 signing process" in AWS's General Reference."""
        header = aws.authorization(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "iam",
            "GET", "/", "Action=ListUsers&Version=2010-05-08",
            {
                "content-type": "application/x-www-form-urlencoded; charset=utf-8",
                "host": "iam.amazonaws.com",
                "x-amz-date": "20150830T123600Z",
            },
            "",
        )
        self.assertEqual(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
            " SignedHeaders=content-type;host;x-amz-date,"
            " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            header,
        )

    def test_the_test_suites_simplest(self):
        """get-vanilla of AWS's Signature Version 4 test suite."""
        header = aws.authorization(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service",
            "GET", "/", "", {"host": "example.amazonaws.com", "x-amz-date": "20150830T123600Z"}, "",
        )
        self.assertTrue(
            header.endswith("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"), header
        )


class FakeAws(http.server.BaseHTTPRequestHandler):
    """Both services on one port. `script` says what each path answers, call after call; the last
    answer is repeated."""

    script = {}
    calls = []

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        self.calls.append((self.command, self.path, dict(self.headers.items()), body))
        needs_token = self.path.startswith("/latest/meta-data/")
        if needs_token and self.headers.get("X-aws-ec2-metadata-token") != TOKEN:
            status, text = 401, "no token"
        else:
            answers = self.script[self.path]
            status, text = answers.pop(0) if len(answers) > 1 else answers[0]
        if not isinstance(text, str):
            text = json.dumps(text)
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_PUT = do_POST = _serve

    def log_message(self, *_):
        pass


ROLES = "/latest/meta-data/iam/security-credentials/"


class Fetch(unittest.TestCase):
    def setUp(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeAws)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.url = "http://127.0.0.1:%d" % server.server_port
        FakeAws.calls = []
        FakeAws.script = {
            "/latest/api/token": [(200, TOKEN)],
            ROLES: [(200, "node-role")],
            ROLES + "node-role": [(200, CREDENTIALS)],
            "/": [(200, {"SecretString": PASSWORD})],
        }
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.settings = types.SimpleNamespace(
            auth="secrets-manager", secret_id=ARN, region="eu-west-1", aws_endpoint_url=self.url
        )
        self.logged = []
        for target, name, value in (
            (metadata, "METADATA", self.url),
            (fetch_secret, "FOLDER", self.folder.name),
            (fetch_secret, "SENTINEL_CONF", self.path("sentinel.conf")),
            (retry, "PAUSE", 0.01),
            (aws, "SETTLES_WITHIN", 0.1),
            (metadata, "PASSES_WITHIN", 0.3),
            (metadata.NotNow.__init__, "__defaults__", (0.3,)),
            (node, "log", lambda step, message: self.logged.append(message)),
            (node, "Settings", lambda: self.settings),
            (grp, "getgrnam", lambda name: types.SimpleNamespace(gr_gid=os.getgid())),
            (os, "fchown", lambda fd, uid, gid: None),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def read(self, name):
        with open(self.path(name)) as file:
            return file.read()

    def answer(self, *answers, path="/"):
        FakeAws.script[path] = list(answers)

    def error(self, name, message=None, status=400):
        return status, {"__type": name, "message": message or "what %s says" % name}

    def succeeds(self):
        self.assertEqual(0, fetch_secret.main(), self.logged)
        self.assertEqual(PASSWORD, self.read("password"))

    def fails(self, *words):
        self.assertEqual(1, fetch_secret.main())
        for word in words:
            self.assertIn(word, self.logged[-1])
        self.assertFalse(os.path.exists(self.path("password")))
        self.assertFalse(os.path.exists(self.path("auth.conf")))

    def test_both_files_are_there_and_not_for_everybody(self):
        self.succeeds()
        self.assertEqual("requirepass %s\nmasterauth %s\n" % (PASSWORD, PASSWORD), self.read("auth.conf"))
        self.assertEqual({"auth.conf", "password"}, set(os.listdir(self.folder.name)))
        for name in os.listdir(self.folder.name):
            self.assertEqual(0o640, stat.S_IMODE(os.stat(self.path(name)).st_mode))
        self.assertNotIn(PASSWORD, " ".join(self.logged))

    def test_they_replace_what_is_there(self):
        for name in ("password", "password.new"):
            with open(self.path(name), "w") as file:
                file.write("x" * 200)
        self.succeeds()

    def test_what_is_asked_and_with_what_credentials(self):
        self.succeeds()
        method, _, headers, body = next(call for call in FakeAws.calls if call[0] == "POST")
        self.assertEqual(("POST", {"SecretId": ARN, "VersionStage": "AWSCURRENT"}), (method, json.loads(body)))
        self.assertEqual("secretsmanager.GetSecretValue", headers["x-amz-target"])
        self.assertEqual("session", headers["x-amz-security-token"])
        self.assertRegex(
            headers["authorization"],
            r"Credential=AKIDEXAMPLE/\d{8}/eu-west-1/secretsmanager/aws4_request,"
            " SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,",
        )

    def test_a_parameter_is_asked_for_decrypted(self):
        self.settings.auth, self.settings.secret_id = "ssm", "/redis/password"
        self.answer((200, {"Parameter": {"Name": "/redis/password", "Value": PASSWORD}}))
        self.succeeds()
        _, _, headers, body = FakeAws.calls[-1]
        self.assertEqual({"Name": "/redis/password", "WithDecryption": True}, json.loads(body))
        self.assertEqual("AmazonSSM.GetParameter", headers["x-amz-target"])
        self.assertIn("/eu-west-1/ssm/aws4_request", headers["authorization"])

    def test_credentials_that_come_late_are_waited_for(self):
        self.answer((404, ""), (200, ""), (200, "node-role"), path=ROLES)
        self.answer((404, ""), (200, {"Code": "AssumeRoleUnauthorizedAccess"}), (200, CREDENTIALS), path=ROLES + "node-role")
        self.succeeds()
        self.assertIn("no role (yet)", self.logged[0])
        self.assertTrue(any("AssumeRoleUnauthorizedAccess" in line for line in self.logged), self.logged)

    def test_without_a_role_it_says_so(self):
        self.answer((404, ""), path=ROLES)
        self.fails("this instance has no role")

    def test_a_metadata_service_that_is_off_or_talks_nonsense(self):
        self.answer((403, "off"), path="/latest/api/token")
        self.fails("gives no token: HTTP status 403")
        self.answer((200, "two\r\nlines"), path="/latest/api/token")
        self.fails("does not answer", "header")

    def test_a_right_that_is_missing_is_named(self):
        self.answer(self.error("AccessDeniedException", "User: x is not authorized"))
        self.fails("the role node-role", "secretsmanager:GetSecretValue on " + ARN, "User: x is not authorized")
        self.settings.auth = "ssm"
        self.fails("ssm:GetParameter on")

    def test_a_right_that_comes_late_is_waited_for(self):
        self.answer(self.error("AccessDeniedException"), self.error("ResourceNotFoundException"), (200, {"SecretString": PASSWORD}))
        self.succeeds()

    def test_a_denial_in_another_services_words(self):
        self.answer((403, "<Response><Errors><Error><Code>AccessDenied</Code></Error></Errors></Response>"))
        self.fails("secretsmanager:GetSecretValue on", "HTTP status 403")

    def test_a_secret_that_is_not_there(self):
        self.answer(self.error("ResourceNotFoundException"))
        self.fails("there is no " + ARN, "eu-west-1")
        self.answer(self.error("com.amazonaws.ssm#ParameterNotFound"))
        self.fails("there is no")

    def test_throttling_and_trouble_at_aws_pass(self):
        self.answer(
            self.error("ThrottlingException"), (503, "Service Unavailable"), (500, '{"message": null}'),
            self.error("ExpiredTokenException"), (200, {"SecretString": PASSWORD}),
        )
        self.succeeds()
        # Five for the current one, one each for the pending one and the one before.
        self.assertEqual(7, sum(1 for call in FakeAws.calls if call[1] == ROLES + "node-role"), "fresh ones each time")

    def test_throttling_that_does_not_pass(self):
        self.answer(self.error("ThrottlingException"))
        self.fails("gave up after", "ThrottlingException")

    def test_garbage(self):
        for answer in ("", "not json", "[]", '"text"', "{}", {"SecretBinary": "AAAA"}, {"Parameter": 1}, {"SecretString": 5}):
            self.answer((200, answer))
            self.fails("no text in it")

    def test_a_secret_that_is_no_password_is_not_quoted(self):
        for wrong in ("short", "x" * 129, "with a space in it", 'a"quote"in"it"here', "back\\slash\\in\\it", "newline-at-the-end\n", "ümläute-in-a-password", '{"password": "in a JSON object"}'):
            self.answer((200, {"SecretString": wrong}))
            self.fails("is no password for Redis")
            self.assertNotIn(wrong, self.logged[-1])

    def test_nobody_there(self):
        self.settings.aws_endpoint_url = "http://127.0.0.1:1"
        self.fails("127.0.0.1 does not answer")

    def test_a_node_that_was_a_member_comes_back_without_aws(self):
        self.settings.aws_endpoint_url = "http://127.0.0.1:1"
        with open(self.path("sentinel.conf"), "w") as file:
            file.write('port 26379\nrequirepass "%s"\nsentinel myid x\n' % PASSWORD)
        self.succeeds()
        self.assertIn("/data has from before", self.logged[-1])

    def test_but_not_against_aws(self):
        self.answer(self.error("AccessDeniedException"))
        with open(self.path("sentinel.conf"), "w") as file:
            file.write("requirepass %s\n" % PASSWORD)
        self.fails("secretsmanager:GetSecretValue")

    def test_aws_own_endpoints(self):
        self.settings.aws_endpoint_url = ""
        asked = []

        def answer(method, url, headers, body=None):
            asked.append((url, headers["host"]))
            return 200, json.dumps({"SecretString": PASSWORD})

        with mock.patch.object(aws, "request", answer), mock.patch.object(
            aws, "role_credentials", lambda: ("node-role", ["k", "s", "t"])
        ):
            for region, host in (
                ("eu-west-1", "secretsmanager.eu-west-1.amazonaws.com"),
                ("cn-north-1", "secretsmanager.cn-north-1.amazonaws.com.cn"),
            ):
                self.settings.region = region
                self.assertEqual(PASSWORD, fetch_secret.ask(self.settings))
                self.assertEqual(("https://" + host, host), asked[-1])


if __name__ == "__main__":
    unittest.main()
