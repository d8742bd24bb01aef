#!/usr/bin/env python3
"""R25: under reads, deliveries and logins that fail, memory, descriptors and the write-ahead log stay
flat. `--minutes 20` or more before a release; the short run finds what grows fast. The last line says
N passed, N failed.
"""

import argparse
import collections
import http.client
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time

from deliveries import Clients
from service import PROGRAM, Server, make_token

READERS = 6
PATHS = ["/", "/api/v1/key-figures", "/api/v1/key-figures/fornybart/series",
         "/api/v1/key-figures/energi/series?format=csv", "/api/v1/openapi.json", "/healthz",
         "/api/v1/comparison?region=13", "/api/v1/regions", "/nothing/there"]
MOST_PER_REQUESTS = 1e6 / 100_000  # bytes of memory for a request
LEAST_GROWTH = 8e6  # bytes: less cannot be told from noise in a short run
MOST_LOG = 64 << 20
passed = failed = 0


def check(holds, words):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok ' if holds else 'BAD'} {words}", flush=True)


class Reader(threading.Thread):
    """Asks for one path after another on one connection, now and then on a new one."""

    def __init__(self, port, number):
        super().__init__()
        self.port, self.number = port, number
        self.times, self.answers, self.done = [], collections.Counter(), threading.Event()
        self.start()

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        count, tags = 0, {}
        while not self.done.is_set():
            count += 1
            path = PATHS[(count + self.number) % len(PATHS)]
            headers = {"Accept-Encoding": "gzip"} if count % 2 else {}
            if count % 5 == 0 and tags.get(path):
                headers["If-None-Match"] = tags[path]
            began = time.monotonic()
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                tags[path] = answer.getheader("ETag")
                self.answers[answer.status] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answers[type(error).__name__] += 1
                connection.close()
            now = time.monotonic()
            self.times.append((now, now - began))
            if count % 500 == 0:
                connection.close()
            time.sleep(0.01)
        connection.close()


class Stranger(threading.Thread):
    """Tries to sign in, and is told to wait."""

    def __init__(self, port):
        super().__init__()
        self.port, self.done = port, threading.Event()
        self.start()

    def run(self):
        while not self.done.wait(1):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("POST", "/api/v1/session", '{"name":"nobody","password":"not this one"}',
                               {"Content-Type": "application/json"})
            connection.getresponse().read()
            connection.close()


def sample(pid, folder):
    """(bytes of memory, descriptors, bytes of the log)."""
    pages = int(pathlib.Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    log = folder / "tertil.db-wal"
    return (pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir(f"/proc/{pid}/fd")),
            log.stat().st_size if log.exists() else 0)


def slope(points):
    """Least squares: by how much y grows where x grows by one."""
    middle_x, middle_y = (statistics.fmean(axis) for axis in zip(*points))
    across = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / across if across else 0.0


def p99(times):
    return statistics.quantiles(times, n=100)[98] * 1000


def judge(samples, readers):
    """Samples: (requests so far, memory, descriptors, log)."""
    late = samples[len(samples) // 2:]
    requests = late[-1][0] - late[0][0]
    growth = slope([(one[0], one[1]) for one in late])
    bound = max(MOST_PER_REQUESTS * requests, LEAST_GROWTH)
    check(growth * requests <= bound,
          f"memory: {growth * 100_000 / 1e6:.2f} MB for 100,000 requests over the last {requests:,}; "
          f"{samples[-1][1] / 1e6:.0f} MB at the end")
    tenth = max(1, len(late) // 5)
    first, last = (max(one[2] for one in part) for part in (late[:tenth], late[-tenth:]))
    check(last <= first + 4, f"descriptors: {first} half-way, {last} at the end")
    log = max(one[3] for one in samples)
    check(log <= MOST_LOG, f"write-ahead log: {log / 2**20:.1f} MiB at most")
    answers = sum((one.answers for one in readers), collections.Counter())
    check(set(answers) <= {200, 304, 404}, f"answers: {dict(answers)}")
    times = sorted(time for one in readers for time in one.times)
    third = len(times) // 3
    early, late_ = p99([t for _, t in times[:third]]), p99([t for _, t in times[-third:]])
    print(f"    p99 {early:.1f} ms in the first third, {late_:.1f} ms in the last: {late_ / early:.2f} times "
          "(what is stored grows meanwhile)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    arguments.add_argument("--minutes", type=float, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = Server(given.program, ["--data", name], TERTIL_LIMITS__READS_PER_SECOND="100000",
                        TERTIL_LIMITS__READS_BURST="100000", TERTIL_LIMITS__IMPORTS_PER_MINUTE="100000")
        server.start()
        try:
            token = make_token(given.program, ["--data", name])
            readers = [Reader(server.port, number) for number in range(READERS)]
            stranger = Stranger(server.port)
            clients = Clients(2, 1, token, lambda: server.port, most=10**9)
            samples, until = [], time.monotonic() + 60 * given.minutes
            while time.monotonic() < until and server.process.poll() is None:
                time.sleep(1)
                requests = sum(len(one.times) for one in readers)
                samples.append((requests, *sample(server.process.pid, folder)))
            for one in (*readers, stranger):
                one.done.set()
            clients.stop()
            for one in (*readers, stranger):
                one.join()
            check(server.process.poll() is None and not clients.unexpected,
                  f"alive after {samples[-1][0]:,} requests and {len(clients.acknowledged):,} files")
            judge(samples, readers)
            check(server.stop() == 0, "the service ends as it should")
        finally:
            server.process.kill()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
