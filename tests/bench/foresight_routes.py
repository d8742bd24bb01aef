#!/usr/bin/env python3
"""What the routes that simulate take when nobody has asked before, beside the same answer from the
response cache (issue: the certainty route answers uncached within 50 ms).

    foresight_routes.py PROGRAM [--rounds 5]

Every round starts the service anew, so that each first question is uncached.
"""

import argparse
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import tempfile
import time

GOALS_MS = {"certainty": 50, "forecast": None, "movement": None}
ROUTES = {
    "certainty": [f"fornybart/certainty?year={year}" for year in range(2015, 2025)],
    "forecast": [f"{slug}/forecast?region={region}"
                 for slug in ("fornybart", "ekologiskt", "antibiotika") for region in ("13", "14", "01")],
    "movement": [f"fornybart/movement?region={region}&from=2022&to=2023" for region in ("13", "14", "01")],
}


def took(connection, address):
    began = time.monotonic()
    connection.request("GET", f"/api/v1/key-figures/{address}")
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (address, answer.status)
    return time.monotonic() - began


def one_round(program, data):
    """Route → [(uncached, cached)] in seconds."""
    server = subprocess.Popen(
        [program, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env={**os.environ, "TERTIL_SERVER__METRICS_LISTEN": ""})
    try:
        for line in server.stdout:
            found = re.match(r"listening on http://[^:]+:(\d+)", line)
            if found:
                break
        connection = http.client.HTTPConnection("127.0.0.1", int(found.group(1)), timeout=30)
        return {name: [(took(connection, one), took(connection, one)) for one in addresses]
                for name, addresses in ROUTES.items()}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as data:
        rounds = [one_round(given.program, data) for _ in range(given.rounds)]
    print(f"{'route':<12}{'uncached':>12}{'worst':>12}{'cached':>12}{'goal':>9}{'ratio':>8}")
    reached = {}
    for name, goal in GOALS_MS.items():
        uncached = [first * 1000 for one in rounds for first, _ in one[name]]
        cached = [second * 1000 for one in rounds for _, second in one[name]]
        median = statistics.median(uncached)
        reached[name] = {"uncachedMs": median, "worstMs": max(uncached),
                         "cachedMs": statistics.median(cached)}
        print(f"{name:<12}{median:>9.1f} ms{max(uncached):>9.1f} ms"
              f"{statistics.median(cached):>9.2f} ms"
              + (f"{goal:>6} ms{median / goal:>8.2f}" if goal else f"{'–':>9}{'–':>8}"))
    print(json.dumps({"bench": "foresight-routes", "rounds": given.rounds, **reached}))


if __name__ == "__main__":
    main()
