#!/usr/bin/env python3
"""Times the import of hourly readings from open to receipt; see import.sh.

Ours is timed as a process: from its start to the end of the line with the receipt, raw copy, every
check and synchronous=FULL included. sqlite3 imports into a plain text table. DuckDB is timed inside
its process, from COPY to CHECKPOINT, so that starting Node does not count against it.
"""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DUCKDB = """
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const [file, csv, threads] = process.argv.slice(2);
  const instance = await DuckDBInstance.create(file, { threads });
  const connection = await instance.connect();
  await connection.run('CREATE TABLE reading (meter VARCHAR, "start" TIMESTAMP, "end" TIMESTAMP, '
    + 'quantity DOUBLE, unit VARCHAR)');
  const from = process.hrtime.bigint();
  await connection.run(`COPY reading FROM '${csv}' (HEADER, DELIMITER ',')`);
  await connection.run('CHECKPOINT');
  console.log(Number(process.hrtime.bigint() - from) / 1e9);
})();
"""


def timed(command, cores=None):
    """Seconds, peak memory in MB and standard output of a process."""
    if cores:
        command = ["taskset", "-c", cores, *command]
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    first = process.stdout.readline()  # the receipt, in one line
    answered = time.monotonic() - start
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{command} failed")
    return answered, time.monotonic() - start, usage.ru_maxrss / 1024, first.decode()


class Bench:
    def __init__(self, wanted, folder):
        self.wanted = wanted
        self.folder = folder
        self.times = {}
        self.notes = {}

    def note(self, name, seconds):
        self.times.setdefault(name, []).append(seconds)

    def generate(self, name, *options):
        path = self.folder / name
        with open(path, "wb") as file:
            subprocess.run([self.wanted.generator, *options], stdout=file, check=True)
        return path

    def ours(self, name, data, csv, cores):
        answered, whole, peak, receipt = timed(
            [self.wanted.program, "import", "--data", str(data), "--source", "property-energy",
             "--json", str(csv)], cores)
        told = json.loads(receipt)
        assert told["rowsRead"] == told["stored"] + told["duplicate"] + told["quarantined"], told
        self.note(name, answered)
        self.note(name + ", until the program has ended", whole)
        self.notes["peak MB, " + name] = max(self.notes.get("peak MB, " + name, 0), round(peak))
        return told

    def sqlite(self, csv):
        database = self.folder / "peer.db"
        database.unlink(missing_ok=True)
        script = (".mode csv\nCREATE TABLE reading (meter, \"start\", \"end\", quantity, unit);\n"
                  f".import --skip 1 {csv} reading\n")
        start = time.monotonic()
        subprocess.run(["taskset", "-c", "0", "sqlite3", str(database)], input=script, text=True,
                       check=True, stdout=subprocess.DEVNULL)
        self.note("sqlite3 .import", time.monotonic() - start)
        self.notes["sqlite3 MB"] = round(database.stat().st_size / 1e6, 1)
        database.unlink()

    def duckdb(self, place, csv, threads):
        database = self.folder / "peer.duckdb"
        database.unlink(missing_ok=True)
        run = subprocess.run(["taskset", "-c", "0" if threads == 1 else "0-3", self.wanted.node,
                              "copy.js", str(database), str(csv), str(threads)],
                             cwd=place, text=True, capture_output=True, check=False)
        if run.returncode != 0:
            sys.exit(run.stderr)
        self.note(f"DuckDB COPY, {threads} threads", float(run.stdout))
        self.notes["DuckDB MB"] = round(database.stat().st_size / 1e6, 1)
        database.unlink()

    def median(self, name):
        return statistics.median(self.times[name])


def duckdb_place():
    """The folder with DuckDB in it, or None."""
    place = Path("build/bench/duckdb").resolve()
    if not (place / "node_modules/@duckdb/node-api").exists():
        if not shutil.which("npm"):
            return None
        place.mkdir(parents=True, exist_ok=True)
        (place / "package.json").write_text('{"private":true}')
        got = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "@duckdb/node-api"],
                             cwd=place, capture_output=True, check=False)
        if got.returncode != 0:
            return None
    (place / "copy.js").write_text(DUCKDB)
    return place


