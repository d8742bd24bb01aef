#!/usr/bin/env python3
"""The table of promises in SECURITY.md is whole: each R number is named by a test, drill or bench, and
every file that a line names exists and has its number."""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PROMISES = 36
# A word that is a number of a promise: "R4", "R6–R9", "R13, R14".
NAMED = re.compile(r"\bR(\d{1,2})(?:\s*[–-]\s*R(\d{1,2}))?\b")
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    print("ok  " if good else "BAD ", what)


def numbers(text):
    found = set()
    for first, last in NAMED.findall(text):
        found.update(range(int(first), int(last or first) + 1))
    return found


def main():
    own = pathlib.Path(__file__).resolve()
    named = {}  # number: files whose first lines have it
    for path in sorted((TOP / "tests").rglob("*")):
        if path.suffix in (".cpp", ".py", ".sh", ".mjs", ".hpp") and path != own and path.is_file():
            for number in numbers("\n".join(path.read_text(errors="replace").splitlines()[:12])):
                named.setdefault(number, []).append(str(path.relative_to(TOP)))
    rows = re.findall(r"^\| R(\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
                      (TOP / "SECURITY.md").read_text(), re.M)
    check([int(row[0]) for row in rows] == list(range(1, PROMISES + 1)), "R1 to R36, each once")
    unmeasured, untested = [], []
    for number, promise, reached, places in rows:
        if "not measured" in reached:
            unmeasured.append(f"R{number}")
        if places.strip() == "no test yet":
            untested.append(f"R{number}")
            check(not named.get(int(number)), f"R{number} {promise}: has no test yet, as the table says")
            continue
        files = [word.split()[0] for word in re.findall(r"`([^`]+)`", places) if not word.startswith("--")]
        missing = [file for file in files if not (TOP / file).exists()]
        others = [file for file in files if (TOP / file).is_file() and file not in named.get(int(number), [])]
        tests = named.get(int(number), [])
        check(files and not missing and not others and tests,
              f"R{number} {promise}: named by {len(tests)} file{'s' if len(tests) != 1 else ''}" +
              (f"; not there: {' '.join(missing)}" if missing else "") +
              (f"; without the number: {' '.join(others)}" if others else ""))
    print(f"     without a test: {' '.join(untested) or 'none'}")
    print(f"     without a figure: {' '.join(unmeasured) or 'none'}")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
