#!/usr/bin/env python3
"""R29: every condition in ranking, thresholds, units, calendar and idempotency goes both ways in a test.

The sources that mutation.py changes are compiled by clang, which counts each condition of the source
(and no edges that only exceptions take), linked with the tests that mutation.py names for them, and
run. Needs build/release with its tests built. A condition that cannot go one way stands in ONE_WAY.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

from mutation import BUILD, COVERED, TOP, Tests

WORK = BUILD.parent / "branches"
# (source, the line as it stands): why one way is never taken.
ONE_WAY = {
    ("collectors/calendar.cpp", "if (last < at_midnight(date::sys_days{date::year{kLastTabledYear} / 10 / 1})) return;"):
        "only when the law has ended summer time before 2037",
    ("collectors/calendar.cpp", "if (transitions_.empty() || transitions_.back().offset != offset) {"):
        "the system's data for Stockholm have no two stretches of one offset in a row",
    ("collectors/calendar.cpp",
     "while (at + 1 < transitions_.size() && transitions_[at + 1].begin <= begin) ++at;"):
        "the last bucket begins before the last change of clocks",
}


def counted(source, commands):
    """The conditions of a source: (line, column, times true, times false)."""
    tests = Tests(source, commands)
    place = WORK / pathlib.Path(source).stem
    place.mkdir(parents=True, exist_ok=True)
    thing = place / "counted.o"
    subprocess.run(["clang++-16", *tests.compiler[1:], "-fprofile-instr-generate", "-fcoverage-mapping", "-c",
                    str(TOP / source), "-o", str(thing)], cwd=BUILD, check=True)
    programs, profiles = [], []
    for number, (words, command) in enumerate(tests.links):
        at = words.index("-o")
        programs.append(place / f"tests-{number}")
        profiles.append(place / f"{number}.profraw")
        subprocess.run(["clang++-16", "-fprofile-instr-generate", *words[1:at], "-o", str(programs[-1]),
                        str(thing), *words[at + 2:]], cwd=BUILD, check=True)
        subprocess.run([word.replace("{}", str(programs[-1])) for word in command], cwd=place, check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "LLVM_PROFILE_FILE": f"{profiles[-1]}"})
    merged = place / "merged"
    subprocess.run(["llvm-profdata-16", "merge", "-o", str(merged), *map(str, profiles)], check=True)
    told = subprocess.run(["llvm-cov-16", "export", f"--instr-profile={merged}", str(programs[0])],
                          capture_output=True, text=True, check=True).stdout
    found = {}
    for file in json.loads(told)["data"][0]["files"]:
        if file["filename"].endswith(source):
            for line, column, _, _, true, false, *_ in file["branches"]:
                before = found.get((line, column), (0, 0))
                found[line, column] = (before[0] + true, before[1] + false)
    return found


def main():
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    passed = failed = 0
    for source in COVERED:
        lines = (TOP / source).read_text().splitlines()
        found = counted(source, commands)
        lacking = [(line, "true" if true == 0 else "false") for (line, _), (true, false) in sorted(found.items())
                   if (true == 0 or false == 0) and (source, lines[line - 1].strip()) not in ONE_WAY and
                   not re.match(r"(switch|case) ?", lines[line - 1].strip())]
        for line, way in lacking:
            print(f"     {source}:{line}: never {way}: {lines[line - 1].strip()}")
        good = bool(found) and not lacking
        passed, failed = passed + good, failed + (not good)
        print(f"{'ok ' if good else 'BAD'}  {source}: {len(found)} conditions, {len(found) - len(lacking)} both ways",
              flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
