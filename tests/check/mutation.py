#!/usr/bin/env python3
"""R30: are the tests of ranking, units, calendar and idempotency worth anything?

Changes the sources below in one place at a time (an operator, a number, a condition, a statement
left out), compiles that file alone, links it with the smallest tests that cover it, and sees them
fail. What is left when none fails is printed with file and line: a test is missing there, or the
change makes no difference and belongs, with its reason, in EQUIVALENT.

    tests/check/mutation.py [--mutants 200] [--seed 1] [--jobs 2] [--only unit.cpp]

Needs build/release with its tests built. Fails below 85 % killed. 200 mutants take a quarter of an
hour of two cores.
"""
import argparse
import concurrent.futures
import json
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = TOP / "build/release"
GOAL = 0.85

# source: test program, its files that cover the source, and second opinions (program, script).
COVERED = {
    "analytics/ranking.cpp": ("test_analytics", ["ranking_test", "thresholds_test"],
                              [("analytics_oracle", "tests/analytics/ranking_oracle.py")]),
    "analytics/thresholds.cpp": ("test_analytics", ["thresholds_test"], []),
    "collectors/unit.cpp": ("test_collectors", ["unit_test"],
                            [("collectors_oracle", "tests/collectors/unit_oracle.py")]),
    "collectors/calendar.cpp": ("test_collectors", ["calendar_test"],
                                [("collectors_oracle", "tests/collectors/calendar_oracle.py")]),
    "service/store/import_keys.cpp": ("test_store", ["batches_test"], []),
    "service/ingest/in_flight.cpp": ("test_ingest", ["importer_test", "in_flight_test"], []),
    "service/ingest/dedupe.cpp": ("test_ingest", ["importer_test", "dedupe_test"], []),
}

# Changes that no test can see: (source, the line as it stands, the change): why.
CALENDAR = "collectors/calendar.cpp"
SAME = [
    ("collectors/unit.cpp", "constexpr std::size_t kLongest = 12;", ["12 -> 13"],
     "no spelling has 13 bytes"),
    ("collectors/unit.cpp", "letters[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;",
     ["<= -> <"], "no spelling has a z"),
    (CALENDAR, "date::sys_seconds at = date::sys_days{date::year{kFirstYear - 1} / 12 / 1};",
     ["12 -> 11", "12 -> 13", "1 -> 0", "1 -> 2", "- -> +"],
     "moves what is before 1900, which is not read; the offset was the same until 1916"),
    (CALENDAR, "const date::sys_seconds end = date::sys_days{date::year{kLastTabledYear + 1} / 1 / 1};",
     ["1 -> 2"], "no clocks are changed in winter"),
    (CALENDAR, "static constexpr unsigned kBucketBits = 21;  // 24 days: rarely two transitions in one",
     ["21 -> 20", "21 -> 22"], "how wide a bucket is changes the speed alone"),
    (CALENDAR, "if (last < at_midnight(date::sys_days{date::year{kLastTabledYear} / 10 / 1})) return;",
     ["< -> <=", "10 -> 9", "1 -> 0", "1 -> 2"], "the last change of 2037 lies late in October"),
    (CALENDAR, "while (at + 1 < transitions_.size() && transitions_[at + 1].begin <= begin) ++at;",
     ["1 -> 2", "< -> <="], "the index is only where the search begins"),
    (CALENDAR, "const Seconds since = std::max<Seconds>(seconds - transitions_.front().begin, 0);",
     ["0 -> 1"], "a second of the first bucket"),
    (CALENDAR, "first_.resize((static_cast<std::size_t>(span) >> kBucketBits) + 1);",
     ["1 -> 2"], "one more bucket than is asked for"),
    (CALENDAR, "const auto bucket = std::min(static_cast<std::size_t>(since) >> kBucketBits, first_.size() - 1);",
     ["1 -> 2"], "the search begins a bucket earlier"),
    (CALENDAR, "int year{0};", ["0 -> 1"], "every reading sets it"),
    (CALENDAR, "int month{1};", ["1 -> 0", "1 -> 2"], "every reading sets it"),
    (CALENDAR, "int day{1};", ["1 -> 0", "1 -> 2"], "every reading sets it"),
    (CALENDAR, "if (wall.month < 1 || wall.month > 12 || wall.day < 1 || wall.day > 31) return std::nullopt;",
     ["12 -> 13", "31 -> 32", "1 -> 0"], "the next line asks whether there is such a date"),
]
EQUIVALENT = {(source, line, what): why for source, line, changes, why in SAME for what in changes}

SWAPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+",
         "*": "/", "/": "*", "%": "*", "&&": "||", "||": "&&", "+=": "-=", "-=": "+="}


def blank(text):
    """The same length without comments, strings, characters, includes: where nothing is changed."""
    hidden = r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|^#[^\n]*|static_assert[^;]*;'
    return re.sub(hidden, lambda found: " " * len(found[0]), text, flags=re.S | re.M)


def closing(text, opening):
    depth = 0
    for at in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return -1


def mutants(source):
    """(begin, end, replacement, what) of every change to a source."""
    text = (TOP / source).read_text()
    code = blank(text)
    found = []
    for hit in re.finditer(r"(?<= )(<=|>=|==|!=|&&|\|\||\+=|-=|[<>+\-*/%])(?= )", code):
        found.append((*hit.span(), SWAPS[hit[0]], f"{hit[0]} -> {SWAPS[hit[0]]}"))
    for hit in re.finditer(r"(?<![\w.'])\d+(?:'\d+)*(?![\w.'])", code):
        more = str(int(hit[0].replace("'", "")) + 1)
        found.append((*hit.span(), more, f"{hit[0]} -> {more}"))
        if int(hit[0].replace("'", "")) > 0:
            less = str(int(hit[0].replace("'", "")) - 1)
            found.append((*hit.span(), less, f"{hit[0]} -> {less}"))
    for hit in re.finditer(r"\b(?:if|while) (?:constexpr )?\(", code):
        end = closing(code, hit.end() - 1)
        inside = text[hit.end():end]
        if ";" not in code[hit.end():end] and not re.match(r"(const )?auto\b", inside):
            found.append((hit.end(), end, f"!({inside})", "condition turned round"))
    for hit in re.finditer(r"\b(true|false)\b", code):
        other = "false" if hit[0] == "true" else "true"
        found.append((*hit.span(), other, f"{hit[0]} -> {other}"))
    for hit in re.finditer(r"(\+\+|--)(?=\w)|(?<=\w)(\+\+|--)", code):
        other = "--" if hit[0] == "++" else "++"
        found.append((*hit.span(), other, f"{hit[0]} -> {other}"))
    for hit in re.finditer(r"(?<=[;{}\n)]\n)( +)([a-z_+][^;{}]*;)(?=\n)", code):
        if not re.match(r"(return|const|constexpr|static|using|auto|break|continue|std::\w+[<& ])\b", hit[2]):
            found.append((hit.start(2), hit.end(2), ";", "statement left out"))
    return text, [change for change in found if "namespace" not in code[change[0]:change[1]]]


