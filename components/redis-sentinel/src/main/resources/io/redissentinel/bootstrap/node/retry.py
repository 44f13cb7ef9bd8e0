"""Trying again what may pass, and for how long."""
import time

import metadata
import node

PAUSE = 2


class Never(Exception):
    """Another try would not help."""


def until_done(step, attempt):
    """What attempt returns. Raises TimeoutError when it is not to be had now, Never when it is wrong."""
    begin = time.monotonic()
    found = []

    def poll():
        try:
            found.append(attempt())
        except metadata.NotNow as error:
            if error.limit < metadata.PASSES_WITHIN and time.monotonic() - begin > error.limit:
                raise Never(str(error))
            return str(error)
        return None

    node.wait_until(step, poll, metadata.PASSES_WITHIN, PAUSE)
    return found[0]
