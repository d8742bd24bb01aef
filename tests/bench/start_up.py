#!/usr/bin/env python3
"""From process start to the first correct answer, and the memory it takes (performance goals:
100 ms with a filled data directory, 3 s at the very first start, 40 MB resident).

    start_up.py PROGRAM [--rounds 11]
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

COMPARISON = "/api/v1/comparison?region=13"


def first_answer(program, data):
    """Seconds until Halland's comparison is answered, and kB resident after a thousand answers."""
    began = time.monotonic()
    server = subprocess.Popen(
        [program, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env={**os.environ, "TERTIL_SERVER__METRICS_LISTEN": ""})
    try:
        for line in server.stdout:
            found = re.match(r"listening on http://[^:]+:(\d+)", line)
            if found:
                break
        connection = http.client.HTTPConnection("127.0.0.1", int(found.group(1)), timeout=10)
        connection.request("GET", COMPARISON)
        answer = json.load(connection.getresponse())
        took = time.monotonic() - began
        assert answer["region"] == "13" and len(answer["rows"]) == 6
        for _ in range(1000):
            connection.request("GET", COMPARISON)
            connection.getresponse().read()
        with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
            resident = int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))
        return took, resident
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=11)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as data:
        very_first, _ = first_answer(given.program, data)
        rounds = [first_answer(given.program, data) for _ in range(given.rounds)]
    filled = statistics.median(took for took, _ in rounds)
    resident = max(kib for _, kib in rounds)
    print(f"{'start-up':<28}{'reached':>12}{'goal':>10}{'ratio':>8}")
    print(f"{'filled data directory':<28}{filled * 1000:>9.0f} ms{'100 ms':>10}{filled / 0.1:>8.2f}")
    print(f"{'the very first start':<28}{very_first * 1000:>9.0f} ms{'3000 ms':>10}{very_first / 3:>8.2f}")
    print(f"{'resident memory':<28}{resident / 1024:>9.1f} MB{'40 MB':>10}{resident / 1024 / 40:>8.2f}")
    print(json.dumps({"bench": "start-up", "filledMs": filled * 1000, "firstMs": very_first * 1000,
                      "residentKiB": resident, "rounds": given.rounds}))


if __name__ == "__main__":
    main()
