#!/usr/bin/env python3
"""Kills the server with SIGKILL while clients import, and counts what was lost or doubled (R1).

Clients send at least once (deliveries.py). Prints the seed; the last line says N passed, N failed.
"""

import argparse
import random
import sys
import tempfile
import time

from deliveries import Clients
from service import PROGRAM, Server, make_token


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    arguments.add_argument("--kills", type=int, default=40)
    arguments.add_argument("--clients", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    given = arguments.parse_args()
    print(f"seed {given.seed}")
    chance = random.Random(given.seed)

    with tempfile.TemporaryDirectory() as data:
        where = ["--data", data]
        server = Server(given.program, where)
        server.start()
        token = make_token(given.program, where)
        clients = Clients(given.clients, given.seed, token, lambda: server.port)
        slowest = 0.0
        for _ in range(given.kills):
            time.sleep(chance.uniform(0.02, 0.25))
            server.kill()
            slowest = max(slowest, server.start())
        clients.stop()
        server.kill()
        lost, doubled, invented, halves = clients.reckon(given.program, where)
        count = len(clients.acknowledged)
        print(f"{given.kills} kills, {count} files acknowledged; lost {lost}, doubled {doubled}, "
              f"invented {invented}, half stored {halves}; slowest restart {slowest * 1000:.0f} ms")
        checks = [lost == 0, doubled == 0, invented == 0, halves == 0, count > given.kills,
                  not clients.unexpected]
        print(f"{sum(checks)} passed, {len(checks) - sum(checks)} failed")
        return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
