#!/usr/bin/env python3
"""Kills the server with SIGKILL while clients import, and counts what was lost or doubled (R1).

Clients send at least once: each file has an Idempotency-Key and is sent again until it is
acknowledged. The files are key figures, meter readings, fuel, gas and waste in turn. Afterwards
every acknowledged value must be in the export exactly once, no value may be there that was never
sent, and no file may be there in part. Prints the seed; the last line says N passed, N failed.
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


class Kind:
    """One kind of delivery: its source, its header, and how its lines in the export are told apart."""

    def __init__(self, source, target, header, key, value):
        self.source, self.target, self.header, self.key, self.value = (
            source, target, header, key, value)


def hour(number):
    """The begin and end of an hour of 2024, in UTC."""
    text = [time.strftime("%Y-%m-%dT%H:00:00Z", time.gmtime(1704067200 + 3600 * (number + i)))
            for i in (0, 1)]
    return text[0], text[1]


def day(number):
    return time.strftime("%Y-%m-%d", time.gmtime(1704067200 + 86400 * (number % 366)))


KINDS = [
    Kind("own-key-figures", "keyFigureValue", "keyFigure,region,period,value,status",
         lambda fact: (fact["region"], fact["period"]), "value"),
    Kind("property-energy", "energyReading", "meter,start,end,quantity,unit",
         lambda fact: (fact["meter"], fact["start"]), "quantity"),
    Kind("fuel-cards", "fuelTransaction", "date,vehicleGroup,fuel,quantity,unit,transactionId",
         lambda fact: fact["transactionId"], "quantity"),
    Kind("medical-gases", "gasMovement", "date,site,gas,kind,quantity,unit,transactionId",
         lambda fact: fact["transactionId"], "quantity"),
    Kind("waste", "wasteWeight", "date,building,ewcCode,quantity,unit,treatment,transactionId",
         lambda fact: fact["transactionId"], "quantity"),
]


def file_of(client, number, rng):
    """A file of one kind; files of all kinds come in turn. Gives kind, text and {key: value}."""
    kind = KINDS[number % len(KINDS)]
    rows, values = [kind.header], {}
    for part in range(3):
        quantity = rng.randrange(30, 60)
        own = f"c{client}-{number}-{part}"
        if kind.target == "keyFigureValue":
            key = (REGIONS[part], f"{1900 + number % 200}-{client + 1:02d}")
            row = f"diclofenac-use,{key[0]},{key[1]},{quantity},final"
        elif kind.target == "energyReading":
            start, end = hour(3 * number + part)
            key, row = (f"M{client}", start), f"M{client},{start},{end},{quantity},kWh"
        elif kind.target == "fuelTransaction":
            key, row = own, f"{day(number)},ambulance,diesel,{quantity},l,{own}"
        elif kind.target == "gasMovement":
            key = own
            row = f"{day(number)},Halmstad,nitrousOxide,purchased,{quantity},kg,{own}"
        else:
            key, row = own, f"{day(number)},H1,20 01 01,{quantity},kg,materialRecycling,{own}"
        rows.append(row)
        values[key] = float(quantity)
    return kind, "\n".join(rows) + "\n", values


def send(port, token, source, key, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/imports?source={source}", data=body.encode(),
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
            [given.program, "token", "create", "--role", "coordinator", "--expires", "1d",
             "--data", data, "--json"], capture_output=True, text=True, check=True)
        token = json.loads(made.stdout)["token"]

        acknowledged, sent, done = {}, {}, threading.Event()
        lock = threading.Lock()

        def client(which):
            rng = random.Random(given.seed + which)
            number = 0
            while not done.is_set():
                kind, body, values = file_of(which, number, rng)
                key = f"client-{which}-{number}"
                with lock:
                    sent[key] = (kind, values)
                while not done.is_set():
                    try:
                        status, receipt = send(server.port, token, kind.source, key, body)
                        if status in (200, 201):
                            if receipt["state"] != "stored" or receipt["quarantined"]:
                                print(f"unexpected receipt: {receipt}")
                                done.set()
                                raise SystemExit(1)
                            with lock:
                                acknowledged[key] = True
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

        wanted, possible = {}, {}
        for name, (kind, values) in sent.items():
            for key, value in values.items():
                possible.setdefault((kind.target, key), set()).add(value)
                if name in acknowledged:
                    wanted[(kind.target, key)] = value
        stored, doubled = {}, 0
        for kind in KINDS:
            exported = subprocess.run(
                [given.program, "export", "--canonical", "--type", kind.target, "--data", data],
                capture_output=True, text=True, check=True).stdout
            for line in exported.splitlines():
                fact = json.loads(line)
                if fact.get("keyFigure", "diclofenac-use") != "diclofenac-use":
                    continue
                if kind.target == "keyFigureValue" and "value" not in fact:
                    continue
                key = (kind.target, kind.key(fact))
                doubled += key in stored
                stored[key] = fact[kind.value]
        lost = sum(1 for key, value in wanted.items() if stored.get(key) != value
                   and stored.get(key) not in possible[key])
        invented = sum(1 for key, value in stored.items() if value not in possible.get(key, set()))
        halves = sum(1 for kind, values in sent.values()
                     if 0 < sum((kind.target, key) in stored for key in values) < len(values))
        print(f"{given.kills} kills, {len(acknowledged)} files acknowledged, {len(wanted)} values; "
              f"lost {lost}, doubled {doubled}, invented {invented}, half stored {halves}; "
              f"slowest restart {slowest * 1000:.0f} ms")
        checks = [lost == 0, doubled == 0, invented == 0, halves == 0, len(acknowledged) > given.kills]
        print(f"{sum(checks)} passed, {len(checks) - sum(checks)} failed")
        return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
