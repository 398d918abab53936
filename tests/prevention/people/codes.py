"""What an application on a telephone does: codes from a secret and the time (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret, *, steps=0):
    """The six digits that an application shows, now or some half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
