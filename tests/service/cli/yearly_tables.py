#!/usr/bin/env python3
"""All 31 yearly tables of the shipped Kolada series, ranked here by counting and there by
`tertil rank`; every rank, tie, class, threshold, median and class size must agree.

    yearly_tables.py PROGRAM SHIPPED_CSV
"""

import csv
import decimal
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal

LOW_IS_BEST = {"antibiotic-prescriptions": True, "renewable-fuel-public-transport": False}


def places(number):
    return max(0, -number.normalize().as_tuple().exponent)


def rounded(number, *operands):
    step = Decimal(1).scaleb(-max(places(operand) for operand in operands))
    return number.quantize(step, rounding=decimal.ROUND_HALF_UP)


def table(values, low):
    """region -> (rank, tied, class, value that gives the better class, gap), median, sizes."""
    better = (lambda a, b: a < b) if low else (lambda a, b: a > b)
    n = len(values)
    green = (2 * n + 3) // 6
    yellow = n - green
    rows, sizes = {}, defaultdict(int)
    for region, value in values.items():
        rank = 1 + sum(better(other, value) for other in values.values())
        tied = sum(other == value for other in values.values())
        klass = "green" if rank <= green else "red" if rank > yellow else "yellow"
        sizes[klass] += 1
        goal = None
        if klass != "green":
            others = sorted((v for r, v in values.items() if r != region), reverse=not low)
            threshold = others[(green if klass == "yellow" else yellow) - 1]
            goal = (threshold, rounded(abs(threshold - value), threshold, value))
        rows[region] = (rank, tied, klass, goal)
    ordered = sorted(values.values())
    middle = ordered[n // 2 - (n % 2 == 0):n // 2 + 1]
    median = rounded(sum(middle) / len(middle), *middle)
    return rows, median, sizes


def main():
    program, shipped = sys.argv[1:3]
    years = defaultdict(dict)
    with open(shipped, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["region"] != "riket":
                years[row["keyFigure"], int(row["year"])][row["region"]] = Decimal(row["value"])
    assert len(years) == 31, len(years)
    assert [len(years["renewable-fuel-public-transport", year]) for year in range(2011, 2015)] == [
        15, 17, 19, 20]

    faults = 0
    with tempfile.TemporaryDirectory() as data:
        for (key_figure, year), values in sorted(years.items()):
            answer = json.loads(subprocess.run(
                [program, "rank", key_figure, "--year", str(year), "--series", "kolada", "--json",
                 "--data", data], capture_output=True, text=True, check=True).stdout,
                parse_float=Decimal, parse_int=Decimal)
            rows, median, sizes = table(values, LOW_IS_BEST[key_figure])
            found = {}
            for row in answer["rows"]:
                goal = row["toBetterClass"]
                found[row["region"]] = (row["rank"], row["tied"], row["class"],
                                        goal and (goal["value"], goal["gap"]))
            same = (found == rows and answer["median"] == median and answer["n"] == len(values)
                    and all(answer["classSizes"][k] == sizes[k] for k in ("green", "yellow", "red")))
            if not same:
                faults += 1
                print(f"{key_figure} {year}: differs")
                for region in sorted(rows):
                    if found.get(region) != rows[region]:
                        print("  ", region, "here", rows[region], "there", found.get(region))
    print(f"{len(years) - faults} of {len(years)} tables agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
