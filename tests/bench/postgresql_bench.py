#!/usr/bin/env python3
"""Times `tertil import` into PostgreSQL beside COPY of the same file; see postgresql.sh.

Ours is the whole program from its start to its end, with every check, the raw copy, the sums and
the figures. COPY fills a table (meter, start, end, quantity, unit) with an index of meter and start
(no key: local time repeats an hour a year), from the same CSV, in one transaction. The rounds are
interleaved.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

METERS = 1142
TABLE = ('CREATE TABLE reading (meter text COLLATE "C", "start" timestamp, "end" timestamp, '
         'quantity double precision, unit text)', 'CREATE INDEX ON reading (meter, "start")')


def url_of(database):
    address = os.environ["TERTIL_TEST_STORE"]
    head, options = address.split("?", 1)
    return head.rsplit("/", 1)[0] + f"/{database}?{options}"


def sql(database, *statements):
    command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", url_of(database)]
    for statement in statements:
        command += ["-c", statement]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def fresh(database):
    sql("postgres", "SET client_min_messages = warning",
        f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
        f"CREATE DATABASE {database}")


def ours(wanted, folder, rows):
    fresh("ours")
    run = [wanted.program, "import", "--store", url_of("ours"), "--data", f"{folder}/data", "--json"]
    (folder / "meters.csv").write_text("meter,building,carrier\n" + "".join(
        f"{m + 1},B{m // 4 + 1},electricity\n" for m in range(METERS)), encoding="utf-8")
    subprocess.run([*run, "--source", "meters", str(folder / "meters.csv")], check=True,
                   stdout=subprocess.DEVNULL)
    os.sync()
    begin = time.monotonic()
    told = subprocess.run([*run, "--source", "property-energy", str(rows)], text=True,
                          stdout=subprocess.PIPE, check=False).stdout
    seconds = time.monotonic() - begin
    receipt = json.loads(told)
    receipt = receipt[0] if isinstance(receipt, list) else receipt
    assert receipt["stored"] == wanted.rows, receipt
    return seconds, int(sql("ours", "SELECT pg_database_size('ours')"))


def copied(rows):
    fresh("plain")
    sql("plain", *TABLE)
    os.sync()
    begin = time.monotonic()
    sql("plain", f"\\copy reading FROM '{rows}' (FORMAT csv, HEADER)")
    return time.monotonic() - begin, int(sql("plain", "SELECT pg_database_size('plain')"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=10_000_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = folder / "rows.csv"
        with open(rows, "wb") as file:
            subprocess.run([wanted.generator, "--rows", str(wanted.rows)], stdout=file, check=True)
        times = {"ours": [], "COPY into an indexed table": []}
        sizes = {}
        for _ in range(wanted.rounds):
            for who, run in (("ours", lambda: ours(wanted, folder, rows)),
                             ("COPY into an indexed table", lambda: copied(rows))):
                seconds, sizes[who] = run()
                times[who].append(seconds)
    for who, seconds in times.items():
        print(f"{who:32} {statistics.median(seconds):8.2f} s  {sizes[who] / 1e6:8.1f} MB")
    ratio = (statistics.median(times["COPY into an indexed table"])
             / statistics.median(times["ours"]))
    print(f"{'COPY / ours':32} {ratio:8.2f}")


if __name__ == "__main__":
    main()
