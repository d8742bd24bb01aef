#!/usr/bin/env python3
"""Splits random changes of emissions with 60 digits and lets the program compare.

Usage: decomposition_oracle.py PROGRAM [--cases N] [--seed S]

An independent LMDI-I in decimals: logarithms and sums have 60 digits, and zeros are replaced by a
very small number (Ang and Choi's small value strategy) instead of the analytical limits that the
program uses, so that both must come to the same. One case is

  case N Q0... F0... Q1... F1... ACTIVITY MIX FACTOR CHANGE
"""
import argparse
import random
import subprocess
import sys
from decimal import Decimal, getcontext

getcontext().prec = 60
getcontext().Emin, getcontext().Emax = -(10**17), 10**17
TINY = Decimal("1e-1000000000000000")


def mean(a, b):
    return a if a == b else (a - b) / (a.ln() - b.ln())


def split(q0, f0, q1, f1):
    """Activity, mix and factor; zeros are tiny, and a tiny quantity beside a tiny factor is tinier."""
    def small(x):
        return x if x > 0 else TINY

    total0, total1 = sum(q0), sum(q1)
    change = sum(a * b for a, b in zip(q1, f1)) - sum(a * b for a, b in zip(q0, f0))
    if total0 == 0 or total1 == 0:
        return change, Decimal(0), Decimal(0), change
    parts = [Decimal(0)] * 3
    for a0, b0, a1, b1 in zip(q0, f0, q1, f1):
        if a0 * b0 == 0 and a1 * b1 == 0:
            continue
        # A factor that is zero in the year the fuel is not used says nothing: the other year's.
        b0 = b1 if a0 == 0 else b0
        b1 = b0 if a1 == 0 else b1
        a0, b0, a1, b1 = small(a0), small(b0), small(a1), small(b1)
        weight = mean(a1 * b1, a0 * b0)
        parts[0] += weight * (total1 / total0).ln()
        parts[1] += weight * ((a1 / total1) / (a0 / total0)).ln()
        parts[2] += weight * (b1 / b0).ln()
    return (*parts, change)


def number(rng):
    return Decimal(0) if rng.random() < 0.1 else Decimal(rng.randrange(1, 10**6)) / 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    lines = []
    for _ in range(arguments.cases):
        items = rng.randrange(1, 6)
        q0, f0, q1, f1 = ([number(rng) for _ in range(items)] for _ in range(4))
        if rng.random() < 0.3:
            f1 = list(f0)
        answer = split(q0, f0, q1, f1)
        cells = [str(x) for x in (*q0, *f0, *q1, *f1)]
        cells += [f"{x:.12e}" for x in answer]
        lines.append(f"case {items} " + " ".join(cells))
    done = subprocess.run([arguments.program], input="\n".join(lines) + "\n", text=True, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
