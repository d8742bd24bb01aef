#!/usr/bin/env python3
"""Times the import of hourly readings from open to receipt; see import.sh.

Ours is timed as a process: from its start to the end of the line with the receipt, raw copy, every
check, synchronous=FULL and every figure included: meters and buildings are in the register. sqlite3
imports into a plain text table. DuckDB is timed inside its process, from COPY to CHECKPOINT, so
that starting Node does not count against it. What was written before is on the disk before anything
is timed, and each round begins with another of the contenders: else whoever comes after a big file
waits for it.
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
  const copied = Number(process.hrtime.bigint() - from) / 1e9;
  await connection.run("CREATE TABLE meter AS SELECT * FROM read_csv('meters.csv', "
    + "all_varchar = true)");
  await connection.run("CREATE TABLE property AS SELECT building, CAST(areaBra AS DOUBLE) AS area "
    + "FROM read_csv('property.csv')");
  const monthly = `SELECT building, date_trunc('month', "start"), sum(quantity) / any_value(area) `
    + 'FROM reading JOIN meter USING (meter) JOIN property USING (building) GROUP BY 1, 2';
  const times = [];
  for (let i = 0; i < 5; i++) {
    const begin = process.hrtime.bigint();
    await connection.runAndReadAll(monthly);
    times.push(Number(process.hrtime.bigint() - begin) / 1e9);
  }
  console.log(JSON.stringify({ copied, monthly: times.sort()[2] }));
})();
"""

SQLITE_MONTHLY = """SELECT building, substr("start", 1, 7), sum(quantity) / areaBra
FROM reading JOIN meter USING (meter) JOIN property USING (building) GROUP BY 1, 2;"""
LAYOUT = "Ours is a layout made for meter readings, theirs are tables that take anything."
METERS = 1142
METERS_A_BUILDING = 4


