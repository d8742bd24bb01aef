#!/usr/bin/env python3
"""R31: ranks random tables by an independent implementation and lets the program compare.

Usage: ranking_oracle.py PROGRAM [--tables N] [--seed S]

Values are exact decimals here and never floats; places come from a sorted list, class limits
from fractions, thresholds from trying every value of the others. Missing values are written as
"." and left out of the ranking. One table is

  table SCHEME POLARITY VALUE...
  sizes N GREEN YELLOW RED MEDIAN
  place RANK TIED CLASS                    (a line per value that is not missing)
  steps INDEX BETTER VALUE GAP WORSE VALUE MARGIN
                                           (for one of them, "-" where there is none)
"""
import argparse
import random
import subprocess
import sys
from bisect import bisect_left, bisect_right
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor


def limits(n, scheme):
    if n < 9:
        return None
    first = floor(Fraction(n, 3 if scheme == "thirds" else 4) + Fraction(1, 2))
    return first, n - first


def class_name(rank, cuts):
    if cuts is None:
        return "-"
    return "green" if rank <= cuts[0] else "red" if rank > cuts[1] else "yellow"


def places(value):
    """Decimals without trailing zeros."""
    return max(0, -value.normalize().as_tuple().exponent)


def median(ascending):
    if not ascending:
        return "-"
    upper = len(ascending) // 2
    if len(ascending) % 2:
        return ascending[upper]
    low, high = ascending[upper - 1], ascending[upper]
    step = Decimal(1).scaleb(-max(places(low), places(high)))
    return ((low + high) / 2).quantize(step, rounding=ROUND_HALF_UP)


def class_at(value, others, cuts, high):
    better = sum(1 for other in others if (other > value if high else other < value))
    return class_name(1 + better, cuts)


def steps(values, index, cuts, high):
    """The easiest value of another that gives a better class; the worst that keeps this one."""
    if cuts is None:
        return "- - - - - -"
    own = values[index]
    others = values[:index] + values[index + 1:]
    now = class_at(own, others, cuts, high)
    candidates = sorted(set(others), reverse=not high)  # worst first
    up = down = "- - -"
    order = ["red", "yellow", "green"]
    for value in candidates:
        there = class_at(value, others, cuts, high)
        if order.index(there) > order.index(now):
            up = f"{there} {value} {abs(value - own)}"
            break
    if now != "red":
        kept = [v for v in candidates if class_at(v, others, cuts, high) == now]
        # A value of the others always lies at the limit of a class that can be lost.
        last = kept[0]
        beyond = last + Decimal("-0.00001" if high else "0.00001")
        down = f"{class_at(beyond, others, cuts, high)} {last} {abs(last - own)}"
    return f"{up} {down}"


def table(rng):
    scheme = rng.choice(["thirds", "quartiles"])
    high = rng.random() < 0.5
    size = rng.choice([21] * 5 + list(range(0, 26)))
    spread = rng.choice([1, 3, 10, 40, 1000, 10**6])
    decimals = rng.choice([[0], [1], [2], [0, 1, 2], [0, 3]])
    gap = rng.choice([0, 0, 0.1, 0.3])
    cells = []
    for _ in range(size):
        if rng.random() < gap:
            cells.append(None)
        else:
            cells.append(Decimal(rng.randint(-spread // 4, spread)).scaleb(-rng.choice(decimals)))
    values = [cell for cell in cells if cell is not None]
    ascending = sorted(values)
    cuts = limits(len(values), scheme)
    lines = ["table %s %s %s" % (scheme, "high" if high else "low",
                                 " ".join("." if c is None else str(c) for c in cells))]
    rows = []
    for value in values:
        below, upto = bisect_left(ascending, value), bisect_right(ascending, value)
        rank = 1 + (len(ascending) - upto if high else below)
        rows.append((rank, upto - below, class_name(rank, cuts)))
    count = [sum(1 for row in rows if row[2] == name) for name in ("green", "yellow", "red")]
    lines.append("sizes %d %d %d %d %s" % (len(values), *count, median(ascending)))
    lines += ["place %d %d %s" % row for row in rows]
    if values:
        index = rng.randrange(len(values))
        lines.append(f"steps {index} {steps(values, index, cuts, high)}")
    distinct = len(set(values)) == len(values)
    if len(values) == 21 and distinct and scheme == "thirds":
        assert count == [7, 7, 7]
    return len(values), distinct, "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--tables", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    made = [table(rng) for _ in range(wanted.tables)]
    assert {n for n, _, _ in made} == set(range(26)), "some table size never came up"
    assert any(not distinct for _, distinct, _ in made), "there were no ties"
    print(f"seed {wanted.seed}: {wanted.tables} tables, "
          f"{sum(1 for n, _, _ in made if n % 3)} of them of a count not divisible by three")
    text = "\n".join(lines for _, _, lines in made) + "\n"
    run = subprocess.run([wanted.program], input=text, text=True, stdout=subprocess.PIPE,
                         check=False)
    print(run.stdout, end="")
    if run.returncode != 0 or f"agreed on {wanted.tables} tables" not in run.stdout:
        sys.exit("analytics and the oracle disagree")


if __name__ == "__main__":
    main()
