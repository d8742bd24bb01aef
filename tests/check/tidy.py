#!/usr/bin/env python3
"""clang-tidy over our own sources; the checks are in .clang-tidy, all of them errors.

Most of clang-tidy's time goes to headers, the same ones for every source. So sources are checked
ten at a time, as one unit that includes them, where their names allow it (source_groups.py)."""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

import source_groups

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = TOP / "build/release"
UNITS = TOP / "build/tidy"
TOGETHER = 10


def without_precompiled(flags):
    """As if nothing were precompiled, and without what stands before the compiler: so that a source
    that does not include what it uses is found."""
    flags = re.sub(r"-Winvalid-pch|-include \S*cmake_pch\.hxx", "", flags)
    return re.sub(r"^.*?(?=\S*/(?:c|g|clang)\+\+)", "", flags)


def tidy(unit):
    done = subprocess.run(["clang-tidy-16", "-quiet", "-p", str(UNITS),
                           "--checks=-bugprone-suspicious-include", str(unit)],
                          capture_output=True, text=True, check=False)
    return done.stdout if done.returncode != 0 else ""


def main():
    if not (BUILD / "compile_commands.json").exists():
        subprocess.run(["cmake", "--preset", "release"], cwd=TOP, check=True,
                       stdout=subprocess.DEVNULL)
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    alike = {}  # flags, less the names of the files: the sources that have them
    seen = set()
    for command in commands:
        source = pathlib.Path(command["file"])
        if not source.is_relative_to(TOP) or source.suffix != ".cpp":
            continue
        if source.relative_to(TOP).parts[0] not in ("analytics", "collectors", "service"):
            continue
        flags = without_precompiled(command["command"].split(" -o ")[0])
        if source in seen:
            continue
        seen.add(source)
        alike.setdefault(flags, []).append(source)
    UNITS.mkdir(parents=True, exist_ok=True)
    units = []
    public = source_groups.public_names()
    for flags, sources in alike.items():
        for members in source_groups.together(sorted(sources), TOGETHER, public):
            unit = UNITS / f"unit_{len(units)}.cpp"
            unit.write_text("".join(f'#include "{source}"\n' for source in members))
            units.append((unit, f"{flags} -c {unit}"))
    (UNITS / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(BUILD), "file": str(unit), "command": command} for unit, command in units]))
    found = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for told in pool.map(lambda unit: tidy(unit[0]), units):
            if told:
                found = True
                print(told)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