def timed(command, cores=None):
    """Seconds to the receipt and to the end, peak memory in MB, seconds of CPU, the receipt."""
    os.sync()
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
    return (answered, time.monotonic() - start, usage.ru_maxrss / 1024,
            usage.ru_utime + usage.ru_stime, first.decode())


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
        answered, whole, peak, cpu, receipt = timed(
            [self.wanted.program, "import", "--data", str(data), "--source", "property-energy",
             "--json", str(csv)], cores)
        told = json.loads(receipt)
        assert told["rowsRead"] == told["stored"] + told["duplicate"] + told["quarantined"], told
        self.note(name, answered)
        self.note(name + ", until the program has ended", whole)
        self.note(name + ", CPU", cpu)
        self.notes["peak MB, " + name] = max(self.notes.get("peak MB, " + name, 0), round(peak))
        return told

    def registers(self):
        """A data directory that knows the meters and their buildings, and the same as CSV."""
        with open(self.folder / "meters.csv", "w", encoding="utf-8") as file:
            file.write("meter,building,carrier\n")
            for meter in range(METERS):
                carrier = "electricity" if meter % METERS_A_BUILDING else "districtHeating"
                file.write(f"{meter + 1},B{meter // METERS_A_BUILDING + 1},{carrier}\n")
        with open(self.folder / "property.csv", "w", encoding="utf-8") as file:
            file.write("building,name,orgUnit,region,areaBra,owned\n")
            for building in range(1, -(-METERS // METERS_A_BUILDING) + 1):
                file.write(f"B{building},Building {building},13/{'RGS' if building % 2 else 'AMB'},"
                           f"13,{1000 + building * 37},true\n")
        filled = self.folder / "registers"
        for source, name in (("property-register", "property.csv"), ("meters", "meters.csv")):
            subprocess.run([self.wanted.program, "import", "--data", str(filled), "--source",
                            source, "--json", str(self.folder / name)], check=True,
                           stdout=subprocess.DEVNULL)
        return filled

    def sha256sum(self, csv):
        os.sync()
        start = time.monotonic()
        subprocess.run(["sha256sum", str(csv)], check=True, stdout=subprocess.DEVNULL)
        self.note("sha256sum", time.monotonic() - start)

    def sqlite(self, csv):
        database = self.folder / "peer.db"
        database.unlink(missing_ok=True)
        os.sync()
        script = (".mode csv\nCREATE TABLE reading (meter, \"start\", \"end\", quantity, unit);\n"
                  f".import --skip 1 {csv} reading\n")
        start = time.monotonic()
        subprocess.run(["taskset", "-c", "0", "sqlite3", str(database)], input=script, text=True,
                       check=True, stdout=subprocess.DEVNULL)
        self.note("sqlite3 .import", time.monotonic() - start)
        self.notes["sqlite3 MB"] = round(database.stat().st_size / 1e6, 1)
        if "sqlite3 monthly" not in self.times:
            script = (f".mode csv\n.import {self.folder}/meters.csv meter\n"
                      f".import {self.folder}/property.csv property\n")
            subprocess.run(["sqlite3", str(database)], input=script, text=True, check=True)
            start = time.monotonic()
            subprocess.run(["sqlite3", str(database)], input=SQLITE_MONTHLY, text=True, check=True,
                           stdout=subprocess.DEVNULL)
            self.note("sqlite3 monthly", time.monotonic() - start)
        database.unlink()

    def duckdb(self, place, csv, threads):
        database = self.folder / "peer.duckdb"
        database.unlink(missing_ok=True)
        os.sync()
        run = subprocess.run(["taskset", "-c", "0" if threads == 1 else "0-3", self.wanted.node,
                              str(place / "copy.js"), str(database), str(csv), str(threads)],
                             cwd=self.folder, text=True, capture_output=True, check=False)
        if run.returncode != 0:
            sys.exit(run.stderr)
        told = json.loads(run.stdout)
        self.note(f"DuckDB COPY, {threads} threads", told["copied"])
        self.note(f"DuckDB monthly, {threads} threads", told["monthly"])
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
    registers = bench.registers()
    data = folder / "data"

    def fill(order, cores):
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(registers, data)
        name = f"ours, {order} order, {'one core' if cores == '0' else 'four cores'}"
        told = bench.ours(name, data, files[order], cores)
        assert told["stored"] == wanted.rows, told["stored"]
        bench.notes[f"store MB, {order} order"] = round(store_bytes(data) / 1e6, 1)
        os.sync()
        inside = json.loads(subprocess.run(
            ["taskset", "-c", cores, wanted.inside, str(files[order]), str(data), str(folder), "1"],
            check=True, text=True, stdout=subprocess.PIPE).stdout)
        del inside["values"]
        where = "one core" if cores == "0" else "four cores"
        for said, seconds in inside.items():
            if cores == "0-3" or "4 threads" not in said:
                bench.note(f"inside, {order} order, {where}: {said}", seconds)

    def follow():
        fill("time", "0-3")
        bench.ours("ours, one more day", data, day, "0-3")
        bench.ours("ours, one more hour", data, hour, "0-3")
        again = bench.ours("ours, the same file again", data, files["time"], "0-3")
        assert again["stored"] == wanted.rows, "the first receipt"

    contenders = [lambda: fill("meter", "0"), lambda: fill("time", "0"),
                  lambda: fill("meter", "0-3"), follow,
                  lambda: bench.sha256sum(files["meter"]), lambda: bench.sqlite(files["meter"])]
    if place:
        contenders += [lambda: bench.duckdb(place, files["meter"], 1),
                       lambda: bench.duckdb(place, files["meter"], 4)]
    for number in range(wanted.rounds):
        first = number * 3 % len(contenders)
        for contender in contenders[first:] + contenders[:first]:
            contender()
    bench.notes["CSV MB"] = round(files["meter"].stat().st_size / 1e6, 1)
    return place is not None


def tell(bench, has_duckdb):
    for name in sorted(bench.times):
        print(f"{name:76} {bench.median(name):8.4f} s   "
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
    inside = "inside, {} order, one core: {}"
    for order in ("meter", "time"):
        alone = bench.median(inside.format(order, "parse, check and store alone"))
        ratios[f"{order} order: parse, check and store alone / parse alone, one core"] = \
            alone / bench.median(inside.format(order, "parse alone"))
        if has_duckdb:
            ratios[f"{order} order: DuckDB / parse, check and store alone, one core"] = \
                bench.median("DuckDB COPY, 1 threads") / alone
    sums = bench.median(inside.format("time", "monthly kWh/m2 from sums"))
    ratios["monthly kWh/m2 from sums: sqlite3 / ours"] = bench.median("sqlite3 monthly") / sums
    if has_duckdb:
        ratios["monthly kWh/m2 from sums: DuckDB on four / ours on one"] = \
            bench.median("DuckDB monthly, 4 threads") / sums
        ratios["monthly kWh/m2 from every reading: DuckDB / ours, both on one"] = \
            bench.median("DuckDB monthly, 1 threads") / bench.median(inside.format(
                "time", "monthly kWh/m2 from every reading, 1 threads"))
        ratios["monthly kWh/m2 from every reading: DuckDB / ours, both on four"] = \
            bench.median("DuckDB monthly, 4 threads") / bench.median(
                "inside, time order, four cores: monthly kWh/m2 from every reading, 4 threads")
    for name, ratio in ratios.items():
        print(f"{name:76} {ratio:8.2f}")
    for name, value in sorted(bench.notes.items()):
        print(f"{name:76} {value:8}")
    print("\n" + LAYOUT)
    return ratios


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--inside", required=True, help="the program readings_bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder")
    parser.add_argument("--out", default="build/bench/import.json")
    parser.add_argument("--node", default=shutil.which("node") or "node")
    wanted = parser.parse_args()
    wanted.program = os.path.abspath(wanted.program)
    wanted.inside = os.path.abspath(wanted.inside)
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        bench = Bench(wanted, Path(folder))
        has_duckdb = run(bench)
        ratios = tell(bench, has_duckdb)
    write(Path(wanted.out), {
        "bench": "import", "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": platform.platform(), "processor": processor(), "load": os.getloadavg(),
        "rounds": wanted.rounds, "rows": wanted.rows, "seconds": bench.times, "ratios": ratios,
        "notes": bench.notes, "layout": LAYOUT})


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(": ", 1)[1]
    return platform.machine()


def write(out, result):
    """Beside the last one, which is kept with its time in its name; says what moved since then."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists():
        last = json.loads(out.read_text(encoding="utf-8"))
        moved = [(name, last["ratios"][name], ratio) for name, ratio in result["ratios"].items()
                 if name in last["ratios"] and abs(ratio / last["ratios"][name] - 1) > 0.1]
        for name, before, now in moved:
            print(f"since last time: {name} {before:.2f} → {now:.2f}")
        stamp = last.get("at", "before").replace(":", "")
        out.rename(out.with_name(f"{out.stem}-{stamp}{out.suffix}"))
    out.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
