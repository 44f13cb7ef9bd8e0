"""Where the master is: as a good client finds it, by more than one sentinel, and by what the server says
of itself. A sentinel beside a master that was cut off goes on naming it."""
import resp

# Short, since in a failover somebody has to be asked again soon.
TIMEOUT_SECONDS = 0.25


class Server(resp.Client):
    def patient(self, seconds):
        """From now on answers may take this long."""
        self._socket.settimeout(seconds)


def named(address, settings):
    """Whom the sentinel at this address names, or None."""
    try:
        with resp.Client(address, settings.sentinel_port, TIMEOUT_SECONDS) as sentinel:
            found = sentinel.call("SENTINEL", "get-master-addr-by-name", settings.master_name)
    except (OSError, resp.ServerError):
        return None
    return found[0] if found else None


def connect(address, settings, patience):
    """A connection to the server at this address if it says that it is master, else None."""
    try:
        server = Server(address, settings.redis_port, TIMEOUT_SECONDS)
    except (OSError, resp.ServerError):
        return None
    try:
        if server.call("ROLE")[0] == "master":
            server.patient(patience)
            return server
    except (OSError, resp.ServerError):
        pass
    server.close()
    return None


def master(settings, patience, stopped=lambda: False):
    """(address, connection) of the master, or (None, None). Asks the own sentinel first.

    The one beside a server that is no master is not asked: it is likely to be as silent, and every wait
    here is one in which the new master is not found."""
    refused = set()
    for sentinel in sorted(settings.addresses, key=lambda address: address != settings.address):
        if stopped():
            break
        if sentinel in refused:
            continue
        address = named(sentinel, settings)
        if address and address not in refused:
            server = connect(address, settings, patience)
            if server:
                return address, server
            refused.add(address)
    return None, None
