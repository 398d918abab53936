"""The reader's child process with a policy for tests: run as a program, with the port and the CA.

What memory it held at most is written to a file: what the parent would be told of it counts the
memory of the parent too, which it was forked from.

All the rest is the product's: what is read, how, and within which bounds.
"""

import itertools
import ssl
import sys
import time
from ipaddress import ip_address
from pathlib import Path

from prevention.calendars.busy.child import Bounds, main
from prevention.calendars.busy.places import Reach
from prevention.child_process import peak_memory_bytes
from prevention.public_internet import is_public, resolve

OUTSIDE = ip_address("127.0.0.9")
ANSWERS = {
    "agenda.exemple.test": [["127.0.0.9"]],
    "interne.exemple.test": [["127.0.0.1"]],
    "interne6.exemple.test": [["::1"]],
    "deux.exemple.test": [["127.0.0.9", "127.0.0.1"]],
    "tourne.exemple.test": [["127.0.0.9"], ["127.0.0.1"]],  # the second time, another answer
    "autre.test": [["127.0.0.9"]],  # not in the certificate
}
turns = {
    host: itertools.chain(answers, itertools.repeat(answers[-1]))
    for host, answers in ANSWERS.items()
}


def answer(host, port):
    if host == "muet.exemple.test":
        time.sleep(3600)
    return next(turns[host]) if host in turns else resolve(host, port)


if __name__ == "__main__":
    port, authority, network, computing, peak = sys.argv[1:]
    reach = Reach(
        allows=lambda ip: ip == OUTSIDE or is_public(ip),
        resolve=answer,
        tls=ssl.create_default_context(cafile=authority),
        ports=frozenset({int(port)}),
    )
    ended = main(reach, Bounds(network_seconds=int(network), computing_seconds=int(computing)))
    Path(peak).write_text(str(peak_memory_bytes()))
    sys.exit(ended)
