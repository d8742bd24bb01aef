#!/usr/bin/env python3
"""Takes turns with ranking_bench on the same input: NumPy's argsort of 100,000 tables of 21.

Usage: ranking_bench_numpy.py RANKING_BENCH [--rounds N] [--json]

argsort twice gives ranks and ignores ties; one argsort, which gives only the order, is what we
compare with, so the ratio flatters NumPy. Exit code 77 (skipped) when NumPy is not installed
(Debian: python3-numpy). Medians of interleaved rounds; in each, every side has a turn of 100 ms and
at least three calls, and its median counts.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import numpy
except ImportError:
    print("skipped: NumPy is not installed")
    sys.exit(77)


def milliseconds(work):
    times = []
    while len(times) < 3 or sum(times) < 100:
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with tempfile.NamedTemporaryFile() as shared:
        bench = subprocess.Popen([wanted.program, "--input", shared.name], text=True,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        regions, tables, instructions = bench.stdout.readline().split()
        values = numpy.fromfile(shared.name).reshape(int(tables), int(regions))

        def play():
            bench.stdin.write("round\n")
            bench.stdin.flush()
            ours, copy = map(float, bench.stdout.readline().split())
            return {"ours": ours, "memcpy": copy,
                    "argsort": milliseconds(lambda: numpy.argsort(values, axis=1)),
                    "argsortTwice": milliseconds(
                        lambda: numpy.argsort(numpy.argsort(values, axis=1), axis=1))}

        play()  # the first round pays for fresh memory
        rounds = [play() for _ in range(wanted.rounds)]
        bench.stdin.close()
        bench.wait()
    middle = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
    result = {"benchmark": "rank", "tables": int(tables), "regions": int(regions),
              "instructions": instructions, "numpy": numpy.__version__,
              "rounds": wanted.rounds, "milliseconds": middle,
              "ratio": {"argsort/ours": middle["argsort"] / middle["ours"],
                        "argsortTwice/ours": middle["argsortTwice"] / middle["ours"],
                        "ours/memcpy": middle["ours"] / middle["memcpy"]}}
    if wanted.json:
        print(json.dumps(result))
        return
    print(f"rank {tables} tables of {regions}, {instructions}, NumPy {numpy.__version__}, "
          f"medians of {wanted.rounds} interleaved rounds")
    for name, value in middle.items():
        print(f"  {name:13} {value:9.2f} ms  {value / middle['ours']:6.2f} x ours")


if __name__ == "__main__":
    main()
