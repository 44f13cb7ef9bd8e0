"""What the tests of a load share: a cluster of three, seen by b."""
import os
import sys
import types
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/node"))

A, B, C = "10.0.1.10", "10.0.2.10", "10.0.3.10"
SETTINGS = types.SimpleNamespace(
    address=B, addresses=[A, B, C], redis_port=6379, sentinel_port=26379, master_name="mymaster",
    name=lambda address: {A: "a", B: "b", C: "c"}[address])


def patched(case, target, **names):
    for name, value in names.items():
        patch = mock.patch.object(target, name, value)
        patch.start()
        case.addCleanup(patch.stop)
