"""What the nodes' sentinels believe."""
import resp


def named(settings, address):
    """The master's address according to this node's sentinel, or None if it does not answer or know any."""
    try:
        with resp.Client(address, settings.sentinel_port) as sentinel:
            return resp.masters(sentinel).get(settings.master_name, {}).get("ip")
    except (OSError, resp.ServerError):
        return None


def taken_for_master(settings, replica):
    """The addresses of the nodes whose sentinels have not noticed yet that this replica is none any more.

    A sentinel makes a replica of any node that says for eight seconds that it is a master while another one is
    named. It asks every ten seconds: one that was a master when it last asked, and is one again when it next
    asks, counts as if it had never been anything else, and has no second to be named in. Raises OSError and
    ServerError for a sentinel that does not answer.
    """
    found = []
    for address in settings.addresses:
        with resp.Client(address, settings.sentinel_port) as sentinel:
            for flat in sentinel.call("SENTINEL", "SLAVES", settings.master_name):
                fields = dict(zip(flat[::2], flat[1::2]))
                if fields["ip"] == replica and fields["role-reported"] == "master":
                    found.append(address)
    return found
