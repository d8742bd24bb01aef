#!/usr/bin/env python3
"""Random measures, costed and chosen between without our code; the program compares.

Usage: measures_oracle.py PROGRAM [--cases N] [--seed S]

Costs are found the long way, in fractions: what a loan is paid off by each year is the payment that
leaves nothing after the last year, and the present value is summed year by year. The best set is
found by trying every set, a combined effect by looking at each group. One case is

  cost   I RUNNING SAVING YEARS RATE TONNES  ANNUAL PRESENT PER_TONNE
  set    FRAME N (INVESTMENT TONNES GROUP MANDATORY)... COUNT CHOSEN... INVESTMENT TONNES
  curve  N (ANNUAL TONNES GROUP)... COUNT STEPS... TOTAL
  value  VALUE YEAR LOW HIGH N (CHANGE FIRST FULL GROUP)... RESULT

with group -1 for none. Money is in whole kronor and effects in whole units, so that sums are exact.
"""
import argparse
import itertools
import random
import subprocess
import sys
from fractions import Fraction


def annual_payment(investment, rate, years):
    """The yearly payment after which nothing of the loan is left: found from two trial payments,
    for what is left is a straight line of it."""
    def left(payment):
        debt = Fraction(investment)
        for _ in range(years):
            debt = debt * (1 + rate) - payment
        return debt

    none, one = left(Fraction(0)), left(Fraction(1))
    return none / (none - one)


def present_value(investment, running, saving, rate, years):
    total = -Fraction(investment)
    worth = Fraction(1)
    for _ in range(years):
        worth /= 1 + rate
        total += (saving - running) * worth
    return total


def combined(effects):
    """Each group gives its largest gain and its largest harm; the rest is added."""
    total = sum(size for size, group in effects if group < 0)
    for group in {group for _, group in effects if group >= 0}:
        sizes = [size for size, other in effects if other == group]
        total += max([size for size in sizes if size > 0], default=0)
        total += min([size for size in sizes if size < 0], default=0)
    return total


def best_set(measures, frame):
    must = [i for i, one in enumerate(measures) if one[3]]
    if sum(measures[i][0] for i in must) > frame:
        sets = [must]
    else:
        free = [i for i in range(len(measures)) if i not in must]
        sets = [sorted(must + list(more)) for size in range(len(free) + 1)
                for more in itertools.combinations(free, size)]
        sets = [chosen for chosen in sets if sum(measures[i][0] for i in chosen) <= frame]

    def rating(chosen):
        return (-combined([measures[i][1:3] for i in chosen]), sum(measures[i][0] for i in chosen),
                len(chosen), chosen)

    return min(sets, key=rating)


def curve(measures):
    """Of each group the one with most tonnes, then the cheapest, then the first."""
    standing = []
    for i, (annual, tonnes, group) in enumerate(measures):
        if tonnes <= 0:
            continue
        rivals = [(-other[1], other[0], j) for j, other in enumerate(measures)
                  if other[2] == group and other[1] > 0]
        if group < 0 or min(rivals)[2] == i:
            standing.append((Fraction(annual, tonnes), -tonnes, i))
    return [i for _, _, i in sorted(standing)]


def share(first, full, year):
    if year < first:
        return Fraction(0)
    return min(Fraction(1), Fraction(year - first + 1, full - first + 1))


def number(value):
    return repr(float(value))


def cost_case(rng):
    investment, running, saving = (rng.randrange(0, 10**7) for _ in range(3))
    years = rng.randrange(1, 41)
    rate = Fraction(rng.choice([0, 0, rng.randrange(1, 150)]), 1000)
    tonnes = rng.randrange(1, 5000)
    annual = annual_payment(investment, rate, years) + running - saving
    worth = present_value(investment, running, saving, rate, years)
    return ["cost", investment, running, saving, years, number(rate), tonnes, number(annual),
            number(worth), number(annual / tonnes)]


def set_case(rng):
    measures = [(rng.randrange(0, 60), rng.randrange(-5, 40), rng.choice([-1, -1, 0, 1, 2]),
                 int(rng.random() < 0.1)) for _ in range(rng.randrange(0, 9))]
    frame = rng.randrange(0, 200)
    chosen = best_set(measures, frame)
    tonnes = combined([measures[i][1:3] for i in chosen])
    return ["set", frame, len(measures), *itertools.chain(*measures), len(chosen), *chosen,
            sum(measures[i][0] for i in chosen), tonnes]


def curve_case(rng):
    measures = [(rng.randrange(-100, 400), rng.randrange(-3, 50), rng.choice([-1, -1, 0, 1, 2]))
                for _ in range(rng.randrange(0, 12))]
    steps = curve(measures)
    return ["curve", len(measures), *itertools.chain(*measures), len(steps), *steps,
            sum(measures[i][1] for i in steps)]


def value_case(rng):
    year, value = rng.randrange(2024, 2034), rng.randrange(0, 200)
    low, high = 0, rng.choice([100, 500])
    effects = []
    for _ in range(rng.randrange(0, 6)):
        first = rng.randrange(2023, 2032)
        effects.append((rng.randrange(-40, 20), first, first + rng.randrange(0, 6),
                        rng.choice([-1, -1, 0, 1])))
    change = combined([(size * share(first, full, year), group)
                       for size, first, full, group in effects])
    result = min(max(value + change, low), high)
    return ["value", value, year, low, high, len(effects), *itertools.chain(*effects),
            number(result)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    makers = (cost_case, set_case, curve_case, value_case)
    lines = [" ".join(map(str, makers[i % 4](rng))) for i in range(arguments.cases)]
    done = subprocess.run([arguments.program], input="\n".join(lines) + "\n", text=True, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
