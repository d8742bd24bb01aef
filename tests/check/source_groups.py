#!/usr/bin/env python3
"""Which sources of a target may be compiled as one unit: most of a compiler's time goes to headers,
the same ones for every source. Kept apart are sources with a private name in common (one of an
unnamed namespace), and those of which one uses for something else what is a private variable or
type of the other. A source whose private name a header of its namespace has too stands alone, and
so do tests that mutation.py links by themselves.

    source_groups.py SIZE FILE    FILE: a line per source, "target;source"
                                  prints "target;source;group" for those that share a unit"""
import dataclasses
import pathlib
import re
import sys

from mutation import COVERED

TOP = pathlib.Path(__file__).resolve().parents[2]
NOISE = re.compile(
    r'//[^\n]*|/\*.*?\*/|#include[^\n]*|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
NAMESPACE = re.compile(r"(?m)^namespace ([\w:]+) \{")
UNNAMED = re.compile(r"(?:\A|\n)namespace \{")
NAMED = re.compile(
    r"\busing namespace [^;]*;|\b(?:struct|class|union|enum class|enum|concept|namespace|using)\s+(\w+)[^;{=]*|"
    r"\b(?!(?:const|noexcept|override|default|delete|std)\b)([A-Za-z_]\w*)\s*(?:=(?!=)[^;]*|\{|\[|;)|"
    r"\b(?!(?:[A-Z_]+|static_assert|decltype|alignas|requires)\b)([A-Za-z_]\w*)\s*\(")
BROUGHT = re.compile(r"\busing\s+((?:::)?(?:\w+::)+(\w+))\s*;")
PUBLIC = re.compile(r"(?m)^(?:struct|class|enum class|using)\s+(\w+)|^(?=\S)(?!#)[^\n;{}()]*?\b(\w+)\(")


@dataclasses.dataclass
class Names:
    private: dict  # name to what it stands for: its source, or what a using-declaration brings in
    shadowing: set  # those of them that a local name must not repeat
    words: set  # all that is written in the source without saying whose it is


def outermost(text):
    """The text of an unnamed namespace up to its end, without what stands inside braces or
    parentheses."""
    depth = parentheses = 0
    kept = []
    for letter in text:
        if letter == "}":
            depth -= 1
            if depth < 0:
                break
            if depth == 0:
                kept.append(";")
        if letter == ")":
            parentheses -= 1
        if depth == 0 and parentheses == 0 and letter != "}":
            kept.append(letter)
        if letter == "{":
            depth += 1
        if letter == "(":
            parentheses += 1
    return "".join(kept)


def names_of(source, text):
    names = Names({}, set(), set(re.findall(r"(?<![:\w])\w+", text)))
    for found in UNNAMED.finditer(text):
        inside = outermost(text[found.end():])
        for named in NAMED.finditer(BROUGHT.sub(";", inside)):
            name = named[1] or named[2] or named[3]
            if name:
                names.private[name] = source
            if name and not named[3]:
                names.shadowing.add(name)
    for brought in BROUGHT.finditer(text):
        names.private[brought[2]] = brought[1]
        names.shadowing.add(brought[2])
    return names


def shadows(one, other):
    return any(name in other.words and other.private.get(name) != one.private[name]
               for name in one.shadowing)


def clash(one, other):
    return (any(other.private.get(name, meaning) != meaning for name, meaning in one.private.items()) or
            shadows(one, other) or shadows(other, one))


def namespace_of(text):
    found = NAMESPACE.search(text)
    return found[1] if found else ""


def public_names():
    """(namespace, name) of what the headers declare."""
    names = set()
    for folder in ("analytics", "collectors", "service", "tests"):
        for header in (TOP / folder).rglob("*.hpp"):
            text = NOISE.sub(" ", header.read_text())
            names |= {(namespace_of(text), found[1] or found[2]) for found in PUBLIC.finditer(text)}
    return names


def together(sources, size, public):
    """Lists of at most `size` sources that do not clash: each goes to the first that has room for it."""
    units = []
    for source in sources:
        text = NOISE.sub(" ", pathlib.Path(source).read_text())
        names = names_of(source, text)
        alone = any((namespace_of(text), name) in public
                    for name, meaning in names.private.items() if meaning == source)
        unit = None if alone else next(
            (unit for unit in units if len(unit) < size and
             not any(stands_alone or clash(names, other) for _, other, stands_alone in unit)), None)
        if unit is None:
            unit = []
            units.append(unit)
        unit.append((source, names, alone))
    return [[source for source, _, _ in unit] for unit in units]


def main():
    targets = {}
    for line in pathlib.Path(sys.argv[2]).read_text().split():
        target, source = line.split(";")
        targets.setdefault(target, []).append(source)
    public = public_names()
    linked = {name for _, names, _ in COVERED.values() for name in names}
    for target, sources in targets.items():
        sources = [source for source in sources if pathlib.Path(source).stem not in linked]
        for number, members in enumerate(together(sources, int(sys.argv[1]), public)):
            if len(members) > 1:
                for source in members:
                    print(f"{target};{source};unit_{number}")


if __name__ == "__main__":
    main()
