"""Files to and from S3, against one that says what a test tells it to, and checks what it is given."""
import hashlib
import http.server
import os
import sys
import tempfile
import threading
import types
import unittest
from unittest import mock
from urllib.parse import parse_qs, unquote, urlsplit

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))
import aws  # noqa: E402
import metadata  # noqa: E402
import s3  # noqa: E402
import transfer  # noqa: E402

MIB = 1 << 20
DENIED = (403, "<Error><Code>AccessDenied</Code><Message>User: x is not authorized</Message></Error>")


class FakeS3(http.server.BaseHTTPRequestHandler):
    """Holds objects in memory. `failures`: {(method, part of the path): [answers before the real one]}."""

    objects, failures, calls, uploads = {}, {}, [], {}

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.calls.append((self.command, self.path, dict(self.headers.items())))
        if "authorization" in self.headers and hashlib.sha256(body).hexdigest() != self.headers["x-amz-content-sha256"]:
            return self._say(400, "<Error><Code>XAmzContentSHA256Mismatch</Code></Error>")
        for (method, part), answers in self.failures.items():
            if method == self.command and part in self.path and answers:
                answer = answers.pop(0)
                if answer == "break":
                    self.close_connection = True
                    return None
                return self._say(*answer)
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        return getattr(self, "_" + self.command.lower())(unquote(parts.path), query, body)

    do_GET = do_PUT = do_POST = do_DELETE = _serve

    def _get(self, path, query, _):
        if "list-type" in query:
            names = sorted(name for name in self.objects if name.startswith("/bucket/" + query["prefix"]))
            begin = int(query.get("continuation-token", 0))
            page = names[begin:begin + 2]
            more = begin + 2 < len(names)
            return self._say(200, '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">%s<IsTruncated>%s</IsTruncated>%s</ListBucketResult>' % (
                "".join("<Contents><Key>%s</Key><Size>%d</Size></Contents>" % (name[len("/bucket/"):].replace("&", "&amp;"), len(self.objects[name])) for name in page),
                "true" if more else "false", "<NextContinuationToken>%d</NextContinuationToken>" % (begin + 2) if more else ""))
        if path not in self.objects:
            return self._say(404, "<Error><Code>NoSuchKey</Code></Error>")
        data, status = self.objects[path], 200
        if "range" in self.headers:
            status, data = 206, data[int(self.headers["range"][6:-1]):]
        return self._say(status, data, {"ETag": '"tag"'})

    def _put(self, path, query, body):
        if "partNumber" in query:
            self.uploads[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.objects[path] = body
        return self._say(200, "", {"ETag": '"%s"' % hashlib.md5(body).hexdigest()})

    def _post(self, path, query, body):
        if "uploads" in query:
            self.uploads["up & away"] = {}
            return self._say(200, "<x><UploadId>up & away</UploadId></x>")
        parts = self.uploads.pop(query["uploadId"])
        assert body.decode().count("<PartNumber>") == len(parts)
        self.objects[path] = b"".join(parts[number] for number in sorted(parts))
        return self._say(200, "<CompleteMultipartUploadResult/>")

    def _delete(self, path, query, _):
        del self.uploads[query["uploadId"]]
        return self._say(204, "")

    def _say(self, status, text, headers=None):
        data = text.encode() if isinstance(text, str) else text
        headers = dict(headers or {})
        cut = headers.pop("Cut", None)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:cut])
        self.close_connection = True

    def log_message(self, *_):
        pass


