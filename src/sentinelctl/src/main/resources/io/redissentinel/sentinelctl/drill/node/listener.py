"""Says what the sentinel beside it publishes: lines `event T CHANNEL MESSAGE`, and `deaf T WHY` when it
cannot be heard."""
import threading
import time

import link as links
import node
import resp

PAUSE_SECONDS = 0.2


class Subscription(resp.Client):
    def begin(self):
        self.call("PSUBSCRIBE", "*")
        # For as long as nothing happens; the sentinel is on this node.
        self._socket.settimeout(None)

    def next(self):
        """(channel, message)"""
        _, _, channel, message = self._reply()
        return channel, message


def listen(link, settings):
    heard = True
    while not link.stopped.is_set():
        try:
            with Subscription(settings.address, settings.sentinel_port) as subscription:
                subscription.begin()
                link.say("hears %.6f", link.now())
                heard = True
                while True:
                    channel, message = subscription.next()
                    link.say("event %.6f %s %s", link.now(), channel, message)
        except (OSError, resp.ServerError) as error:
            if heard:
                link.say("deaf %.6f %s", link.now(), str(error).replace("\n", " "))
            heard = False
            time.sleep(PAUSE_SECONDS)


def main(arguments):
    link = links.Link(float(arguments[0]))
    link.start()
    threading.Thread(target=listen, args=(link, node.Settings()), daemon=True).start()
    link.stopped.wait()
    link.close()
