#!/usr/bin/env python3
"""R13: thousands of clients that send a head, send a body or read an answer slowly are shed by
deadline, while good clients are answered. Deadlines are set short, so that the drill is. With
--strict the p99 counts too, which asks for a quiet machine. The last
line says N passed, N failed.
"""

import argparse
import http.client
import os
import pathlib
import resource
import selectors
import socket
import statistics
import sys
import tempfile
import threading
import time

from service import PROGRAM, Server

DEADLINE = 4.0  # seconds, of a head, a body and an answer, as set below
GRACE = 15.0
MOST_GROWTH = 200_000_000  # bytes
QUESTION = "/api/v1/key-figures/fornybart/series"
LARGE = "/api/v1/openapi.json"  # more than sockets hold, a few times over
passed = failed = 0


def check(holds, words):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok ' if holds else 'BAD'} {words}", flush=True)


class Good:
    """Asks on one connection, again and again; notes how long each answer takes."""

    def __init__(self, port):
        self.port, self.times, self.failures = port, [], []
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.ask)
        self.thread.start()

    def ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.done.is_set():
            began = time.monotonic()
            try:
                connection.request("GET", QUESTION)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.failures.append(answer.status)
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
                connection.close()
            self.times.append(time.monotonic() - began)
            time.sleep(0.006)  # below what one address may ask
        connection.close()

    def stop(self):
        self.done.set()
        self.thread.join()
        return self

    def p99(self, first=0):
        return statistics.quantiles(self.times[first:], n=100)[98] * 1000


class Slow:
    """So many connections of one kind, from many addresses; sends a byte on each every second."""

    HEADS = {"head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
             "body": b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n"
                     b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
             "read": f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 8}

    def __init__(self, kind, count, port):
        self.kind, self.open = kind, set()
        self.chooser = selectors.DefaultSelector()
        for number in range(count):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.bind((f"127.{1 + number % 200}.0.{1 + number // 200 % 250}", 0))
            one.connect(("127.0.0.1", port))
            one.setblocking(False)
            one.send(self.HEADS[kind])
            self.open.add(one)
            if kind != "read":  # who does not read does not hear of the end either
                self.chooser.register(one, selectors.EVENT_READ)

    def live(self, seconds):
        """Drips until the time is over or nobody is left."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.open:
            second = time.monotonic() + 1
            if self.kind != "read":
                for one in list(self.open):
                    try:
                        one.send(b"x")
                    except OSError:
                        self.end(one)
            while (left := second - time.monotonic()) > 0 and self.open:
                if self.kind == "read":
                    time.sleep(left)
                    break
                for key, _ in self.chooser.select(left):
                    try:
                        if not key.fileobj.recv(65536):
                            self.end(key.fileobj)
                    except OSError:
                        self.end(key.fileobj)

    def end(self, one):
        if self.kind != "read":
            self.chooser.unregister(one)
        self.open.discard(one)
        one.close()

    def close(self):
        for one in list(self.open):
            self.end(one)


def held(pid):
    """(descriptors, bytes in memory) of the service."""
    pages = int(pathlib.Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return len(os.listdir(f"/proc/{pid}/fd")), pages * os.sysconf("SC_PAGE_SIZE")


def suffer(given, server, kind):
    good = Good(server.port)
    time.sleep(2)
    before = good.stop().p99()
    failures = good.failures
    descriptors, memory = held(server.process.pid)
    good = Good(server.port)
    began = time.monotonic()
    slow = Slow(kind, given.clients, server.port)
    opened = time.monotonic() - began
    first = len(good.times)  # opening them is work of this drill's own, in the same process
    most = 0
    shed = None
    while time.monotonic() - began < opened + DEADLINE + GRACE:
        slow.live(0.9)
        now, grown = held(server.process.pid)
        most = max(most, grown - memory)
        if now <= descriptors + 4:
            shed = time.monotonic() - began - opened
            break
    good.stop()
    slow.close()
    during = good.p99(first)
    failures += good.failures
    left = held(server.process.pid)[0] - descriptors
    print(f"    {kind}: {given.clients} opened in {opened:.1f} s, gone "
          f"{'never' if shed is None else f'{shed:.1f} s'} after the last; memory grew by at most "
          f"{most / 1e6:.1f} MB; p99 of good clients {before:.2f} ms before, {during:.2f} ms "
          f"meanwhile: {during / before:.1f} times", flush=True)
    check(not failures, f"{kind}: no good client sees a failure {failures[:3] or ''}")
    check(shed is not None, f"{kind}: all slow ones are gone {left if shed is None else ''}")
    check(most < MOST_GROWTH, f"{kind}: memory stays within its bound")
    if given.strict:
        check(during < max(3 * before, 10), f"{kind}: p99 at most 3 times, or 10 ms")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    arguments.add_argument("--clients", type=int, default=10000, help="of each kind")
    arguments.add_argument("--strict", action="store_true", help="the p99 counts too")
    given = arguments.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    given.clients = min(given.clients, most - 1000)
    deadline = str(int(DEADLINE * 1000))
    with tempfile.TemporaryDirectory() as folder:
        server = Server(given.program, ["--data", folder], TERTIL_LIMITS__HEADER_DEADLINE_MS=deadline,
                        TERTIL_LIMITS__BODY_DEADLINE_MS=deadline,
                        TERTIL_LIMITS__WRITE_DEADLINE_MS=deadline,
                        TERTIL_LIMITS__READS_PER_SECOND="100000",
                        TERTIL_LIMITS__READS_BURST="100000",
                        TERTIL_LIMITS__CONNECTIONS_PER_ADDRESS="12000")
        server.start()
        try:
            for kind in Slow.HEADS:
                suffer(given, server, kind)
            check(server.stop() == 0, "the service ends as it should")
        finally:
            server.process.kill()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
