"""Clients that deliver at least once, and the reckoning of what became of it.

Each file has an Idempotency-Key and is sent again until it is acknowledged. The files are key
figures, meter readings, fuel, gas and waste in turn. Afterwards every acknowledged value must be in
the export exactly once, no value may be there that was never sent, and no file may be there in part.
"""

import json
import random
import subprocess
import threading
import time
import urllib.error
import urllib.request

REGIONS = "01 03 04 05 06 07 08 09 10 12 13 14 17 18 19 20 21 22 23 24 25".split()


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
         lambda fact: (fact["region"], fact.get("period")), "value"),
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


class Clients:
    """So many clients that deliver to `port()` until they are stopped; each at most `most` files."""

    def __init__(self, count, seed, token, port, most=200):
        self.seed, self.token, self.port, self.most = seed, token, port, most
        self.acknowledged, self.sent = {}, {}  # by key: when, and kind with values
        self.unexpected = []
        self.done = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.deliver, args=(i,)) for i in range(count)]
        for one in self.threads:
            one.start()

    def deliver(self, which):
        rng = random.Random(self.seed + which)
        for number in range(self.most):
            kind, body, values = file_of(which, number, rng)
            key = f"client-{which}-{number}"
            with self.lock:
                self.sent[key] = (kind, values)
            while not self.done.is_set():
                if self.is_acknowledged(kind, key, body):
                    break
            if self.done.is_set():
                return

    def is_acknowledged(self, kind, key, body):
        try:
            status, receipt = send(self.port(), self.token, kind.source, key, body)
            if receipt["state"] != "stored" or receipt["quarantined"]:
                return self.give_up(f"unexpected receipt: {status} {receipt}")
            with self.lock:
                self.acknowledged[key] = time.monotonic()
            return True
        except urllib.error.HTTPError as error:
            if error.code not in (409, 429, 502, 503, 504):
                return self.give_up(f"unexpected {error.code}: {error.read()[:300]}")
            time.sleep(0.05)
        except (OSError, ValueError):
            time.sleep(0.01)  # killed: try again, with the same key
        return False

    def give_up(self, why):
        print(why)
        self.unexpected.append(why)
        self.done.set()
        return False

    def stop(self):
        self.done.set()
        for one in self.threads:
            one.join()

    def reckon(self, program, where):
        """(lost, doubled, invented, half stored), by what the program exports."""
        wanted, possible = {}, {}
        for name, (kind, values) in self.sent.items():
            for key, value in values.items():
                possible.setdefault((kind.target, key), set()).add(value)
                if name in self.acknowledged:
                    wanted[(kind.target, key)] = value
        stored, doubled = {}, 0
        for kind in KINDS:
            exported = subprocess.run(
                [program, "export", "--canonical", "--type", kind.target, *map(str, where)],
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
        halves = sum(1 for kind, values in self.sent.values()
                     if 0 < sum((kind.target, key) in stored for key in values) < len(values))
        return lost, doubled, invented, halves
