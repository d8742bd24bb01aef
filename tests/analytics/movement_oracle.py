#!/usr/bin/env python3
"""Explains random moves of a rank by going through all 24 orders, and lets the program compare.

Usage: movement_oracle.py PROGRAM [--cases N] [--seed S]

A table of the to-year or the from-year is made anew after every single step of every order, with
values as exact decimals and parts as fractions. Whole parts come from trying every four whole
numbers near them. One case is

  move POLARITY OWN VALUE...      (per region: from published, from today, to published, to today;
                                   "." where there is none)
  parts FROM TO OWN OTHERS REVISIONS MEMBERSHIP OWN OTHERS REVISIONS MEMBERSHIP
                                  (ranks, 24ths, whole parts; "-" where there is no answer)
"""
import argparse
import random
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from math import ceil, floor

CAUSES = ("own", "others", "revisions", "membership")


def value(region, year, data):
    """The value wanted, else the year's other, else the other year's."""
    for there, how in ((year, data), (year, 1 - data), (1 - year, data), (1 - year, 1 - data)):
        if region[there][how] is not None:
            return region[there][how]
    raise AssertionError("no value at all")


def rank(regions, own, high, state):
    data = state["revisions"]
    table = {}
    for i, region in enumerate(regions):
        member = region[0][0] if state["membership"] == 0 else region[1][1]
        if i == own or member is not None:
            table[i] = value(region, state["own" if i == own else "others"], data)
    order = sorted(table.values(), reverse=high)
    return 1 + order.index(table[own])


def shapley(regions, own, high):
    parts = dict.fromkeys(CAUSES, Fraction(0))
    for order in permutations(CAUSES):
        state = dict.fromkeys(CAUSES, 0)
        before = rank(regions, own, high, state)
        for cause in order:
            state[cause] = 1
            after = rank(regions, own, high, state)
            parts[cause] += Fraction(after - before, 24)
            before = after
    return [parts[cause] for cause in CAUSES]


def whole(parts):
    near = [range(floor(part) - 1, ceil(part) + 2) for part in parts]
    right = [numbers for numbers in product(*near) if sum(numbers) == sum(parts)]
    return min(right, key=lambda numbers: (
        sum(abs(n - p) for n, p in zip(numbers, parts)), sum(map(abs, numbers)),
        [-abs(n) for n in numbers]))


def case(rng):
    high = rng.random() < 0.5
    size = rng.choice([21, 21, 1, 2, 3, 5, 9, 25])
    spread = rng.choice([3, 10, 40, 400])
    gap = rng.choice([0, 0.05, 0.2])
    revised = rng.choice([0, 0.2, 1])
    regions = []
    for _ in range(size):
        years = []
        for _ in range(2):
            first = Decimal(rng.randint(-spread // 5, spread)).scaleb(-1)
            later = first
            if rng.random() < revised:
                later = Decimal(rng.randint(-spread // 5, spread)).scaleb(-1)
            years.append([None if rng.random() < gap else first,
                          None if rng.random() < gap else later])
        regions.append(years)
    own = rng.randrange(size)
    text = " ".join("." if v is None else str(v) for region in regions for year in region
                    for v in year)
    line = f"move {'high' if high else 'low'} {own} {text}\n"
    if regions[own][0][0] is None or regions[own][1][1] is None:
        return 0, line + "parts -\n"
    start = rank(regions, own, high, dict.fromkeys(CAUSES, 0))
    end = rank(regions, own, high, dict.fromkeys(CAUSES, 1))
    parts = shapley(regions, own, high)
    assert sum(parts) == end - start
    numbers = [start, end, *(24 * part for part in parts), *whole(parts)]
    return sum(part != 0 for part in parts), line + "parts " + " ".join(map(str, numbers)) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    made = [case(rng) for _ in range(wanted.cases)]
    mixed = sum(1 for causes, _ in made if causes >= 3)
    assert mixed > wanted.cases // 10, "too few cases have three causes or more"
    print(f"seed {wanted.seed}: {wanted.cases} moves, {mixed} of them of three causes or four")
    run = subprocess.run([wanted.program], input="".join(text for _, text in made), text=True,
                         stdout=subprocess.PIPE, check=False)
    print(run.stdout, end="")
    if run.returncode != 0 or f"agreed on {wanted.cases} moves" not in run.stdout:
        sys.exit("analytics and the oracle disagree")


if __name__ == "__main__":
    main()
