#!/usr/bin/env python3
"""Takes turns with ranking_bench on the same input, 100,000 tables of 21 with ties: NumPy's
argsort, pandas' groupby.rank, DuckDB's window function on one thread and on four. Then draws, ranks
and counts as many tables with NumPy, for the certainty of a rank.

Usage: ranking_bench_peers.py RANKING_BENCH [--rounds N] [--json]

argsort twice gives ranks and ignores ties; one argsort, which gives only the order, is what we
compare with, so the ratio flatters NumPy. pandas and DuckDB rank with ties as we do, and the sum of
all ranks must be ours; DuckDB only sums them and need not hand them out. Exit code 77 (skipped)
when NumPy is not installed (Debian: python3-numpy); without pandas (python3-pandas) or DuckDB (from
npm, as in import.sh) that peer is left out. Medians of interleaved rounds; in each, every side has
a turn of 100 ms and at least three calls, and its median counts.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time

from import_bench import duckdb_place

try:
    import numpy
except ImportError:
    print("skipped: NumPy is not installed")
    sys.exit(77)
try:
    import pandas
except ImportError:
    pandas = None

# Answers every line on standard input, a number of threads, with a median in ms and the sum.
DUCKDB = """
const { DuckDBInstance } = require('@duckdb/node-api');
const lines = require('readline').createInterface({ input: process.stdin });
const RANK = 'SELECT sum(place) FROM (SELECT rank() OVER (PARTITION BY league ORDER BY value DESC) '
  + 'AS place FROM value)';
(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('CREATE TABLE value (league INTEGER, value DOUBLE)');
  await connection.run(`COPY value FROM '${process.argv[2]}' (HEADER false)`);
  console.log((await connection.runAndReadAll('SELECT version()')).getRows()[0][0]);
  for await (const line of lines) {
    await connection.run(`SET threads = ${line}`);
    const times = [];
    let spent = 0, sum;
    while (times.length < 3 || spent < 100) {
      const from = process.hrtime.bigint();
      sum = (await connection.runAndReadAll(RANK)).getRows()[0][0];
      times.push(Number(process.hrtime.bigint() - from) / 1e6);
      spent += times[times.length - 1];
    }
    times.sort((a, b) => a - b);
    console.log(`${times[times.length >> 1]} ${sum}`);
  }
})();
"""


def milliseconds(work):
    times = []
    while len(times) < 3 or sum(times) < 100:
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


class Peer:
    """A process that answers a line with a line."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, **options)

    def read(self):
        return self.process.stdout.readline().split()

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class DuckDB:
    def __init__(self, place, values):
        (place / "rank.js").write_text(DUCKDB)
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as csv:
            for league, row in enumerate(values.tolist()):
                csv.writelines(f"{league},{value}\n" for value in row)
            csv.flush()
            self.peer = Peer(["node", "rank.js", csv.name], cwd=place)
            self.version = self.peer.read()[0]

    def rank(self, threads, expected):
        took, total = self.peer.ask(str(threads))
        assert int(total) == expected, "DuckDB ranks otherwise"
        return float(took)


def drawn_by_numpy(values):
    """The certainty of 21 values by NumPy: the same errors, ties ignored."""
    tables, regions = values.shape
    random = numpy.random.default_rng(1)
    given = 60.0 + 2.0 * numpy.arange(regions)
    drawn = (given + random.uniform(-0.05, 0.05, values.shape)
             + random.standard_normal(values.shape))
    drawn = numpy.clip(numpy.where(drawn > 100, 200 - drawn, drawn), 0, 100)
    ranks = numpy.argsort(numpy.argsort(-drawn, axis=1), axis=1)
    return numpy.bincount((ranks + regions * numpy.arange(regions)).ravel(),
                          minlength=regions * regions)


def measure(wanted):
    with tempfile.NamedTemporaryFile() as shared:
        ours = Peer([wanted.program, "--input", shared.name])
        regions, tables, instructions = ours.read()
        values = numpy.fromfile(shared.name).reshape(int(tables), int(regions))
    frame = None
    if pandas:
        frame = pandas.DataFrame({"league": numpy.repeat(numpy.arange(len(values)), int(regions)),
                                  "value": values.ravel()})
    place = duckdb_place()
    duckdb = DuckDB(place, values) if place else None

    def play():
        *times, total = ours.ask("round")
        total = int(total)
        result = dict(zip(("ours", "memcpy", "certainty, ours"), map(float, times)))
        result["NumPy argsort"] = milliseconds(lambda: numpy.argsort(values, axis=1))
        result["NumPy argsort twice"] = milliseconds(
            lambda: numpy.argsort(numpy.argsort(values, axis=1), axis=1))
        result["certainty, NumPy"] = milliseconds(lambda: drawn_by_numpy(values))
        if frame is not None:
            ranks = []
            result["pandas groupby.rank"] = milliseconds(lambda: ranks.append(
                frame.groupby("league")["value"].rank(method="min", ascending=False)))
            assert int(ranks[0].sum()) == total, "pandas ranks otherwise"
        if duckdb:
            for threads in (1, 4):
                result[f"DuckDB, {threads} thread{'s'[:threads > 1]}"] = duckdb.rank(threads, total)
        return result

    play()  # the first round pays for fresh memory
    rounds = [play() for _ in range(wanted.rounds)]
    ours.end()
    versions = {"NumPy": numpy.__version__}
    if pandas:
        versions["pandas"] = pandas.__version__
    if duckdb:
        duckdb.peer.end()
        versions["DuckDB"] = duckdb.version
    return {"benchmark": "rank", "tables": int(tables), "regions": int(regions),
            "instructions": instructions, "versions": versions, "rounds": wanted.rounds,
            "milliseconds": {name: statistics.median(r[name] for r in rounds)
                             for name in rounds[0]}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    result = measure(wanted)
    middle = result["milliseconds"]

    def base(name):
        return middle["certainty, ours" if name.startswith("certainty") else "ours"]

    result["ratio"] = {name: value / base(name) for name, value in middle.items()}
    if wanted.json:
        print(json.dumps(result))
        return
    versions = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    print(f"rank {result['tables']} tables of {result['regions']}, {result['instructions']}, "
          f"{versions}, medians of {wanted.rounds} interleaved rounds")
    for name, value in middle.items():
        print(f"  {name:20} {value:9.2f} ms  {value / base(name):7.2f} x ours")
    for peer in {"pandas", "DuckDB"} - set(result["versions"]):
        print(f"  {peer} is left out: it is not installed")
    print(f"  certainty is {middle['certainty, ours'] / middle['ours']:.2f} x ranking alone; "
          f"goal: at most 20 ms with AVX-512, 37 ms without")
    print("  goals with AVX-512: pandas 60, DuckDB on four threads 15, NumPy argsort 10")


if __name__ == "__main__":
    main()
