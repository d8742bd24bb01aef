#!/usr/bin/env python3
"""R26: in a control group of 128 MiB, with the limits that are shipped, the service refuses what there
is no memory for and is never killed. Large files of every kind, many at once, logins and thousands of
connections; what was acknowledged is there afterwards. The last line says N passed, N failed.

Needs the right to make a control group (root); says so and checks nothing where it has none.
"""

import argparse
import collections
import contextlib
import http.client
import io
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

from service import PROGRAM, Server, make_token

LIMIT = 128 << 20
passed = failed = 0


def check(holds, words):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok ' if holds else 'BAD'} {words}", flush=True)


class Group:
    """A control group for memory, of either version. Raises OSError where none can be made."""

    def __init__(self, limit):
        name = f"tertil-test-{os.getpid()}"
        first = pathlib.Path("/sys/fs/cgroup/memory")
        if (first / "memory.limit_in_bytes").exists():
            self.folder, self.peak, events = first / name, "memory.max_usage_in_bytes", "memory.oom_control"
            self.folder.mkdir()
            self.write("memory.limit_in_bytes", limit)
            with contextlib.suppress(OSError):  # swapping would hide what does not fit
                self.write("memory.swappiness", 0)
        else:
            self.folder, self.peak, events = pathlib.Path("/sys/fs/cgroup") / name, "memory.peak", "memory.events"
            self.folder.mkdir()
            self.write("memory.max", limit)
            with contextlib.suppress(OSError):
                self.write("memory.swap.max", 0)
        self.events = events

    def write(self, file, value):
        (self.folder / file).write_text(str(value), encoding="ascii")

    def kills(self):
        lines = (self.folder / self.events).read_text(encoding="ascii").split("\n")
        return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))

    def most(self):
        file = self.folder / self.peak
        return int(file.read_text(encoding="ascii")) if file.exists() else None

    def remove(self):
        for _ in range(50):
            with contextlib.suppress(OSError):
                self.folder.rmdir()
                return
            time.sleep(0.1)


def readings(meters, hours):
    lines = ["meter,start,end,quantity,unit"]
    for meter in range(meters):
        for hour in range(hours):
            begin = 1704067200 + 3600 * hour
            span = [time.strftime("%Y-%m-%dT%H:00:00Z", time.gmtime(begin + part)) for part in (0, 3600)]
            lines.append(f"M{meter},{span[0]},{span[1]},{(meter + hour) % 97},kWh")
    return ("\n".join(lines) + "\n").encode()


def waste(rows, mark):
    return ("date,building,ewcCode,quantity,unit,treatment,transactionId\n" + "".join(
        f"2024-{1 + i % 12:02d}-{1 + i % 28:02d},H1,20 01 01,{i % 50 + 1},kg,materialRecycling,{mark}{i}\n"
        for i in range(rows))).encode()


