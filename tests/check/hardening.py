#!/usr/bin/env python3
"""The program is built as promised (promises §5.10): hardening.py [PROGRAM]

Reads the program itself with readelf, the objects that it was linked from and how they were
compiled, so that a flag that is lost on the way shows. Needs the build folder beside the program.

Debian 12's start files (crti.o, Scrt1.o) bear no marks of control-flow protection, so the linked
program cannot either; asked is that every object of ours bears them, and the entries are guarded.
"""
import json
import os
import pathlib
import platform
import re
import shlex
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                       os.environ.get("TERTIL_PROGRAM", TOP / "build/release/tertil")).resolve()
BUILD = PROGRAM.parent
INTEL = platform.machine() == "x86_64"
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    print("ok  " if good else "BAD ", what, flush=True)


def read(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=True, env={**os.environ, "LC_ALL": "C"}).stdout


def program():
    head = read("readelf", "-hldW", PROGRAM)
    check(re.search(r"Type: +DYN", head) and re.search(r"FLAGS_1\).*\bPIE\b", head),
          "position-independent program (PIE)")
    check("GNU_RELRO" in head and "BIND_NOW" in head and re.search(r"FLAGS_1\).*\bNOW\b", head),
          "full RELRO: relocations are read-only, bound at start")
    check("TEXTREL" not in head, "no relocations in the code")
    check(re.search(r"GNU_STACK .* RW +0x", head), "the stack is not executable")
    both = [line for line in head.splitlines() if re.search(r"^ +LOAD .* RWE ", line)]
    check(not both, "no segment is both writable and executable")
    check(not re.search(r"\((RPATH|RUNPATH)\)", head), "no RPATH, no RUNPATH")
    symbols = read("readelf", "--dyn-syms", "-W", PROGRAM)
    for name, why in (("__stack_chk_fail", "stack canaries"), ("__memcpy_chk", "checked copying"),
                      ("_ZSt21__glibcxx_assert_failPKciS0_S0_", "the standard library's assertions")):
        check(re.search(rf"\b{name}\b", symbols), f"{why}: calls {name}")
    # (strcat is called by Boost.Asio, for the zone of an IPv6 address.)
    for unsafe in ("gets", "strcpy", "sprintf", "vsprintf", "tmpnam", "mktemp", "system", "popen"):
        check(not re.search(rf"UND {unsafe}@", symbols), f"does not call {unsafe}")


def inside():
    """What would tell where and when it was built, and make two builds differ."""
    data = PROGRAM.read_bytes()
    for folder in sorted({str(TOP), str(BUILD), str(pathlib.Path.home())} - {"/", "/root"}):
        check(folder.encode() not in data, "holds no path of the machine that built it")
    seen = re.search(rb"\.\./[\w./-]+\.[ch]pp\b", data)
    check(not seen, f"nor how its sources are seen from the build folder {seen[0].decode() if seen else ''}")
    check(not re.search(rb"/(?:home|root)/[\w.]+/", data), "holds no path under a home folder")
    asked = subprocess.run(
        ["git", "-C", TOP, "grep", "-lE", r"__(DATE|TIME|TIMESTAMP)__|string\(TIMESTAMP", "--", "*.cpp",
         "*.hpp", "*.in", "*.txt", "*.cmake"], capture_output=True, text=True, check=False)
    sources = asked.stdout
    check(not sources, f"no source asks for the time of the build {sources.split()}")


def objects():
    command = read("ninja", "-C", BUILD, "-t", "commands", PROGRAM.name).splitlines()
    ours = sorted({word for line in command for word in re.findall(r" -o (\S+\.o) ", line)})
    check(len(ours) > 100, f"{len(ours)} objects of ours in the program")
    paths = [BUILD / name for name in ours]
    notes = dict(zip(ours, read("readelf", "-nW", *paths).split("\nFile: ")[1:]))
    unmarked = [name for name in ours if "IBT, SHSTK" not in notes[name]]
    guarded = read("nm", "-u", *paths).count("U __stack_chk_fail\n")
    if INTEL:
        check(not unmarked, f"control-flow protection marked in {len(ours) - len(unmarked)} of {len(ours)} {unmarked[:3]}")
    check(guarded > len(ours) / 2, f"canaries in {guarded} of {len(ours)} objects, where arrays lie on the stack")
    return [line for line in command if re.search(r" -o \S+\.o ", line)]


def flags(commands):
    wanted = ["-fPI[CE]", "-D_FORTIFY_SOURCE=3", "-fstack-protector-strong", "-fstack-clash-protection",
              "-O[23]", "-D_GLIBCXX_ASSERTIONS"] + (["-fcf-protection"] if INTEL else [])
    cplusplus = [shlex.split(line) for line in commands if line.split(" -c ")[-1].strip().endswith(".cpp")]
    for flag in wanted:
        lacking = [words[-1] for words in cplusplus if not any(re.fullmatch(flag, word) for word in words)]
        check(not lacking, f"compiled with {flag} {[os.path.relpath(name, TOP) for name in lacking[:3]]}")
    off = [words[-1] for words in cplusplus if "-DNDEBUG" in words or "-fno-stack-protector" in words
           or "-U_FORTIFY_SOURCE" in words[words.index("-D_FORTIFY_SOURCE=3"):]]
    check(not off, f"nothing turns assertions, canaries or fortifying off again {off[:3]}")


def entries():
    """A function whose address is taken begins with endbr64 where control-flow protection is on."""
    code = read("objdump", "-d", "--no-show-raw-insn", "-j", ".text", PROGRAM)
    found = re.findall(r"^[0-9a-f]+ <main>:\n +[0-9a-f]+:\s+(\w+)", code, re.M)
    check(found == ["endbr64"], "main begins with endbr64")
    vague = len(re.findall(r"^[0-9a-f]+ <_ZNK?St?.*>:\n +[0-9a-f]+:\s+endbr64", code, re.M))
    check(vague > 1000, f"so do {vague} functions that may be called by address")


def main():
    program()
    inside()
    flags(objects())
    if INTEL:
        entries()
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
