"""Says whether this node is a full member of the cluster, and if not, what is missing.

Exit code 0 and "ready", or 1 and one line a missing thing.
"""
import sys

import node
import resp


def _redis(settings):
    try:
        with resp.Client(settings.address, settings.redis_port) as server:
            replication = resp.info(server, "replication")
    except (OSError, resp.ServerError) as error:
        return "redis-server does not answer: %s" % error
    if replication["role"] == "slave" and replication["master_link_status"] != "up":
        return "the link to the master, %s, is down" % settings.name(replication["master_host"])
    return None


def _sentinel(settings):
    others = len(settings.addresses) - 1
    try:
        with resp.Client(settings.address, settings.sentinel_port) as sentinel:
            master = resp.masters(sentinel).get(settings.master_name)
            if master is None:
                return "the sentinel does not monitor %s yet" % settings.master_name
            seen = int(master["num-other-sentinels"])
            if seen != others:
                return "the sentinel sees %d other sentinels, expected %d" % (seen, others)
            sentinel.call("SENTINEL", "CKQUORUM", settings.master_name)
    except resp.ServerError as error:
        return "no quorum: %s" % error
    except OSError as error:
        return "redis-sentinel does not answer: %s" % error
    return None


def all_missing(settings):
    return [problem for problem in (_redis(settings), _sentinel(settings)) if problem]


def missing(settings):
    """All that is missing, in one line, or None."""
    problems = all_missing(settings)
    return "; ".join(problems) if problems else None


def main():
    problems = all_missing(node.Settings())
    print("\n".join(problems) if problems else "ready")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
