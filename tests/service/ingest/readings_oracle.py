#!/usr/bin/env python3
"""R21: meter readings in any order of arrival, against an implementation that knows nothing of ours.

Usage: readings_oracle.py PROGRAM [--cases N] [--seed S]

Each case is a handful of files for one owner: hourly and longer readings, estimates, corrections,
counters that roll over or are reset, rows that repeat, contradict or cut each other. The files are
given in a random order; some are taken back. Readings are kept here as a plain list and judged by
looking at all of them; sums are exact fractions. Where only precedence decides, another order of
the same files must end in the same readings. The program reads

  owner NAME                      a new case
  meter NAME ROLLOVER             a row of the register
  file                            rows of a file follow, then "end"
  counts STORED DUPLICATE QUARANTINED SUPERSEDED
  retract N                       takes file N (from 0, in order of arrival) back
  holds METER START END QUANTITY ESTIMATED COUNTER   every reading that holds, then "all"
  month METER YYYY-MM KWH SECONDS                    every month with use, then "sums"
"""
import argparse
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BASE = datetime(2024, 1, 30, 23, tzinfo=timezone.utc)
ROLLOVER = 1000


def text(hour):
    return (BASE + timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M:%SZ")


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def key(row):
    return row["meter"], row["counter"], row["start"], row["end"]


def same(a, b):
    return a["quantity"] == b["quantity"] and a["estimated"] == b["estimated"]


def clean(rows):
    """What is left of one file, and how many rows repeat or contradict others."""
    kept, duplicates = [], 0
    for k in {key(r): None for r in rows}:
        alike = [r for r in rows if key(r) == k]
        if all(same(r, alike[0]) for r in alike):
            kept.append(alike[0])
            duplicates += len(alike) - 1
    cut = [r for r in kept if not r["counter"] and any(
        o is not r and not o["counter"] and o["meter"] == r["meter"]
        and o["estimated"] == r["estimated"] and overlap(o, r) for o in kept)]
    return [r for r in kept if not any(r is c for c in cut)], duplicates


def holding(known):
    """Of all readings known, in order of arrival, those that hold."""
    winners = {}
    for r in known:
        before = winners.get(key(r))
        if before is None or ((before["estimated"] or not r["estimated"]) and not same(before, r)):
            winners[key(r)] = r
    measured = [r for r in winners.values() if not r["estimated"]]
    result = [r for r in winners.values() if r["counter"]]
    result += [r for r in measured if not r["counter"]]
    for r in sorted((w for w in winners.values() if w["estimated"] and not w["counter"]),
                    key=lambda r: (r["file"], r["start"], r["end"])):
        if not any(o["meter"] == r["meter"] and not o["counter"] and overlap(o, r) for o in result):
            result.append(r)
    return result


def arrive(known, rows, number):
    counts = {"stored": 0, "duplicate": 0, "superseded": 0}
    before = list(known)
    hold = holding(before)
    kept, counts["duplicate"] = clean(rows)
    for r in kept:
        r["file"] = number
        alike = [o for o in before if key(o) == key(r)]
        best = None
        for o in alike:
            if best is None or ((best["estimated"] or not o["estimated"]) and not same(best, o)):
                best = o
        own = [o for o in alike if o["estimated"] == r["estimated"]]
        wins = best is None or best["estimated"] or not r["estimated"]
        if best is not None and (same(best, r) or (not wins and own and same(own[-1], r))):
            counts["duplicate"] += 1
            continue
        across = [] if r["counter"] else [
            o for o in hold if o["meter"] == r["meter"] and not o["counter"]
            and key(o) != key(r) and overlap(o, r)]
        if wins and any(o["estimated"] == r["estimated"] for o in across):
            continue  # refused
        counts["stored"] += 1
        loses = not wins or (r["estimated"] and across)
        counts["superseded"] += (best is not None or bool(across)) and not loses
        known.append(r)
    counts["quarantined"] = len(rows) - counts["stored"] - counts["duplicate"]
    return counts


def use_of(hold, rolls):
    """Stretches of use: readings, and differences of counters where there are none."""
    plain = [(r["meter"], r["start"], r["end"], r["quantity"]) for r in hold if not r["counter"]]
    found = list(plain)
    for meter in {r["meter"] for r in hold if r["counter"]}:
        counters = sorted((r for r in hold if r["meter"] == meter and r["counter"]),
                          key=lambda r: r["end"])
        for a, b in zip(counters, counters[1:]):
            used = b["quantity"] - a["quantity"]
            if used < 0 and meter in rolls and 0 <= used + ROLLOVER <= Fraction(ROLLOVER, 2):
                used += ROLLOVER
            taken = any(m == meter and s < b["end"] and a["end"] < e for m, s, e, _ in plain)
            if used >= 0 and not taken:
                found.append((meter, a["end"], b["end"], used))
    return found


def months_of(hold, rolls):
    sums = {}
    for meter, start, end, quantity in use_of(hold, rolls):
        for hour in range(start, end):
            local = (BASE + timedelta(hours=hour)).astimezone(STOCKHOLM)
            at = sums.setdefault((meter, local.strftime("%Y-%m")), [Fraction(0), 0])
            at[0] += quantity / (end - start)
            at[1] += 3600
    return sums


def make_file(rng, orderly):
    rows = []
    for _ in range(rng.randint(1, 12)):
        meter = rng.choice("AB")
        counter = meter == "B" and rng.random() < 0.6
        estimated = rng.random() < 0.3
        start = rng.randrange(0, 48)
        length = 1 if orderly or rng.random() < 0.7 else rng.choice([2, 6, 24])
        # In orderly cases a measured value is a function of its time: nothing is corrected.
        value = Fraction(start * 7 % 50 + (start // 20) * 3, 4) if orderly \
            else Fraction(rng.randrange(0, 40), 4)
        if counter:
            value = Fraction(start * 60 % ROLLOVER if orderly else rng.randrange(0, ROLLOVER))
            estimated = False
        if estimated and orderly:
            value += 1
        rows.append({"meter": meter, "counter": counter, "estimated": estimated,
                     "start": start + length if counter else start, "end": start + length,
                     "quantity": value})
        if rng.random() < 0.1:
            rows.append(dict(rows[-1]))
    rng.shuffle(rows)
    return rows


def line(row):
    return "%s,%s,%s,%s,kWh,%s,%s" % (
        row["meter"], "" if row["counter"] else text(row["start"]), text(row["end"]),
        float(row["quantity"]), str(row["estimated"]).lower(), str(row["counter"]).lower())


def case(name, files, rolls, retracted, lines):
    lines.append(f"owner {name}")
    lines += [f"meter {meter} {ROLLOVER}" for meter in sorted(rolls)]
    known = []
    for number, rows in enumerate(files):
        rows = [dict(r) for r in rows]
        lines += ["file", *map(line, rows), "end"]
        counts = arrive(known, rows, number)
        lines.append("counts {stored} {duplicate} {quarantined} {superseded}".format(**counts))
        if number in retracted:
            known = [r for r in known if r["file"] != retracted[number]]
            lines.append(f"retract {retracted[number]}")
    hold = holding(known)
    for r in sorted(hold, key=lambda r: (r["meter"], r["counter"], r["start"], r["end"])):
        lines.append("holds %s %s %s %s %d %d" % (
            r["meter"], text(r["start"]), text(r["end"]), float(r["quantity"]),
            r["estimated"], r["counter"]))
    lines.append("all")
    for (meter, month), (kwh, seconds) in sorted(months_of(hold, rolls).items()):
        lines.append(f"month {meter} {month} {float(kwh)!r} {seconds}")
    lines.append("sums")
    return {(key(r), r["quantity"], r["estimated"]) for r in hold}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    lines, orderly_cases, retractions, files, first = [], 0, 0, [], None
    for number in range(wanted.cases):
        again = number % 5 != 0 and first is not None  # four more orders of the same files
        if not again:
            orderly = rng.random() < 0.5
            files = [make_file(rng, orderly) for _ in range(rng.randint(2, 7))]
            rolls = {m for m in "AB" if rng.random() < 0.5}
            first = None
        rng.shuffle(files)
        retracted = {} if orderly or rng.random() < 0.5 else \
            {len(files) - 1: rng.randrange(len(files))}
        ends = case(f"p{number}", files, rolls, retracted, lines)
        if orderly:
            orderly_cases += again
            assert not again or ends == first, "the order of arrival shows"
        first = ends
        retractions += len(retracted)
    assert orderly_cases and retractions, "not everything came up"
    print(f"seed {wanted.seed}: {wanted.cases} orders of arrival, {orderly_cases} of them other "
          f"orders of the same files, {retractions} files taken back")
    run = subprocess.run([wanted.program], input="\n".join(lines) + "\n", text=True,
                         stdout=subprocess.PIPE, check=False)
    print(run.stdout, end="")
    if run.returncode != 0 or f"agreed on {wanted.cases} cases" not in run.stdout:
        sys.exit("the program and the oracle disagree")


if __name__ == "__main__":
    main()
