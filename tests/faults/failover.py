#!/usr/bin/env python3
"""Fails over to a standby while clients import, and counts what was lost or doubled (R32).

The replication's network fails first, then the primary is killed and the standby promoted. With a
synchronous standby nothing acknowledged may be lost; with an asynchronous one /readyz must say that
this is not promised. The service has both addresses, keeps running and has to answer again within
ten seconds of the promotion. The last line says N passed, N failed.
"""

import argparse
import json
import random
import sys
import tempfile
import time
import urllib.error
import urllib.request

from deliveries import Clients
from postgresql_pair import Pair, newest_bin
from service import PROGRAM, Server, make_token

CUT_SECONDS = 3.0
passed = failed = 0


def check(holds, words):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok ' if holds else 'BAD'} {words}", flush=True)


def readiness(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError as error:
        return 0, {"error": str(error)}


def drill(given, synchronous):
    name = "synchronous" if synchronous else "asynchronous"
    pair = Pair(synchronous)
    with tempfile.TemporaryDirectory() as data:
        where = ["--data", data, "--store", pair.url()]
        try:
            pair.start()
            server = Server(given.program, where)
            server.start()
            token = make_token(given.program, where)
            text = json.dumps(readiness(server.port)[1], ensure_ascii=False)
            words = "nothing is lost if it takes over" if synchronous else "can be lost if it takes over"
            check(words in text, f"{name}: /readyz says what failing over loses")

            clients = Clients(given.clients, given.seed, token, lambda: server.port, most=10_000)
            time.sleep(given.seconds)
            before = len(clients.acknowledged)
            pair.gate.set("stall")
            cut = time.monotonic()
            time.sleep(CUT_SECONDS)
            pair.kill_primary()
            killed = time.monotonic()
            pair.promote_standby()
            promoted = time.monotonic()
            while time.monotonic() < promoted + 30 and not any(
                    at > promoted for at in list(clients.acknowledged.values())):
                time.sleep(0.02)
            again = min((at for at in clients.acknowledged.values() if at > promoted),
                        default=promoted + 30) - promoted
            time.sleep(1.0)
            clients.stop()
            between = sum(cut + 0.5 < at < killed for at in clients.acknowledged.values())
            ready, _ = readiness(server.port)
            check(server.stop() == 0, f"{name}: the service ends as it should")
            lost, doubled, invented, halves = clients.reckon(
                given.program, ["--data", data, "--store", pair.url(1)])
            print(f"    {before} files acknowledged before the cut, {between} between it and the "
                  f"kill, {len(clients.acknowledged)} in all; values lost {lost}, doubled {doubled}, "
                  f"invented {invented}, files half stored {halves}; first answer {again:.2f} s "
                  "after the promotion")
            check(before > 10, f"{name}: files were acknowledged before")
            if synchronous:
                check(between == 0, "what the standby does not have is not acknowledged")
                check(lost == 0, "nothing acknowledged is lost")
            check(doubled == invented == halves == 0, f"{name}: nothing doubled, invented or halved")
            check(again <= 10, f"{name}: writes are taken again within 10 s")
            check(ready == 200, f"{name}: the service is ready again")
            check(not clients.unexpected, f"{name}: clients saw nothing they could not retry")
        finally:
            pair.remove()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    arguments.add_argument("--clients", type=int, default=4)
    arguments.add_argument("--seconds", type=float, default=3.0, help="of importing before the cut")
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    given = arguments.parse_args()
    if newest_bin() is None:
        print("PostgreSQL is not installed (postgresql-15).")
        return 1
    print(f"seed {given.seed}")
    for synchronous in (True, False):
        drill(given, synchronous)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
