#!/usr/bin/env python3
"""deploy/ASVS.md is whole, and every file and test that it names exists."""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
LIST = TOP / "deploy/ASVS.md"
# How many requirements of levels 1 and 2 each chapter of 5.0.0 has: 70 and 183 in all.
OF_LEVEL = {1: [8, 4, 8, 2, 4, 13, 6, 4, 4, 5, 3, 3, 1, 2, 3, 0, 0],
            2: [19, 7, 11, 8, 5, 22, 12, 3, 3, 24, 11, 6, 12, 7, 10, 16, 7]}
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    print("ok  " if good else "BAD ", what)


def main():
    text = LIST.read_text()
    rows = re.findall(r"^\| V(\d+)\.(\d+)\.(\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$",
                      text, re.M)
    ids = [tuple(map(int, row[:3])) for row in rows]
    check(ids == sorted(set(ids)), "each requirement once, in order")
    for level, chapters in OF_LEVEL.items():
        for chapter, wanted in enumerate(chapters, 1):
            found = sum(int(row[0]) == chapter and int(row[3]) == level for row in rows)
            if found != wanted:
                check(False, f"V{chapter} has {wanted} requirements of level {level}, not {found}")
    check(len(rows) == sum(map(sum, OF_LEVEL.values())), f"{len(rows)} requirements of levels 1 and 2")
    states = [row[5] for row in rows]
    told = ", ".join(f"{states.count(state)} {word}" for state, word in
                     (("yes", "yes"), ("partly", "partly"), ("no", "no"), ("n/a", "do not apply")))
    check(set(states) <= {"yes", "partly", "no", "n/a"} and told in text, f"the counts are right: {told}")
    lacking = []
    named = 0
    for row in rows:
        name = "V" + ".".join(row[:3])
        if row[5] == "yes" and not row[7].strip() or row[5] != "yes" and not row[6].strip():
            lacking.append(f"{name} says neither why nor where")
        for place in re.findall(r"`([^`]+)`", row[7]):
            named += 1
            file, _, test = place.partition("#")
            if not (TOP / file).is_file():
                lacking.append(f"{name}: no {file}")
            elif test and not re.search(rf"\b{test}\b", (TOP / file).read_text()):
                lacking.append(f"{name}: no {test} in {file}")
    for words in lacking:
        print("    ", words)
    check(not lacking, f"the {named} files and tests that show it exist")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