def store_bytes(data):
    return sum(file.stat().st_size for file in data.glob("tertil.db*"))


def run(bench):
    wanted, folder = bench.wanted, bench.folder
    files = {order: bench.generate(f"{order}.csv", "--order", order, "--rows", str(wanted.rows))
             for order in ("meter", "time")}
    hours = -(-wanted.rows // 1142)
    day = bench.generate("day.csv", "--order", "time", "--hours", "24", "--skip-hours", str(hours))
    hour = bench.generate("hour.csv", "--order", "time", "--hours", "1", "--skip-hours",
                          str(hours + 24))
    place = duckdb_place()
    if place is None:
        print("DuckDB is left out: npm or the package is not to be had")
    for _ in range(wanted.rounds):
        start = time.monotonic()
        subprocess.run(["sha256sum", str(files["meter"])], check=True, stdout=subprocess.DEVNULL)
        bench.note("sha256sum", time.monotonic() - start)
        for order, csv in files.items():
            for cores in ("0", "0-3"):
                data = folder / "data"
                shutil.rmtree(data, ignore_errors=True)
                timed([wanted.program, "export", "--canonical", "--type", "target", "--data",
                       str(data)])  # the very first start is another bench
                name = f"ours, {order} order, {'one core' if cores == '0' else 'four cores'}"
                told = bench.ours(name, data, csv, cores)
                assert told["stored"] == wanted.rows, told["stored"]
                bench.notes[f"store MB, {order} order"] = round(store_bytes(data) / 1e6, 1)
            bench.ours("ours, one more day", data, day, "0-3")
            bench.ours("ours, one more hour", data, hour, "0-3")
            again = bench.ours("ours, the same file again", data, csv, "0-3")
            assert again["stored"] == wanted.rows, "the first receipt"
        bench.sqlite(files["meter"])
        if place:
            for threads in (1, 4):
                bench.duckdb(place, files["meter"], threads)
    bench.notes["CSV MB"] = round(files["meter"].stat().st_size / 1e6, 1)
    return place is not None


def tell(bench, has_duckdb):
    for name in sorted(bench.times):
        print(f"{name:60} {bench.median(name):8.3f} s   "
              f"({min(bench.times[name]):.3f}–{max(bench.times[name]):.3f})")
    print()
    ratios = {}
    for order in ("meter", "time"):
        one = bench.median(f"ours, {order} order, one core")
        four = bench.median(f"ours, {order} order, four cores")
        ratios[f"{order} order: sqlite3 .import / ours, one core"] = \
            bench.median("sqlite3 .import") / one
        if has_duckdb:
            ratios[f"{order} order: DuckDB / ours, both on one core"] = \
                bench.median("DuckDB COPY, 1 threads") / one
            ratios[f"{order} order: DuckDB / ours, both on four"] = \
                bench.median("DuckDB COPY, 4 threads") / four
    ratios["the same file again / sha256sum"] = \
        bench.median("ours, the same file again") / bench.median("sha256sum")
    for name, ratio in ratios.items():
        print(f"{name:60} {ratio:8.2f}")
    for name, value in sorted(bench.notes.items()):
        print(f"{name:60} {value:8}")
    print("\nOurs is a layout made for meter readings, theirs are tables that take anything.")
    return ratios


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder")
    parser.add_argument("--out", default="build/bench/import.json")
    parser.add_argument("--node", default=shutil.which("node") or "node")
    wanted = parser.parse_args()
    wanted.program = os.path.abspath(wanted.program)
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        bench = Bench(wanted, Path(folder))
        has_duckdb = run(bench)
        ratios = tell(bench, has_duckdb)
    Path(wanted.out).parent.mkdir(parents=True, exist_ok=True)
    Path(wanted.out).write_text(json.dumps(
        {"machine": platform.platform(), "rounds": wanted.rounds, "rows": wanted.rows,
         "seconds": bench.times, "ratios": ratios, "notes": bench.notes}, indent=1))


if __name__ == "__main__":
    main()
