#!/usr/bin/env python3
"""clang-tidy over our own sources; the checks are in .clang-tidy, all of them errors.

Most of clang-tidy's time goes to headers, the same ones for every source. So sources are checked
ten at a time, as one unit that includes them; the ones of a unit are taken from far apart, since
neighbours often have private names in common. A source whose private names clash with those of
another in its unit is checked by itself."""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = TOP / "build/release"
UNITS = TOP / "build/tidy"
TOGETHER = 10


def without_precompiled(flags):
    """As if nothing were precompiled, and without what stands before the compiler: so that a source
    that does not include what it uses is found."""
    flags = re.sub(r"-Winvalid-pch|-include \S*cmake_pch\.hxx", "", flags)
    return re.sub(r"^.*?(?=\S*/(?:c|g|clang)\+\+)", "", flags)


def tidy(build, source, *options):
    done = subprocess.run(["clang-tidy-16", "-quiet", "-p", str(build), *options, str(source)],
                          capture_output=True, text=True, check=False)
    return done.stdout if done.returncode != 0 else ""


def write(unit, sources):
    unit.write_text("".join(f'#include "{source}"\n' for source in sources))


def check(unit, sources, command):
    """The findings of a unit, less the sources that do not go with the ones before them, and of
    those by themselves."""
    told = subprocess.run(["clang++-16", *shlex.split(command)[1:], "-fsyntax-only", "-ferror-limit=0"],
                          cwd=BUILD, capture_output=True, text=True, check=False).stderr
    apart = [source for source in sources if f"{source}:" in
             "".join(line for line in told.splitlines() if ": error: " in line)]
    write(unit, [source for source in sources if source not in apart])
    return (tidy(UNITS, unit, "--checks=-bugprone-suspicious-include") +
            "".join(tidy(UNITS, source) for source in apart))


def main():
    if not (BUILD / "compile_commands.json").exists():
        subprocess.run(["cmake", "--preset", "release"], cwd=TOP, check=True,
                       stdout=subprocess.DEVNULL)
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    alike = {}  # flags, less the names of the files: the sources that have them
    flags_of = {}
    for command in commands:
        source = pathlib.Path(command["file"])
        if not source.is_relative_to(TOP) or source.suffix != ".cpp":
            continue
        if source.relative_to(TOP).parts[0] not in ("analytics", "collectors", "service"):
            continue
        flags = without_precompiled(command["command"].split(" -o ")[0])
        if source in flags_of:
            continue
        flags_of[source] = flags
        alike.setdefault(flags, []).append(source)
    UNITS.mkdir(parents=True, exist_ok=True)
    units = []
    for flags, sources in alike.items():
        sources.sort()
        count = -(-len(sources) // TOGETHER)
        for number in range(count):
            members = sources[number::count]
            unit = UNITS / f"unit_{len(units)}.cpp"
            write(unit, members)
            units.append((unit, members, f"{flags} -c {unit}"))
    (UNITS / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(BUILD), "file": str(unit), "command": command}
         for unit, _, command in units] +
        [{"directory": str(BUILD), "file": str(source), "command": f"{flags} -c {source}"}
         for source, flags in flags_of.items()]))
    found = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for told in pool.map(lambda unit: check(*unit), units):
            if told:
                found = True
                print(told)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