class S3(unittest.TestCase):
    def setUp(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeS3)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        FakeS3.objects, FakeS3.failures, FakeS3.calls, FakeS3.uploads = {}, {}, [], {}
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.url = "http://127.0.0.1:%d" % server.server_port
        self.settings = types.SimpleNamespace(region="eu-west-1", aws_endpoint_url=self.url)
        for target, name, value in (
            (aws, "role_credentials", lambda: ("node-role", ["AKID", "s3cr3t", "session"])),
            (transfer, "PAUSE", 0.001),
            (s3, "MULTIPART_FROM", 3 * MIB),
            (s3, "PART", MIB),
        ):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def file(self, size):
        data = os.urandom(size)
        with open(self.path("out"), "wb") as file:
            file.write(data)
        return data

    def fails(self, *words, call=None):
        with self.assertRaises(metadata.NotNow) as caught:
            (call or (lambda: s3.get_text(self.settings, "bucket", "a/key")))()
        for word in words:
            self.assertIn(word, str(caught.exception))
        return caught.exception

    def test_texts(self):
        self.assertIsNone(s3.get_text(self.settings, "bucket", "a/key"))
        s3.put_text(self.settings, "bucket", "a/key", '{"é": 1}')
        self.assertEqual('{"é": 1}', s3.get_text(self.settings, "bucket", "a/key"))

    def test_what_is_signed(self):
        s3.put_text(self.settings, "bucket", "a/key+ü", "text")
        _, path, headers = FakeS3.calls[0]
        self.assertEqual("/bucket/a/key%2B%C3%BC", path)
        self.assertEqual("session", headers["x-amz-security-token"])
        self.assertRegex(headers["authorization"], r"Credential=AKID/\d{8}/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,")

    def test_lists_of_several_pages(self):
        for name in ("a/1", "a/2 &", "a/3", "a/4", "a/5", "b/1"):
            s3.put_text(self.settings, "bucket", name, name)
        self.assertEqual([("a/1", 3), ("a/2 &", 5), ("a/3", 3), ("a/4", 3), ("a/5", 3)], s3.list_keys(self.settings, "bucket", "a/"))
        self.assertEqual([], s3.list_keys(self.settings, "bucket", "none/"))

    def test_a_small_file_goes_in_one_piece(self):
        data = self.file(3 * MIB - 1)
        s3.put_file(self.settings, "bucket", "key", self.path("out"))
        self.assertEqual(data, FakeS3.objects["/bucket/key"])
        self.assertEqual(1, len(FakeS3.calls))

    def test_an_empty_file(self):
        self.file(0)
        s3.put_file(self.settings, "bucket", "key", self.path("out"))
        s3.get_to_file(self.settings, "bucket", "key", self.path("in"))
        self.assertEqual(0, os.path.getsize(self.path("in")))

    def test_a_large_file_goes_in_parts(self):
        for size in (3 * MIB, 3 * MIB + 5):
            data, seen = self.file(size), []
            s3.put_file(self.settings, "bucket", "key", self.path("out"), lambda done, total: seen.append((done, total)))
            self.assertEqual(data, FakeS3.objects["/bucket/key"])
            self.assertEqual((size, size), seen[-1])
            self.assertEqual({}, FakeS3.uploads)

    def test_a_part_that_fails_is_sent_again_and_no_other(self):
        FakeS3.failures[("PUT", "partNumber=2")] = ["break", (503, "<Error><Code>SlowDown</Code></Error>"), (500, "")]
        data = self.file(4 * MIB)
        s3.put_file(self.settings, "bucket", "key", self.path("out"))
        self.assertEqual(data, FakeS3.objects["/bucket/key"])
        self.assertEqual(7, sum(1 for call in FakeS3.calls if call[0] == "PUT"))

    def test_an_upload_that_fails_is_aborted(self):
        self.file(4 * MIB)
        FakeS3.failures[("PUT", "partNumber=3")] = [(503, "<Error><Code>SlowDown</Code></Error>")] * 9
        self.fails("s3://bucket/key", "s3:PutObject", "SlowDown", call=lambda: s3.put_file(self.settings, "bucket", "key", self.path("out")))
        self.assertEqual({}, FakeS3.uploads)
        self.assertNotIn("/bucket/key", FakeS3.objects)

    def test_an_end_that_fails_behind_a_200_is_aborted_too(self):
        self.file(4 * MIB)
        FakeS3.failures[("POST", "uploadId")] = [(200, "<?xml?>\n<Error><Code>InternalError</Code></Error>")] * 9
        self.fails("InternalError", call=lambda: s3.put_file(self.settings, "bucket", "key", self.path("out")))
        self.assertEqual({}, FakeS3.uploads)

    def test_an_abort_that_fails_does_not_hide_why(self):
        self.file(4 * MIB)
        FakeS3.failures[("PUT", "partNumber=1")] = [DENIED]
        FakeS3.failures[("DELETE", "")] = [DENIED]
        with mock.patch("builtins.print") as said:
            self.fails("s3:PutObject", call=lambda: s3.put_file(self.settings, "bucket", "key", self.path("out")))
        self.assertIn("s3:AbortMultipartUpload", said.call_args[0][0])

    def test_ctrl_c_aborts(self):
        self.file(4 * MIB)

        def stop(done, total):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            s3.put_file(self.settings, "bucket", "key", self.path("out"), stop)
        self.assertEqual({}, FakeS3.uploads)

    def test_a_download_goes_on_from_where_it_broke(self):
        data = os.urandom(3 * MIB)
        FakeS3.objects["/bucket/key"] = data
        FakeS3.failures[("GET", "key")] = [(200, data, {"ETag": '"tag"', "Cut": MIB + 7}), (500, "")]
        s3.get_to_file(self.settings, "bucket", "key", self.path("in"))
        with open(self.path("in"), "rb") as file:
            self.assertEqual(data, file.read())
        last = FakeS3.calls[-1][2]
        self.assertEqual('"tag"', last["if-match"])
        self.assertRegex(last["range"], r"bytes=\d{7}-")

    def test_half_a_file_is_no_file(self):
        FakeS3.failures[("GET", "key")] = [(200, b"x" * MIB, {"Cut": 5})] * 9
        self.fails("broke off after", call=lambda: s3.get_to_file(self.settings, "bucket", "key", self.path("in")))
        self.assertEqual([], os.listdir(self.folder.name))

    def test_what_is_not_there(self):
        self.fails("there is no s3://bucket/key", call=lambda: s3.get_to_file(self.settings, "bucket", "key", self.path("in")))
        FakeS3.failures[("GET", "")] = [(404, "<Error><Code>NoSuchBucket</Code></Error>")]
        self.fails("there is no bucket bucket in eu-west-1")

    def test_a_missing_right_is_named_with_what_it_is_for_and_not_asked_again(self):
        FakeS3.failures[("GET", "")] = [DENIED, DENIED]
        error = self.fails("the role node-role", "s3:GetObject on s3://bucket/a/key", "or there is no such object", "User: x is not authorized")
        self.assertEqual(aws.SETTLES_WITHIN, error.limit)
        self.assertEqual(1, len(FakeS3.calls))
        self.fails("s3:ListBucket on arn:aws:s3:::bucket", call=lambda: s3.list_keys(self.settings, "bucket", "a/"))

    def test_a_bucket_elsewhere(self):
        FakeS3.failures[("GET", "")] = [(301, "<Error><Code>PermanentRedirect</Code><Message>use another</Message></Error>")]
        self.fails("the bucket bucket is not in eu-west-1")

    def test_nobody_there(self):
        self.settings.aws_endpoint_url = "http://127.0.0.1:1"
        self.assertEqual(metadata.PASSES_WITHIN, self.fails("127.0.0.1 does not answer").limit)

    def test_what_hardly_comes_is_given_up(self):
        FakeS3.objects["/bucket/key"] = b"x" * (3 * MIB)
        with mock.patch.object(transfer, "SILENCE", 0), mock.patch.object(transfer, "SLOWEST", 1 << 60):
            with self.assertRaises(metadata.NotNow):
                s3.get_to_file(self.settings, "bucket", "key", self.path("in"))

    def test_a_url_needs_no_credentials_and_its_query_is_a_secret(self):
        FakeS3.objects["/export/0001.rdb"] = b"REDIS0009"
        url = self.url + "/export/0001.rdb?X-Amz-Signature=s3cr3t"
        s3.url_to_file(url, self.path("in"))
        self.assertNotIn("authorization", {name.lower() for name in FakeS3.calls[0][2]})
        self.assertEqual(9, os.path.getsize(self.path("in")))
        FakeS3.failures[("GET", "")] = [(403, "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>")]
        error = self.fails("/export/0001.rdb cannot be read: AccessDenied Request has expired", call=lambda: s3.url_to_file(url, self.path("in")))
        self.assertNotIn("s3cr3t", str(error))
        self.assertEqual(0, error.limit)

    def test_aws_own_addresses(self):
        self.settings.aws_endpoint_url = ""
        for region, bucket, expected in (
            ("eu-west-1", "backups", "https://backups.s3.eu-west-1.amazonaws.com/a/b%20c"),
            ("cn-north-1", "backups", "https://backups.s3.cn-north-1.amazonaws.com.cn/a/b%20c"),
            ("us-gov-west-1", "my.backups", "https://s3.us-gov-west-1.amazonaws.com/my.backups/a/b%20c"),
        ):
            self.settings.region = region
            self.assertEqual(expected, s3.address(self.settings, bucket, "a/b c"))

    def test_credentials_are_kept_for_a_minute_and_not_beyond_a_refusal(self):
        asked = []
        with mock.patch.object(aws, "role_credentials", lambda: asked.append(1) or ("r", ["k", "s", "t"])), \
                mock.patch.object(s3, "_role", s3._Role()):
            for _ in range(3):
                s3.get_text(self.settings, "bucket", "key")
            self.assertEqual(1, len(asked))
            FakeS3.failures[("GET", "")] = [(400, "<Error><Code>ExpiredToken</Code></Error>")]
            s3.get_text(self.settings, "bucket", "key")
            self.assertEqual(2, len(asked))


class Signature(unittest.TestCase):
    def test_the_published_example_for_s3(self):
        """GET Object of "Signature Calculations for the Authorization Header" in the S3 API Reference."""
        empty = hashlib.sha256(b"").hexdigest()
        header = aws.authorization(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3", "GET", "/test.txt", "",
            {"host": "examplebucket.s3.amazonaws.com", "range": "bytes=0-9", "x-amz-content-sha256": empty, "x-amz-date": "20130524T000000Z"}, "")
        self.assertTrue(header.endswith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"), header)


if __name__ == "__main__":
    unittest.main()
