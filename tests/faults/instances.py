#!/usr/bin/env python3
"""Three instances on one PostgreSQL store, behind nginx as deploy/proxy/nginx-several.conf has it.

An import on one is seen on all; one is killed under load, and all are restarted one after the other:
no reader sees a failure, and clients who retry lose and double nothing. To be run by
tests/postgresql.sh. The last line says N passed, N failed.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from deliveries import Clients, send
from postgresql_pair import free_port
from service import PROGRAM, TOP, Server, make_token

SEEN_SECONDS = 2.0  # far more than the 0.2 s that it takes: the figure itself is printed
QUESTION = "/api/v1/key-figures/diklofenak/series?regions=13"
passed = failed = 0


def check(holds, words):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok ' if holds else 'BAD'} {words}", flush=True)


class Nginx:
    def __init__(self, folder, ports):
        self.port = free_port()
        text = (TOP / "deploy/proxy/nginx-several.conf").read_text(encoding="utf-8")
        for number, port in enumerate(ports, 8081):
            text = text.replace(f"127.0.0.1:{number}", f"127.0.0.1:{port}")
        text = text.replace("127.0.0.1:8080", f"127.0.0.1:{self.port}")
        temporary = "".join(f"{name}_temp_path {folder}/{name};" for name in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"pid {folder}/nginx.pid; error_log {folder}/nginx.log; daemon off;\n"
            f"worker_processes 1; events {{}}\nhttp {{ access_log off; {temporary}\n{text}\n}}\n",
            encoding="utf-8")
        self.process = subprocess.Popen(
            [shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-c",
             folder / "nginx.conf", "-e", folder / "nginx.log"], stderr=subprocess.DEVNULL)
        for _ in range(200):
            if get(self.port, "/healthz")[0] == 200:
                return
            time.sleep(0.05)
        raise SystemExit("nginx does not answer")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def get(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


class Readers:
    """Ask again and again; count what was not answered with 200."""

    def __init__(self, count, port):
        self.port, self.answered, self.refused = port, 0, []
        self.done = threading.Event()
        self.threads = [threading.Thread(target=self.ask) for _ in range(count)]
        for one in self.threads:
            one.start()

    def ask(self):
        while not self.done.is_set():
            status, _ = get(self.port, QUESTION)
            if status == 200:
                self.answered += 1
            else:
                self.refused.append(status)
            time.sleep(0.005)  # below what one address may ask

    def stop(self):
        self.done.set()
        for one in self.threads:
            one.join()


def value_at(port, year):
    found = re.search(rf'"year":{year},"value":([0-9.]+)'.encode(), get(port, QUESTION)[1])
    return found and float(found[1])


def how_soon_seen(servers, token):
    """Seconds from the acknowledgement on one until the value is seen on each of the others."""
    waits = []
    for number in range(20):
        own, value = servers[number % 3], 1000 + number
        body = f"keyFigure,region,year,value,status\ndiclofenac-use,13,2031,{value},final\n"
        send(own.port, token, "own-key-figures", f"seen-{number}", body)
        began = time.monotonic()
        for other in servers:
            while value_at(other.port, 2031) != value:
                if time.monotonic() > began + 10:
                    return [*waits, 10.0]
                time.sleep(0.002)
            waits.append(time.monotonic() - began)
    return waits


def requests_a_second(port):
    """By two wrk connections' worth of load; 0 where wrk is not installed."""
    if not shutil.which("wrk"):
        return 0.0
    said = subprocess.run(["wrk", "-t1", "-c16", "-d2s", f"http://127.0.0.1:{port}{QUESTION}"],
                          capture_output=True, text=True, check=False).stdout
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    return float(found[1]) if found else 0.0


def instances(given, folder, store):
    servers = []
    for number in range(3):
        where = ["--data", folder / f"instance-{number}", "--store", store]
        servers.append(Server(given.program, where, TERTIL_SERVER__THREADS="1",
                              TERTIL_LIMITS__READS_PER_SECOND="100000",
                              TERTIL_LIMITS__READS_BURST="100000",
                              TERTIL_LIMITS__IMPORTS_PER_MINUTE="100000"))
        servers[-1].start()
    return servers


def drill(given, folder, servers):
    token = make_token(given.program, servers[0].where)

    waits = how_soon_seen(servers, token)
    check(max(waits) < SEEN_SECONDS,
          f"an import on one is seen on all: median {statistics.median(waits) * 1000:.0f} ms, "
          f"at worst {max(waits) * 1000:.0f} ms")

    nginx = Nginx(folder, [one.port for one in servers])
    readers = Readers(4, nginx.port)
    clients = Clients(4, given.seed, token, lambda: nginx.port, most=10_000)
    time.sleep(2)
    servers[0].kill()
    time.sleep(2)
    servers[0].start()
    time.sleep(1)
    for one in servers:  # as an upgrade does it
        check(one.stop() == 0, "an instance that is told to stop ends as it should")
        one.start()
        time.sleep(1.5)  # until nginx asks it again (fail_timeout)
    clients.stop()
    readers.stop()
    lost, doubled, invented, halves = clients.reckon(given.program, servers[0].where)
    # The value of how_soon_seen is of the same key figure; it was sent by nobody else.
    invented -= 1
    print(f"    {readers.answered} questions answered, {len(clients.acknowledged)} files "
          f"acknowledged; values lost {lost}, doubled {doubled}, invented {invented}, files half "
          f"stored {halves}")
    check(not readers.refused, f"no reader sees a failure: {sorted(set(readers.refused))}")
    check(readers.answered > 100 and len(clients.acknowledged) > 10, "there was load")
    check(lost == doubled == invented == halves == 0, "nothing is lost, doubled or halved")
    check(not clients.unexpected, "clients saw nothing they could not retry")
    nginx.stop()

    alone = requests_a_second(servers[0].port)
    results = [0.0] * 3
    def measure(which):
        results[which] = requests_a_second(servers[which].port)
    threads = [threading.Thread(target=measure, args=(i,)) for i in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if alone:
        print(f"    {alone:,.0f} answers a second of one, {sum(results):,.0f} of three at once, on "
              f"{os.cpu_count()} cores that the clients use too: {sum(results) / alone:.2f} times")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    given = arguments.parse_args()
    store = os.environ.get("TERTIL_TEST_STORE")
    if not store:
        print("To be run by tests/postgresql.sh, which starts the server.")
        return 1
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as folder:
        servers = instances(given, pathlib.Path(folder), store)
        try:
            drill(given, pathlib.Path(folder), servers)
        finally:
            for one in servers:
                one.kill()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
