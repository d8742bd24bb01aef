#!/usr/bin/env python3
"""Compares conversions of units with exact fractions, rounded once to a double.

Usage: unit_oracle.py PROGRAM [--seed S]
"""
import argparse
import random
import subprocess
import sys
from fractions import Fraction

# From the definitions: 1 J = 1 W·s, a tonne is 1000 kg, a Swedish mile is 10 km.
JOULE = Fraction(1, 3600 * 1000)
UNITS = {
    "Wh": (Fraction(1, 1000), "kWh"), "kWh": (Fraction(1), "kWh"), "MWh": (Fraction(1000), "kWh"),
    "GWh": (Fraction(10**6), "kWh"), "TWh": (Fraction(10**9), "kWh"),
    "J": (JOULE, "kWh"), "kJ": (1000 * JOULE, "kWh"), "MJ": (10**6 * JOULE, "kWh"),
    "GJ": (10**9 * JOULE, "kWh"), "TJ": (10**12 * JOULE, "kWh"),
    "g": (Fraction(1, 1000), "kg"), "hg": (Fraction(1, 10), "kg"), "kg": (Fraction(1), "kg"),
    "ton": (Fraction(1000), "kg"),
    "ml": (Fraction(1, 1000), "l"), "cl": (Fraction(1, 100), "l"), "dl": (Fraction(1, 10), "l"),
    "l": (Fraction(1), "l"), "m³": (Fraction(1), "m³"), "Nm³": (Fraction(1), "Nm³"),
    "m²": (Fraction(1), "m²"), "ha": (Fraction(10000), "m²"),
    "m": (Fraction(1, 1000), "km"), "km": (Fraction(1), "km"), "mil": (Fraction(10), "km"),
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--seed", type=int, default=22)
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    every = []
    for name, (size, kept) in UNITS.items():
        quantities = [0.0, 1.0, -1.0, 0.1, 3.6, 18.0, 1e-12, 1e12]
        quantities += [rng.uniform(-1e6, 1e6) for _ in range(2000)]
        quantities += [round(rng.uniform(0, 1e5), rng.randint(0, 4)) for _ in range(2000)]
        quantities += [rng.uniform(1, 2) * 2.0 ** rng.randint(-200, 200) for _ in range(500)]
        for quantity in quantities:
            every.append((name, quantity, float(Fraction(quantity) * size), kept))
    questions = "".join(f"unit {name} {quantity!r}\n" for name, quantity, _, _ in every)
    answer = subprocess.run([chosen.program], input=questions, capture_output=True, text=True,
                            check=True).stdout.splitlines()
    if len(answer) != len(every):
        sys.exit(f"{len(answer)} answers to {len(every)} questions")
    wrong = 0
    for (name, quantity, value, kept), line in zip(every, answer):
        got, unit = line.split(" ") if " " in line else ("nan", line)
        if float(got) != value or unit != kept:
            wrong += 1
            if wrong <= 20:
                print(f"{quantity!r} {name}: expected {value!r} {kept}, got {line}")
    print(f"{len(every)} compared, {wrong} differ, seed {chosen.seed}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
