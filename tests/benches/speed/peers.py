"""One peer's search for a code, timed: peers.py PEER SEED_HEX CODE COUNT.

Prints the counter it found and the processor time of the loop in nanoseconds; starting Python and
loading the peer do not count.
"""

import base64
import hmac
import sys
import time


class Seed:
    """What privacyIDEA asks for the HMAC. Its own decrypts the seed each time; this one has it."""

    def __init__(self, seed):
        self.seed = seed

    def hmac_digest(self, data, hashfunc):
        return hmac.new(self.seed, data, hashfunc).digest()


def privacyidea(seed, code, count):
    from privacyidea.lib.tokens.HMAC import HmacOtp

    otp = HmacOtp(Seed(seed), counter=0, digits=len(code))
    return lambda: otp.checkOtp(code, count)


def pyotp(seed, code, count):
    from pyotp import HOTP

    otp = HOTP(base64.b32encode(seed).decode(), digits=len(code))
    return lambda: next(counter for counter in range(count) if otp.verify(code, counter))


peer, seed, code, count = sys.argv[1:]
search = {"privacyidea": privacyidea, "pyotp": pyotp}[peer](bytes.fromhex(seed), code, int(count))
start = time.process_time_ns()
found = search()
print(found, time.process_time_ns() - start)
