#!/usr/bin/env python3
"""R20: compares the calendar with Python's zoneinfo, which shares nothing with it but the system's data.

Usage: calendar_oracle.py PROGRAM [--seed S]

Every local half hour round each change of the clocks from 1900 on, every local midnight 1970-2037,
random local times and instants of 1900-2037, and a day counted hour by hour.
"""
import argparse
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def seconds(moment):
    return (moment - EPOCH) // timedelta(seconds=1)


def instants_of(local):
    """Every instant at which the clock shows `local`, by trying both folds and going back."""
    found = set()
    for fold in (0, 1):
        instant = local.replace(tzinfo=ZONE, fold=fold).astimezone(timezone.utc)
        if instant.astimezone(ZONE).replace(tzinfo=None, fold=0) == local:
            found.add(seconds(instant))
    return sorted(found)


def local_case(local):
    instants = instants_of(local)
    answer = f"{instants[0]} {len(instants) - 1}" if instants else "never"
    return f"local {local:%Y-%m-%d %H:%M:%S}", answer


def utc_case(second):
    local = (EPOCH + timedelta(seconds=second)).astimezone(ZONE)
    offset = int(local.utcoffset().total_seconds())
    return f"utc {second}", f"{local:%Y-%m-%d %H:%M} {offset} {local:%Y-%m-%d}"


def changes():
    at = datetime(1900, 1, 1, tzinfo=timezone.utc)
    last = at.astimezone(ZONE).utcoffset()
    while at.year < 2038:
        offset = at.astimezone(ZONE).utcoffset()
        if offset != last:
            yield at
        last = offset
        at += timedelta(hours=1)


def cases(rng):
    for change in changes():
        local = change.astimezone(ZONE).replace(tzinfo=None, fold=0)
        for half_hours in range(-100, 101):
            yield local_case(local + timedelta(minutes=30 * half_hours))
        for second in (-3601, -3600, -1, 0, 1, 3599, 3600):
            yield utc_case(seconds(change) + second)
    day = datetime(1970, 1, 1)
    while day.year < 2038:
        yield f"day {day:%Y-%m-%d}", str(instants_of(day)[0])
        day += timedelta(days=1)
    first, last = seconds(datetime(1900, 1, 2, tzinfo=timezone.utc)), seconds(
        datetime(2037, 12, 31, tzinfo=timezone.utc))
    for _ in range(20000):
        yield utc_case(rng.randint(first, last))
        yield local_case(datetime(1970, 1, 1) + timedelta(seconds=rng.randint(first, last)))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--seed", type=int, default=20)
    chosen = options.parse_args()
    every = list(cases(random.Random(chosen.seed)))
    answer = subprocess.run([chosen.program], input="\n".join(q for q, _ in every) + "\n",
                            capture_output=True, text=True, check=True).stdout.splitlines()
    if len(answer) != len(every):
        sys.exit(f"{len(answer)} answers to {len(every)} questions")
    wrong = [(q, e, a) for (q, e), a in zip(every, answer) if e != a]
    for question, expected, got in wrong[:20]:
        print(f"{question}: expected {expected}, got {got}")
    print(f"{len(every)} compared, {len(wrong)} differ, seed {chosen.seed}")
    sys.exit(1 if wrong or len(every) < 60000 else 0)


if __name__ == "__main__":
    main()
