#!/usr/bin/env python3
"""R33: the network to PostgreSQL refuses, stalls, cuts, slows and corrupts (what the network to a
pulled source does is in tests/service/ingest/pulls_test.cpp and tests/collectors/remote). Whatever it does: published figures are answered all the while, every import is answered
in bounded time, nothing unacknowledged is called stored, nothing is lost, doubled or halved, and
when the network is well again so is the service. The last line says N passed, N failed.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from deliveries import Clients
from gate import Gate
from postgresql_pair import Pair, newest_bin
from service import PROGRAM, Server, make_token

QUESTION = "/api/v1/key-figures/diklofenak/series?regions=13"
BOUND = 90.0  # seconds; how long it took is printed: about ten for one, more behind others
WELL_AGAIN = 30.0
passed = failed = 0


def check(holds, words):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok ' if holds else 'BAD'} {words}", flush=True)


def ask(port, path, timeout=60.0, **more):
    """(status, seconds); 0 if there was no answer."""
    began = time.monotonic()
    try:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", **more)
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            answer.read()
            return answer.status, time.monotonic() - began
    except urllib.error.HTTPError as error:
        error.read()
        return error.code, time.monotonic() - began
    except OSError:
        return 0, time.monotonic() - began


def with_tls(pair):
    """The primary takes TLS as well: then a turned bit is noticed, and nothing wrong is believed."""
    key, certificate = pair.folder / "server.key", pair.folder / "server.crt"
    subprocess.run([*pair.as_user, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                    "-keyout", key, "-out", certificate], capture_output=True, check=True)
    for setting in (f"ssl_cert_file = '{certificate}'", f"ssl_key_file = '{key}'", "ssl = on"):
        pair.ask(0, f"ALTER SYSTEM SET {setting}")
    pair.ask(0, "SELECT pg_reload_conf()")


class Store:
    """A service on PostgreSQL behind a gate, and what is done to it."""

    def __init__(self, given, pair, folder, tls):
        self.given, self.gate = given, Gate(pair.ports[0])
        mode = "require" if tls else "disable"
        url = f"postgresql://tertil@127.0.0.1:{self.gate.port}/postgres?sslmode={mode}"
        self.where = ["--data", folder / "data", "--store", url]
        self.server = Server(given.program, self.where, TERTIL_LIMITS__IMPORTS_PER_MINUTE="100000",
                             TERTIL_LIMITS__IMPORTS_IN_FLIGHT="100")
        self.server.start()
        self.token = make_token(given.program, self.where)
        self.number = 100 if tls else 0
        self.clients = Clients(3, given.seed, self.token, lambda: self.server.port, most=10_000)

    def import_one(self):
        self.number += 1
        body = ("keyFigure,region,period,value,status\n"
                f"diclofenac-use,13,{1900 + self.number % 190}-{1 + self.number // 190:02},"
                f"{40 + self.number % 9},final\n")
        return ask(self.server.port, "/api/v1/imports?source=own-key-figures", data=body.encode(),
                   method="POST", headers={"Authorization": f"Bearer {self.token}",
                                           "Content-Type": "text/csv",
                                           "Idempotency-Key": f"one-{self.number}"})

    def suffer(self, mode):
        clients = self.clients
        before = len(clients.acknowledged)
        time.sleep(0.7)
        self.gate.set(mode)
        answers, slowest = [], 0.0
        until = time.monotonic() + self.given.seconds
        imported = threading.Event()
        told = []

        def deliver():
            told.append(self.import_one())
            imported.set()
        threading.Thread(target=deliver, daemon=True).start()
        while time.monotonic() < until or not imported.is_set():
            status, seconds = ask(self.server.port, QUESTION)
            answers.append(status)
            slowest = max(slowest, seconds)
            time.sleep(0.02)
        ready, ready_seconds = ask(self.server.port, "/readyz")
        self.gate.set("open")
        self.gate.end_all()
        began = time.monotonic()
        while self.import_one()[0] not in (200, 201) and time.monotonic() - began < 60:
            time.sleep(0.2)
        again = time.monotonic() - began
        status, seconds = told[0]
        print(f"    {mode}: {len(answers)} questions, slowest {slowest:.2f} s; an import answered "
              f"{status} in {seconds:.1f} s; /readyz {ready} in {ready_seconds:.1f} s; well again "
              f"in {again:.1f} s; {len(clients.acknowledged) - before} files acknowledged")
        check(set(answers) == {200}, f"{mode}: published figures are answered all the while")
        check(status != 0 and seconds < BOUND, f"{mode}: an import is answered in bounded time")
        check(ready in (200, 503) and ready_seconds < BOUND, f"{mode}: /readyz answers")
        if mode in ("refuse", "stall"):
            check(status == 503 and ready == 503, f"{mode}: and both say that the store is away")
        check(again < WELL_AGAIN, f"{mode}: afterwards the service is well by itself")

    def reckon(self, modes):
        self.clients.stop()
        lost, doubled, _, halves = self.clients.reckon(self.given.program, self.where)
        check(len(self.clients.acknowledged) > 10, f"{modes}: files were acknowledged")
        check(not self.clients.unexpected, f"{modes}: clients saw nothing they could not retry")
        check(lost == doubled == halves == 0,
              f"{modes}: nothing lost, doubled or halved ({lost}, {doubled}, {halves})")


def to_the_store(given, folder):
    pair = Pair(synchronous=False)
    try:
        pair.start()
        with_tls(pair)
        store = Store(given, pair, folder, tls=False)
        for mode in ("refuse", "stall", "cut", "slow"):
            store.suffer(mode)
        store.reckon("refuse to slow")
        store.server.kill()
        store = Store(given, pair, folder, tls=True)
        store.suffer("corrupt")
        store.reckon("corrupt")
        check(store.server.stop() == 0, "the service ends as it should")
    finally:
        pair.remove()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    arguments.add_argument("--seconds", type=float, default=2.0)
    given = arguments.parse_args()
    if not newest_bin():
        print("PostgreSQL is not installed (postgresql-15).")
        return 1
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as folder:
        to_the_store(given, pathlib.Path(folder))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
