#!/usr/bin/env python3
"""Reads the faulty files of tests/collectors/messy_csv with other readers, as a yardstick.

    messy_csv.py FOLDER SCORE     FOLDER: what generate.py wrote; SCORE: the program that scores ours

The other readers are used as their manuals say to, with everything found out by themselves, and
only where they are present: Python's csv (Sniffer and reader), pandas, DuckDB (Python's module or,
in Node, @duckdb/node-api), Papa Parse (in Node). The first row that they give is their header,
unless they say that there is none. The score is ours: ten numbers a file, see score.cpp.
"""
import collections
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys


def bare(cells):
    """Without white space, and without the names that a reader makes up where there are none."""
    out = ["" if c is None or re.fullmatch(r"column\d+|Unnamed: \d+", str(c)) else str(c).strip()
           for c in cells]
    while out and not out[-1]:
        out.pop()
    return out


def compare(truth, got):
    if not truth and not got:
        return [1.0] * 3
    both = sum((collections.Counter(truth) & collections.Counter(got)).values())
    if not both:
        return [0.0] * 3
    precision, recall = both / len(got), both / len(truth)
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def score(truth, got):
    if got is None:
        return 0.0
    header, rows = bare(got[0]), [bare(r) for r in got[1]]
    true_rows = [bare(r) for r in truth["rows"]]
    numbers = [1.0]
    numbers += compare(bare(truth["header"]), header)
    numbers += compare([tuple(r) for r in true_rows], [tuple(r) for r in rows])
    numbers += compare([c for r in true_rows for c in r], [c for r in rows for c in r])
    return sum(numbers) / 10


def decoded(data):
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def python_csv(path):
    with open(path, "rb") as file:
        text = decoded(file.read())
    if not text:
        return [], []
    try:
        dialect = csv.Sniffer().sniff(text[:65536])
    except csv.Error:
        dialect = csv.excel
    rows = [r for r in csv.reader(io.StringIO(text, newline=""), dialect) if r]
    return (rows[0], rows[1:]) if rows else ([], [])


def with_pandas():
    import pandas

    def read(path):
        with open(path, "rb") as file:
            text = decoded(file.read())
        frame = pandas.read_csv(io.StringIO(text), sep=None, engine="python", dtype=str,
                                on_bad_lines="warn", keep_default_na=False)
        return list(frame.columns), [list(r) for r in frame.itertuples(index=False)]

    return read


def with_duckdb():
    import duckdb

    def read(path):
        names = duckdb.sql(f"SELECT HasHeader FROM sniff_csv('{path}')").fetchone()[0]
        found = duckdb.sql(f"SELECT * FROM read_csv('{path}', header={names}, all_varchar=true,"
                           "null_padding=true, strict_mode=false, ignore_errors=true)")
        return found.columns if names else [], [list(r) for r in found.fetchall()]

    return read


NODE = {
    "Papa Parse": """
const Papa = require('papaparse'), fs = require('fs');
for (const path of process.argv.slice(1)) {
  let got = null;
  try {
    const data = Papa.parse(fs.readFileSync(path, 'utf8'), {skipEmptyLines: true}).data;
    got = [data[0] || [], data.slice(1)];
  } catch (e) {}
  console.log(JSON.stringify(got));
}""",
    "DuckDB": """
const {DuckDBInstance} = require('@duckdb/node-api');
(async () => {
  const db = await (await DuckDBInstance.create()).connect();
  for (const path of process.argv.slice(1)) {
    let got = null;
    try {
      const sniffed = await db.runAndReadAll(`SELECT HasHeader FROM sniff_csv('${path}')`);
      const names = sniffed.getRows()[0][0];
      const r = await db.runAndReadAll(`SELECT * FROM read_csv('${path}', header=${names},
        all_varchar=true, null_padding=true, strict_mode=false, ignore_errors=true)`);
      got = [names ? r.columnNames() : [], r.getRows()];
    } catch (e) {}
    console.log(JSON.stringify(got));
  }
})();""",
}


def in_node(script, paths):
    """Reads every file in one process; nothing when Node or the package is not there."""
    answers = []
    for i in range(0, len(paths), 400):
        done = subprocess.run(["node", "-e", script, *paths[i:i + 400]], capture_output=True,
                              text=True, check=False)
        lines = done.stdout.splitlines()
        if done.returncode != 0 or len(lines) != len(paths[i:i + 400]):
            return None
        answers += [json.loads(line) for line in lines]
    return answers


def main(folder, program):
    names = sorted(n[:-5] for n in os.listdir(folder) if n.endswith(".json"))
    truths = []
    for name in names:
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
            truths.append(json.load(file))
    paths = [os.path.abspath(os.path.join(folder, name + ".csv")) for name in names]
    weight = sum(t["weight"] for t in truths)

    def tell(reader, answers):
        scores = [score(t, a) for t, a in zip(truths, answers)]
        weighted = sum(s * t["weight"] for s, t in zip(scores, truths)) / weight
        print(f"{reader:14} mean {sum(scores) / len(scores):.5f}  weighted {weighted:.5f}  "
              f"wholly right {sum(s > 1 - 1e-9 for s in scores)} of {len(scores)}")

    print(subprocess.run([program, folder], capture_output=True, text=True, check=True)
          .stdout.splitlines()[-1].join(["tertil         ", ""]))

    def attempt(read, path):
        try:
            return read(path)
        except Exception:  # a reader that falls over has not read the file
            return None

    tell("Python csv", [attempt(python_csv, p) for p in paths])
    for reader, make in (("pandas", with_pandas), ("DuckDB", with_duckdb)):
        try:
            read = make()
        except ImportError:
            print(f"{reader:14} not here as a Python module")
            continue
        tell(reader, [attempt(read, p) for p in paths])
    for reader, script in NODE.items():
        answers = in_node(script, paths) if shutil.which("node") else None
        if answers is None:
            print(f"{reader:14} not here in Node (NODE_PATH)")
        else:
            tell(reader, answers)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