class Tests:
    """The tests of one source: how a changed one is compiled, linked with them and run."""

    def __init__(self, source, commands):
        self.source = source
        program, files, oracles = COVERED[source]
        words = shlex.split(next(c["command"] for c in commands if c["file"] == str(TOP / source)))
        drop = {"-Werror", "-Winvalid-pch", "-O2", "-D_FORTIFY_SOURCE=3"}
        first = next(i for i, word in enumerate(words) if re.search(r"[cg]\+\+", word))
        self.compiler = [w for w in words[first:words.index("-o")] if w not in drop] + ["-O0", "-w"]
        self.links = [(self.link_of(program, files), ["{}", "--gtest_brief=1", "--gtest_fail_fast"])]
        for oracle, script in oracles:
            self.links.append((self.link_of(oracle, None), [sys.executable, str(TOP / script), "{}"]))
        self.took = [0.0] * len(self.links)
        self.limits = [120.0] * len(self.links)

    @staticmethod
    def link_of(program, files):
        line = subprocess.run(["ninja", "-C", str(BUILD), "-t", "commands", program], check=True,
                              capture_output=True, text=True).stdout.strip().splitlines()[-1]
        words = shlex.split(line.removeprefix(": && ").split(" && ")[0])
        there = [w for w in words if files is None or not w.endswith(("_test.cpp.o", "_cxx.cxx.o")) or
                 pathlib.Path(w).name.removesuffix(".cpp.o") in files]
        return there

    def killed_by(self, text, place):
        """None when every test passes, "" when it does not compile, else what failed."""
        place.mkdir(parents=True, exist_ok=True)
        changed, thing = place / pathlib.Path(self.source).name, place / "changed.o"
        changed.write_text(text)
        if subprocess.run([*self.compiler, "-c", str(changed), "-o", str(thing)], cwd=BUILD,
                          capture_output=True, check=False).returncode != 0:
            return ""
        for number, (words, command) in enumerate(self.links):
            at = words.index("-o")
            program = place / "tests"
            linked = [*words[:at], "-o", str(program), str(thing), *words[at + 2:]]
            subprocess.run(linked, cwd=BUILD, check=True, capture_output=True)
            began = time.monotonic()
            try:
                done = subprocess.run(["prlimit", "--as=4000000000", "--core=0",
                                       *(word.replace("{}", str(program)) for word in command)],
                                      cwd=place, capture_output=True, check=False,
                                      timeout=self.limits[number])
                if done.returncode != 0:
                    return pathlib.Path(words[at + 1]).name
                self.took[number] = time.monotonic() - began
            except subprocess.TimeoutExpired:
                return "time"
        return None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--mutants", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--only", default="")
    options = options.parse_args()
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    work = BUILD.parent / "mutation"
    sources = [source for source in COVERED if options.only in source]
    tests = {source: Tests(source, commands) for source in sources}
    texts, changes = {}, []
    for source in sources:
        texts[source], found = mutants(source)
        began = time.monotonic()
        failed = tests[source].killed_by(texts[source], work / "none")
        if failed is not None:
            sys.exit(f"{source}: unchanged, {failed or 'it does not compile'}")
        tests[source].limits = [5 + 5 * seconds for seconds in tests[source].took]
        print(f"{source}: {len(found)} changes, {time.monotonic() - began:.1f} s unchanged", flush=True)
        changes += [(source, *one) for one in found]
    random.Random(options.seed).shuffle(changes)
    tally = {source: [0, 0] for source in sources}
    same = none = 0

    def attempt(number):
        source, begin, end, instead, what = changes[number]
        text = texts[source]
        number_of_line = text.count("\n", 0, begin) + 1
        line = text.splitlines()[number_of_line - 1].strip()
        reason = EQUIVALENT.get((source, line, what))
        place = work / str(number)
        killer = "" if reason else tests[source].killed_by(text[:begin] + instead + text[end:], place)
        shutil.rmtree(place, ignore_errors=True)
        return source, number_of_line, line, what, reason, killer

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        asked = iter(range(len(changes)))
        waiting = []
        while sum(map(sum, tally.values())) < options.mutants:
            while len(waiting) < options.jobs and (number := next(asked, None)) is not None:
                waiting.append(pool.submit(attempt, number))
            if not waiting:
                break
            source, number, line, what, reason, killer = waiting.pop(0).result()
            if reason:
                same += 1
            elif killer == "":
                none += 1
            else:
                tally[source][killer is None] += 1
                told = "SURVIVED" if killer is None else "killed  "
                print(f"{told} {source}:{number}: {what}" + ("" if killer else f"   {line}"), flush=True)
    for source, (killed, survived) in tally.items():
        print(f"    {killed:4} killed {survived:4} survived  {source}")
    killed, survived = (sum(column) for column in zip(*tally.values()))
    share = killed / max(1, killed + survived)
    good = share >= GOAL
    print(f"seed {options.seed}: {killed} of {killed + survived} killed, {share:.1%}; {none} did not "
          f"compile, {same} make no difference")
    print(f"{'ok ' if good else 'BAD'}  at least {GOAL:.0%} of the changes are found by a test")
    print(f"{int(good)} passed, {int(not good)} failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
