#!/usr/bin/env python3
"""Kills the server with SIGKILL while clients import, and counts what was lost or doubled (R1).

Clients send at least once: each file has an Idempotency-Key and is sent again until it is
acknowledged. Afterwards every acknowledged value must be in the export exactly once, and no
value may be there that was never sent. Prints the seed; the last line says N passed, N failed.
"""

import argparse
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

TOP = pathlib.Path(__file__).resolve().parents[2]
REGIONS = "01 03 04 05 06 07 08 09 10 12 13 14 17 18 19 20 21 22 23 24 25".split()


class Server:
    def __init__(self, program, data):
        self.program, self.data = program, data
        self.port = None
        self.process = None

    def start(self):
        began = time.monotonic()
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port or 0}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "TERTIL_SERVER__METRICS_LISTEN": ""})
        for line in self.process.stdout:
            if line.startswith("listening on http://"):
                self.port = int(line.strip().rsplit(":", 1)[1])
                break
        else:
            raise SystemExit("the server did not start")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return time.monotonic() - began

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def body_of(client, number, rng):
    """A file of three values that no other file has: its own year stands for its number."""
    rows = ["keyFigure,region,period,value,status"]
    for _ in range(3):
        rows.append(f"diclofenac-use,{rng.choice(REGIONS)},{1900 + number % 200}-{client + 1:02d},"
                    f"{rng.randrange(10**6)},final")
    seen, unique = set(), [rows[0]]
    for row in rows[1:]:
        key = row.rsplit(",", 2)[0]
        if key not in seen:
            seen.add(key)
            unique.append(row)
    return "\n".join(unique) + "\n"


def send(port, token, key, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/imports?source=own-key-figures", data=body.encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "text/csv",
                 "Idempotency-Key": key}, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, json.load(answer)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=str(TOP / "build/release/tertil"))
    arguments.add_argument("--kills", type=int, default=40)
    arguments.add_argument("--clients", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    given = arguments.parse_args()
    print(f"seed {given.seed}")
    chance = random.Random(given.seed)

    with tempfile.TemporaryDirectory() as data:
        server = Server(given.program, data)
        server.start()
        made = subprocess.run(
            [given.program, "token", "create", "--role", "importer", "--source", "own-key-figures",
             "--expires", "1d", "--data", data, "--json"], capture_output=True, text=True, check=True)
        token = json.loads(made.stdout)["token"]

        acknowledged, sent, done = {}, {}, threading.Event()
        lock = threading.Lock()

        def client(which):
            rng = random.Random(given.seed + which)
            number = 0
            while not done.is_set():
                body, key = body_of(which, number, rng), f"client-{which}-{number}"
                with lock:
                    sent[key] = body
                while not done.is_set():
                    try:
                        status, receipt = send(server.port, token, key, body)
                        if status in (200, 201) and receipt["state"] == "stored":
                            with lock:
                                acknowledged[key] = body
                            break
                    except urllib.error.HTTPError as error:
                        if error.code not in (409, 429, 503):
                            print(f"unexpected {error.code}: {error.read()[:300]}")
                            done.set()
                            raise SystemExit(1) from error
                        time.sleep(0.05)
                    except (OSError, ValueError):
                        time.sleep(0.01)  # killed: try again, with the same key
                number += 1
                if number >= 200:
                    return

        clients = [threading.Thread(target=client, args=(i,)) for i in range(given.clients)]
        for one in clients:
            one.start()
        slowest = 0.0
        for _ in range(given.kills):
            time.sleep(chance.uniform(0.02, 0.25))
            server.kill()
            slowest = max(slowest, server.start())
        done.set()
        for one in clients:
            one.join()
        server.kill()

        exported = subprocess.run(
            [given.program, "export", "--canonical", "--type", "keyFigureValue", "--data", data],
            capture_output=True, text=True, check=True).stdout
        stored = {}
        doubled = 0
        for line in exported.splitlines():
            fact = json.loads(line)
            if fact["keyFigure"] != "diclofenac-use":
                continue
            key = (fact["region"], fact["period"])
            doubled += key in stored
            stored[key] = fact["value"]

        wanted, possible = {}, {}
        for name, body in sent.items():
            for row in body.splitlines()[1:]:
                _, region, period, value, _ = row.split(",")
                possible.setdefault((region, period), set()).add(float(value))
                if name in acknowledged:
                    wanted[(region, period)] = float(value)
        lost = sum(1 for key, value in wanted.items() if stored.get(key) != value
                   and stored.get(key) not in possible[key])
        invented = sum(1 for key, value in stored.items() if value not in possible.get(key, set()))
        print(f"{given.kills} kills, {len(acknowledged)} files acknowledged, {len(wanted)} values; "
              f"lost {lost}, doubled {doubled}, invented {invented}; "
              f"slowest restart {slowest * 1000:.0f} ms")
        checks = [lost == 0, doubled == 0, invented == 0, len(acknowledged) > given.kills]
        print(f"{sum(checks)} passed, {len(checks) - sum(checks)} failed")
        return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
