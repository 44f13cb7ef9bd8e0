"""Where the scripts of a drill are, and the node's modules that they find on a node."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DRILL = os.path.join(HERE, "../../main/resources/io/redissentinel/sentinelctl/drill/node")
NODE = os.path.join(
    HERE, "../../../../../components/redis-sentinel/src/main/resources/io/redissentinel/bootstrap/node")
sys.path[:0] = [DRILL, NODE]


def text(name):
    with open(os.path.join(DRILL, name)) as file:
        return file.read()
