#!/usr/bin/env python3
"""Draws, ranks and counts random tables by an independent implementation of what the headers
analytics/random_draws.hpp and analytics/certainty.hpp describe, and lets the program compare.

Usage: certainty_oracle.py PROGRAM [--cases N] [--seed S]

The normal quantile is the standard library's, in doubles; ours is good to 1 in 10^6, which would
only show where two drawn values are nearer to each other than that. One case is

  rules POLARITY SCHEME LEAST MOST LEVEL DRAWS SEED
  region NUMBER VALUE HALF_UNIT SCALE KIND STANDARD_ERROR REVISION...   (VALUE "." where missing)
  row RANK LOW HIGH CLASS GREEN YELLOW RED SURE         (a line per region; counts, not shares)
"""
import argparse
import random
import subprocess
import sys
from fractions import Fraction
from math import floor, hypot
from statistics import NormalDist

from philox import centred, words

QUANTILE = NormalDist().inv_cdf


def drawn(region, bounds, count, seed):
    number, value, half, scale, relative, error, revisions = region
    values = [value] * count
    size = 0 if revisions else scale * (abs(value) if relative else 1)
    normal = hypot(size, error)
    if half:
        values = [v + 2 * half * centred(w) for v, w in zip(values, words(seed, number, 0, count))]
    if revisions:
        picked = [revisions[w * len(revisions) // 2**32] for w in words(seed, number, 2, count)]
        values = [v + (value if relative else 1) * r for v, r in zip(values, picked)]
    if normal:
        values = [v + normal * QUANTILE(centred(w) + 0.5)
                  for v, w in zip(values, words(seed, number, 1, count))]
    if not (half or revisions or normal):
        return values
    least, most = min(bounds[0], value), max(bounds[1], value)
    folded = []
    for v in values:
        if v > most:
            v = most - (v - most)
        elif v < least:
            v = least + (least - v)
        folded.append(min(max(v, least), most))
    return folded


def ranks(values, high):
    order = sorted(values, reverse=high)
    return [1 + order.index(value) for value in values]


def limits(n, scheme):
    if n < 9:
        return None
    green = floor(Fraction(n, 3 if scheme == "thirds" else 4) + Fraction(1, 2))
    return green, n - green


def name(rank, cuts):
    return "green" if rank <= cuts[0] else "red" if rank > cuts[1] else "yellow"


def case(rng):
    high = rng.random() < 0.5
    scheme = rng.choice(["thirds", "quartiles"])
    size = rng.choice([21, 21, 0, 1, 5, 8, 9, 10, 19, 25])
    spread = rng.choice([3, 20, 100])
    bounds = rng.choice([(float("-inf"), float("inf")), (0, 10), (0, 5), (2, 3)])
    level = rng.choice(["0.8", "0.7", "0.5", "0.95", "1"])
    draws = rng.choice([1, 50, 64, 100, 130, 200])
    seed = rng.choice([1, 2**32, rng.getrandbits(64)])
    regions = []
    for number in rng.sample(range(100), size):
        value = None if rng.random() < 0.05 else rng.randint(0, spread) / 10
        revisions = [rng.randint(-20, 20) / 100 for _ in range(rng.choice([0, 0, 0, 1, 5, 30]))]
        regions.append((number, value, rng.choice([0, 0.05, 0.5]), rng.choice([0, 0, 0.3]),
                        rng.random() < 0.5, rng.choice([0, 0, 0.2, 4]), revisions))
    lines = [f"rules {'high' if high else 'low'} {scheme} {bounds[0]} {bounds[1]} {level} {draws} "
             f"{seed}"]
    lines += [f"region {r[0]} {'.' if r[1] is None else r[1]} {r[2]} {r[3]} "
              f"{'relative' if r[4] else 'absolute'} {r[5]} {' '.join(map(str, r[6]))}"
              for r in regions]

    ranked = [r for r in regions if r[1] is not None]
    columns = [drawn(r, bounds, draws, seed) for r in ranked]
    tables = [ranks(table, high) for table in zip(*columns)]
    given = iter(ranks([r[1] for r in ranked], high))
    cuts = limits(len(ranked), scheme)
    tail = max(1, (1 - Fraction(level)) / 2 * draws)
    unsure = 0
    for region in regions:
        if region[1] is None:
            lines.append("row -")
            continue
        place = next(given)
        own = [table[ranked.index(region)] for table in tables]
        low = min(r for r in range(1, len(ranked) + 1) if sum(o <= r for o in own) >= tail)
        top = max(r for r in range(1, len(ranked) + 1) if sum(o >= r for o in own) >= tail)
        if cuts is None:
            lines.append(f"row {place} {low} {top} - 0 0 0 no")
            continue
        colours = [name(o, cuts) for o in own]
        mine = name(place, cuts)
        sure = Fraction(colours.count(mine), draws) >= Fraction(95, 100)
        unsure += not sure
        lines.append(f"row {place} {low} {top} {mine} {colours.count('green')} "
                     f"{colours.count('yellow')} {colours.count('red')} {'yes' if sure else 'no'}")
    return unsure, "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    made = [case(rng) for _ in range(wanted.cases)]
    unsure = sum(count for count, _ in made)
    assert unsure > wanted.cases, "hardly any colour was unsure"
    print(f"seed {wanted.seed}: {wanted.cases} tables, {unsure} unsure colours")
    run = subprocess.run([wanted.program], input="".join(text for _, text in made), text=True,
                         stdout=subprocess.PIPE, check=False)
    print(run.stdout, end="")
    if run.returncode != 0 or f"agreed on {wanted.cases} tables" not in run.stdout:
        sys.exit("analytics and the oracle disagree")


if __name__ == "__main__":
    main()
