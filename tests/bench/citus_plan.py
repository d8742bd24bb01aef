#!/usr/bin/env python3
"""Measures what a plan for many regions is reckoned from; see citus_plan.sh.

One owner's register of meters and a year of their hourly readings are imported with the real
program, then deliveries of one hour and of one day after it. Statements are those that reach the
server between the start and the end of an import (pg_stat_statements), as each is one way to a node
and back on Citus.
"""
import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

HOURS = 8760
STAND_IN = Path("tests/support/citus_stand_in.cpp")
OF_READINGS = ("reading_block", "meter_month", "reading_batch", "reading_meter", "meter")
SIZES = ("SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relname IN ("
         + ", ".join(f"'{name}'" for name in OF_READINGS) + ") ORDER BY 1")
CALLS = "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements"


def url_of(database):
    head, options = os.environ["TERTIL_TEST_STORE"].split("?", 1)
    return head.rsplit("/", 1)[0] + f"/{database}?{options}"


def sql(database, statement):
    command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statement, url_of(database)]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def placed(program):
    """A database whose tables have been placed, by the functions that stand in."""
    sql("postgres", "CREATE DATABASE plan")
    sql("plan", re.search(r'R"sql\((.*)\)sql"', STAND_IN.read_text(), re.S).group(1))
    subprocess.run([program, "migrate", "--store", url_of("plan")], check=True,
                   stdout=subprocess.DEVNULL)
    assert sql("plan", "SELECT count(*) FROM pg_dist_partition WHERE partmethod = 'h'") != "0"
    sql("plan", "CREATE EXTENSION pg_stat_statements")


class Plan:
    def __init__(self, wanted, folder):
        self.wanted, self.folder = wanted, folder
        self.run = [wanted.program, "import", "--store", url_of("plan"), "--data",
                    f"{folder}/data", "--json"]

    def register(self):
        rows = "".join(f"{m + 1},B{m // 4 + 1},electricity\n" for m in range(self.wanted.meters))
        file = self.folder / "meters.csv"
        file.write_text("meter,building,carrier\n" + rows, encoding="utf-8")
        subprocess.run([*self.run, "--source", "meters", str(file)], check=True,
                       stdout=subprocess.DEVNULL)

    def deliver(self, skip, hours, order):
        file = self.folder / "rows.csv"
        with open(file, "wb") as out:
            subprocess.run([self.wanted.generator, "--meters", str(self.wanted.meters), "--hours",
                            str(hours), "--skip-hours", str(skip), "--order", order], stdout=out,
                           check=True)
        sql("plan", "SELECT pg_stat_statements_reset()")
        os.sync()
        begin = time.monotonic()
        told = subprocess.run([*self.run, "--source", "property-energy", str(file)], text=True,
                              stdout=subprocess.PIPE, check=False)
        seconds = time.monotonic() - begin
        assert told.returncode in (0, 3) and f'"stored":{hours * self.wanted.meters}' in \
            told.stdout.replace(" ", ""), told.stdout[:2000]
        return seconds, int(sql("plan", CALLS))

    def timed(self, question, rounds=9):
        told = [float(re.search(r"Execution Time: ([\d.]+)", sql(
            "plan", f"EXPLAIN (ANALYZE, TIMING OFF) {question}")).group(1)) for _ in range(rounds)]
        return statistics.median(told)


def say(what, value):
    print(f"{what:64} {value}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--meters", type=int, default=1000)
    parser.add_argument("--deliveries", type=int, default=24)
    wanted = parser.parse_args()
    placed(wanted.program)
    with tempfile.TemporaryDirectory() as name:
        plan = Plan(wanted, Path(name))
        plan.register()
        seconds, calls = plan.deliver(0, HOURS, "meter")
        rows = HOURS * wanted.meters
        say("a year of hourly readings, rows", rows)
        say("  imported in, s", f"{seconds:.1f}")
        say("  rows a second", f"{rows / seconds:,.0f}")
        say("  statements", calls)
        sql("plan", "VACUUM ANALYZE")
        months = wanted.meters * 12
        total = 0
        for line in sql("plan", SIZES).splitlines():
            table, size = line.split("|")
            total += int(size)
            say(f"  bytes of {table} with indexes, a meter's month", f"{int(size) / months:.0f}")
        say("  bytes of all these, a meter's month", f"{total / months:.0f}")
        kept = subprocess.run(["du", "-sb", f"{name}/data"], text=True, check=True,
                              stdout=subprocess.PIPE).stdout.split()[0]
        say("  bytes kept of the file itself, a meter's month", f"{int(kept) / months:.0f}")
        for title, hours, count in (("an hour", 1, wanted.deliveries), ("a day", 24, 5)):
            at = HOURS if hours == 1 else HOURS + wanted.deliveries
            told = [plan.deliver(at + n * hours, hours, "time") for n in range(count)]
            say(f"{title} of {wanted.meters} meters, s (median, worst of {count})",
                f"{statistics.median(t for t, _ in told):.2f} {max(t for t, _ in told):.2f}")
            say("  statements (median, most)",
                f"{statistics.median(c for _, c in told):.0f} {max(c for _, c in told)}")
    owner = sql("plan", "SELECT owner FROM reading_meter LIMIT 1")
    sums = ("SELECT r.meter, m.month, m.quantity, m.unit, m.seconds, m.estimated FROM meter_month m "
            "JOIN reading_meter r ON r.no = m.meter AND r.owner = m.owner WHERE m.owner = "
            f"'{owner}' AND m.month BETWEEN 2023 * 12 AND 2023 * 12 + 11 AND m.readings > 0 "
            "ORDER BY 1, 2")
    blocks = ("SELECT sum(length(data)) FROM reading_block WHERE owner = "
              f"'{owner}' AND month BETWEEN 2023 * 12 AND 2023 * 12 + 11")
    say("sums of all meters' year, ms", f"{plan.timed(sums):.1f}")
    say("all blocks of that year read, ms", f"{plan.timed(blocks):.1f}")


if __name__ == "__main__":
    main()