def workbook(rows, columns=7):
    """A workbook of so many rows of text, written by hand: inflated it is a hundred times as large."""
    def cell(column, row):
        return f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>värde {column}</t></is></c>'
    sheet = io.StringIO()
    sheet.write('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
    for row in range(1, rows + 1):
        sheet.write(f'<row r="{row}">' + "".join(cell(column, row) for column in range(columns)) + "</row>")
    sheet.write("</sheetData></worksheet>")
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{package}/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
                      f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/></Types>')
        book.writestr("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">'
                      f'<Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relation}">'
                      '<sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">'
                      f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", sheet.getvalue())
    return made.getvalue()


class Client:
    def __init__(self, port, token):
        self.port, self.token = port, token
        self.answers = collections.Counter()
        self.lock = threading.Lock()

    def ask(self, method, path, body=None, headers=None):
        """(status, answer); status 0 when the connection broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            status, text = 0, repr(error).encode()
        finally:
            connection.close()
        with self.lock:
            self.answers[status] += 1
        return status, text

    def send(self, source, body, kind="text/csv"):
        return self.ask("POST", f"/api/v1/imports?source={source}", body,
                        {"Authorization": f"Bearer {self.token}", "Content-Type": kind})


def at_once(works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def crowd(client, count):
    """Opens so many connections, sends half a head on each, and lets them go."""
    opened = []
    for number in range(count):
        one = socket.socket()
        one.settimeout(10)
        with contextlib.suppress(OSError):
            one.bind((f"127.{1 + number % 100}.0.{1 + number // 100}", 0))
            one.connect(("127.0.0.1", client.port))
            one.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 2000)
            opened.append(one)
    status, _ = client.ask("GET", "/api/v1/key-figures")
    for one in opened:
        one.close()
    return len(opened), status


def put_under(client, group):
    """Each load; gives the rows that were acknowledged as stored."""
    stored = 0
    def load(words, status, text, good):
        nonlocal stored
        receipt = json.loads(text) if status in (200, 201) else {}
        stored += receipt.get("stored", 0)
        check(status in good and group.kills() == 0,
              f"{words}: {status}{', ' + str(receipt.get('stored')) + ' stored' if receipt else ''}"
              f"{'' if status in good else ' ' + text[:200].decode(errors='replace')}")
    refusals = (413, 422, 429, 503, 507)
    body = readings(150, 8784)
    load(f"a file of readings of {len(body) >> 20} MB", *client.send("property-energy", body), (201,))
    body = waste(200_000, "w")
    load(f"a file of facts of {len(body) >> 20} MB", *client.send("waste", body), (201, *refusals))
    body = workbook(100_000)
    load(f"a workbook of {len(body) >> 10} kB that is no source's",
         *client.send("waste", body, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
         (201, *refusals))
    body = workbook(900_000, 2)
    load(f"a workbook of {len(body) >> 10} kB that inflates past the limit",
         *client.send("waste", body, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
         refusals)
    body = b'[' + b'{"a":[[[[[1]]]]]},' * 3_000_000 + b'{}]'
    load(f"JSON of {len(body) >> 20} MB", *client.send("waste", body, "application/json"), refusals)
    body = b'[' + b'{"a":1},' * 900_000 + b'{}]'
    load(f"JSON of {len(body) >> 20} MB, all of it structure",
         *client.send("waste", body, "application/json"), refusals)

    answers = []
    def deliver(mark):
        status, text = client.send("waste", waste(20_000, mark))
        answers.append((status, json.loads(text).get("stored", 0) if status == 201 else 0))
    at_once([lambda mark=mark: deliver(f"p{mark}-") for mark in range(12)])
    stored += sum(count for _, count in answers)
    check(all(status in (201, *refusals) for status, _ in answers) and group.kills() == 0,
          f"twelve imports at once: {sorted(status for status, _ in answers)}")
    logins = []
    at_once([lambda: logins.append(client.ask(
        "POST", "/api/v1/session", b'{"name":"nobody","password":"wrong wrong wrong"}',
        {"Content-Type": "application/json"})[0]) for _ in range(60)])
    check(set(logins) <= {401, 429, 503} and group.kills() == 0,
          f"sixty logins at once: {dict(collections.Counter(logins))}")
    opened, status = crowd(client, 4000)
    check(status in (200, 503) and group.kills() == 0, f"{opened} connections at once, and one more asks: {status}")
    return stored


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default=PROGRAM)
    given = arguments.parse_args()
    try:
        group = Group(LIMIT)
    except OSError as error:
        print(f"    no control group can be made here ({error}): nothing was checked")
        print("1 passed, 0 failed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        where = ["--data", folder]
        server = Server(given.program, where, TERTIL_LIMITS__IMPORTS_PER_MINUTE="600")
        try:
            server.start()
            token = make_token(given.program, where)
            server.stop()
            server.start(group.folder)
            client = Client(server.port, token)
            stored = put_under(client, group)
            status, _ = client.ask("GET", "/api/v1/key-figures/fornybart/series")
            check(status == 200 and server.process.poll() is None, "the same process answers afterwards")
            check(server.stop() == 0, "and ends as it should")
            check(group.kills() == 0, "nothing was killed")
            lines = sum(len(subprocess.run(
                [given.program, "export", "--canonical", "--type", kind, *where], capture_output=True,
                check=True).stdout.splitlines()) for kind in ("energyReading", "wasteWeight"))
            check(lines == stored, f"what was acknowledged is there: {lines} of {stored} rows")
            most = group.most()
            print(f"    most memory at once: {'unknown' if most is None else f'{most / 2**20:.0f} MiB'} of "
                  f"{LIMIT >> 20}, the cache of files counted; answers {dict(client.answers)}")
        finally:
            if server.process is not None:
                server.process.kill()
                server.process.wait()
            group.remove()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
