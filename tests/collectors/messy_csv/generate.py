#!/usr/bin/env python3
"""Writes faulty files of delimited text, each with the truth beside it.

The kinds of fault are those that surveys of published files report (delimiters, quotes, escapes,
line ends, encodings, preambles, headers in several rows or none, footers, totals, second tables,
rows with too few or too many cells, lone quotes, strange lines), each made by hand here on tables
of our own. `weight` says how common a kind is, in files out of some 3,700; a kind that is made in
many places shares its weight between them.

    generate.py OUT      OUT/NAME.csv, OUT/NAME.json = {"kind", "weight", "header", "rows"}

Always the same files: nothing here is random.
"""
import json
import os
import sys

NL = "\n"


def energy():
    header = ["Mätare", "Datum", "Tid", "Förbrukning kWh", "Temperatur", "Byggnad", "Beskrivning",
              "Länk", "Anmärkning"]
    words = ["Avläst på plats, utan anmärkning", "Värmepump \"Nibe\" bytt, ny mätare satt",
             "Bo's mätare", "Fläkt 24\" hög, rum 3", "Kylmaskin igång", "Elavbrott; sedan normalt",
             "Plan 2, öster", "Nattdrift", "Sjukhusets huvudmätare, fasad mot norr"]
    rows = []
    for i in range(40):
        rows.append([f"M-{1000 + 37 * i}", f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2024",
                     f"{i % 24:02d}:{15 * (i % 4):02d}", str(120 + 7 * i),
                     f"{(i * 13) % 25 - 4}.{i % 10}", ["Vårdcentral Åsa", "Halmstad, hus 7",
                                                       "Varberg, östra", "Kungsbacka"][i % 4],
                     words[i % len(words)], f"https://exempel.se/m/{1000 + 37 * i}.html",
                     "" if i % 3 else "ok"])
    return header, rows


def fuel():
    header = ["Transaktion", "Tidpunkt", "Station", "Produkt", "Volym (l)", "Belopp"]
    rows = []
    for i in range(30):
        rows.append([str(900100 + i), f"2024-{i % 12 + 1:02d}-{i % 27 + 1:02d} {i % 24:02d}:{i * 7 % 60:02d}",
                     ["OK Halmstad", "Falkenberg väst", "Laholm, Hishult"][i % 3],
                     ["HVO100", "Diesel", "Bensin 95", "Fordonsgas"][i % 4],
                     f"{20 + i},{i % 10}{(i * 3) % 10}", f"{500 + 13 * i},50"])
    return header, rows


def plain():
    header = ["fraktion", "vikt", "behandling"]
    rows = [[["papper", "plast", "metall", "trä"][i % 4], str(100 + i), ["återvinning",
            "energi"][i % 2]] for i in range(20)]
    return header, rows


def quoted(cell, delimiter, quote='"', always=False, escape=None):
    must = always or any(c in cell for c in (delimiter, quote, "\n", "\r")) or cell != cell.strip()
    if not must:
        return cell
    inner = cell.replace(escape, escape * 2) if escape else cell
    inner = inner.replace(quote, (escape or quote) + quote)
    return quote + inner + quote


def write(header, rows, delimiter=",", quote='"', always=False, escape=None, end=NL):
    lines = ([header] if header is not None else []) + rows
    return [delimiter.join(quoted(c, delimiter, quote, always, escape) for c in line)
            for line in lines]


CASES = []


def case(kind, weight, text, header, rows, encoding="utf-8"):
    CASES.append((kind, weight, text.encode(encoding) if isinstance(text, str) else text,
                  header, rows))


def joined(lines, end=NL, last=True):
    return end.join(lines) + (end if last else "")


def whole_file(name, table):
    header, rows = table
    base = write(header, rows)
    case("as it should be", 1, joined(base), header, rows)
    case("line ends LF", 1691 / 3, joined(base), header, rows)
    case("line ends CRLF", 100 / 3, joined(base, "\r\n"), header, rows)
    case("line ends CR", 7 / 3, joined(base, "\r"), header, rows)
    mixed = "".join(line + ["\n", "\r\n", "\r"][i % 3] for i, line in enumerate(base))
    case("line ends mixed", 20 / 3, mixed, header, rows)
    case("no last line end", 184 / 3, joined(base, last=False), header, rows)
    case("two last line ends", 5 / 3, joined(base) + NL, header, rows)
    case("blank lines within", 5 / 3, joined(base[:5] + ["", "  "] + base[5:9] + [""] + base[9:]),
         header, rows)
    for char, weight in ((";", 834), ("\t", 4), ("|", 4), (" ", 4), ("^", 1), ("~", 1), (":", 1)):
        always = char in " :"
        case(f"delimiter {char!r}", weight / 3,
             joined(write(header, rows, char, always=always)), header, rows)
    spaced = [", ".join(quoted(c, ",") for c in line) for line in [header] + rows]
    case("delimiter ', '", 101 / 3, joined(spaced), header, rows)
    case("quotes everywhere", 50 / 3, joined(write(header, rows, always=True)), header, rows)
    case("quote '", 11 / 3, joined(write(header, rows, quote="'")), header, rows)
    case("quote ' everywhere", 1, joined(write(header, rows, quote="'", always=True)), header, rows)
    case("escape \\", 1, joined(write(header, rows, escape="\\")), header, rows)
    case("escape \\ everywhere", 1, joined(write(header, rows, ";", always=True, escape="\\")),
         header, rows)
    bare = [",".join('"' + c + '"' if any(x in c for x in ',"') else c for c in line)
            for line in [header] + rows]
    case("quotes not escaped", 7 / 3, joined(bare), header, rows)
    case("sep=", 3, "sep=;\r\n" + joined(write(header, rows, ";"), "\r\n"), header, rows)
    case("trailing delimiters", 30 / 3, joined([line + "," for line in base]), header, rows)
    case("trailing delimiters below", 10 / 3, joined([base[0]] + [l + "," for l in base[1:]]),
         header, rows)
    for encoding, weight in (("utf-8-sig", 300), ("windows-1252", 250), ("iso-8859-1", 50),
                             ("utf-16", 20)):
        case(f"encoding {encoding}", weight / 3, joined(base, "\r\n"), header, rows, encoding)
    case("header only", 1, joined(base[:1]), header, [])
    case("one row", 4 / 3, joined(base[:2]), header, rows[:1])
    case("no rows", 15 / 3, "", [], [])
    case("no header", 470 / 3, joined(base[1:]), [], rows)
    width = len(header)
    for weight, preamble in (
            (282 / 12, ["Förbrukningsrapport" + "," * (width - 1), "," * (width - 1)]),
            (282 / 12, ["Förbrukningsrapport 2024", ""]),
            (282 / 12, ["Rapport,Energi", "Skapad:,2024-03-01", "Av:,Fastighet", ""]),
            (282 / 12, ["# exporterad 2024-03-01 kl. 10:00", "# av systemet"])):
        case("preamble", weight, joined(preamble + base), header, rows)
    tail = "," * (width - 1)
    case("footnote", 20, joined(base + ["Källa: egna mätare"]), header, rows)
    case("footnote after a gap", 20, joined(base + ["", "* preliminära värden"]), header, rows)
    case("footnote with delimiters", 20, joined(base + [tail, "Källa: egna mätare" + tail]),
         header, rows)
    case("header twice", 47 / 3, joined([base[0]] + base), header, rows)
    again = base[:12] + [base[0]] + base[12:]
    case("header on every page", 5, joined(again), header, rows)
    other = ["", "Kod,Namn", "A,Avläst", "B,Beräknat"]
    case("second table, narrower", 62 / 3, joined(base + other), header, rows)
    wide_names = [f"namn{c}" for c in "abcdefghijk"[:width + 2]]
    wide = ["", ",".join(wide_names)] + [",".join([f"x{i}"] * (width + 2)) for i in range(3)]
    case("second table, wider", 62 / 3, joined(base + wide), header, rows)
    alike = [f"annan{c}" for c in "abcdefghi"[:width]]
    same = ["", ",".join(alike)] + [",".join([f"y{i}"] * width) for i in range(3)]
    case("second table, as wide", 62 / 3, joined(base + same), header, rows)


def header_rows():
    rows = [[f"M{i}", str(100 + i), str(2 * i), str(i) + ".5", "ok"] for i in range(12)]
    body = write(None, rows)
    case("header in two rows", 20, joined(["Mätare,El,,Värme,Not", ",kWh,kr,MWh,"] + body),
         ["Mätare", "El kWh", "El kr", "Värme MWh", "Not"], rows)
    case("header in three rows", 10,
         joined(["Plats,2023,,2024,Övrigt", "Namn,El,Vatten,El,Not", "nr,mätt,mätt,beräknad,fri"] +
                body),
         ["Plats Namn nr", "2023 El mätt", "2023 Vatten mätt", "2024 El beräknad", "Övrigt Not fri"],
         rows)
    case("header in two rows, units below", 10,
         joined(["Plats,2023,,2024,Övrigt", "Namn,El,Vatten,El,Not", ",kWh,m3,kWh,"] + body),
         ["Plats Namn", "2023 El", "2023 Vatten", "2024 El", "Övrigt Not"], rows)
    case("units below the header", 20, joined(["Mätare,El,Vatten,Värme,Not", ",kWh,m3,MWh,"] + body),
         ["Mätare", "El", "Vatten", "Värme", "Not"], rows)
    years = [[f"Hus {i}", str(1200 + i), str(1300 + i), str(1250 + i)] for i in range(10)]
    case("years as names", 20, joined(["Byggnad;2022;2023;2024"] + write(None, years, ";")),
         ["Byggnad", "2022", "2023", "2024"], years)
    months = [[f"Hus {i}"] + [f"{100 + i + m},5" for m in range(12)] for i in range(10)]
    names = ["Byggnad"] + [f"2024-{m + 1:02d}" for m in range(12)]
    case("months as names", 10, joined([";".join(names)] + write(None, months, ";")), names, months)
    total = [[f"Hus {i}", str(1200 + i), "ok"] for i in range(10)]
    case("total below", 40, joined(["Byggnad;kWh;Not"] + write(None, total, ";") +
                                   ["Summa;12045;"]), ["Byggnad", "kWh", "Not"], total)
    parts = write(None, total, ";")
    case("subheadings and totals", 20,
         joined(["Byggnad;kWh;Not", "Halmstad"] + parts[:5] + ["Delsumma;6010;", "Varberg"] +
                parts[5:] + ["Delsumma;6035;", "Totalt;12045;"]), ["Byggnad", "kWh", "Not"], total)
    words = [[f"Namn {i}", ["Åsa", "Varberg"][i % 2], f"text {i}"] for i in range(10)]
    case("text only", 20, joined(["Namn;Ort;Anm"] + write(None, words, ";")),
         ["Namn", "Ort", "Anm"], words)
    single = [[str(10 + i)] for i in range(10)]
    case("one column", 20, joined(["kWh"] + write(None, single)), ["kWh"], single)
    stamps = [[f"2024-01-{i + 1:02d} 00:00"] for i in range(10)]
    case("one column of times", 5, joined(["Tid"] + write(None, stamps)), ["Tid"], stamps)
    commas = [[str(i), f"{i},5", f"{2 * i},25"] for i in range(10)]
    case("decimal commas", 30, joined(["a;b;c"] + write(None, commas, ";")), ["a", "b", "c"], commas)
    prose = [[str(i), f"2024-01-{i + 1:02d}", "Läst, kontrollerad, och godkänd" if i % 2 else "Läst"]
             for i in range(20)]
    case("prose in the last column", 10, joined(["nr,dag,text"] + [",".join(r) for r in prose]),
         ["nr", "dag", "text"], prose)
    lines = [[str(i), "rad ett\nrad två" if i % 3 == 0 else "en rad", str(i * 2)] for i in range(15)]
    case("line ends in cells", 15, joined(write(["nr", "text", "tal"], lines)),
         ["nr", "text", "tal"], lines)
    lines2 = [[str(i), "a\r\n\r\nb" if i % 3 == 0 else "c", str(i * 2)] for i in range(15)]
    case("blank lines in cells", 5, joined(write(["nr", "text", "tal"], lines2), "\r\n"),
         ["nr", "text", "tal"], lines2)


def row_faults(table):
    """One fault in one cell of one row: everywhere, as no two places are alike."""
    header, rows = table
    width = len(header)
    places = [(r, c) for r in range(len(rows) + 1) for c in range(width)]
    base = write(header, rows)
    every = [header] + rows

    def truth_with(row, cells):
        out = [list(line) for line in every]
        out[row] = cells
        return out[0], out[1:]

    for r, c in places:
        line = every[r]
        parts = [quoted(x, ",") for x in line]
        # A lone quote before the cell: it belongs to the cell, which nothing closes.
        if r > 0:
            opened = parts[:c] + ['"' + parts[c]] + parts[c + 1:]
            own = ('"' + line[c]) if parts[c] == line[c] or parts[c].startswith('"') else line[c]
            names, body = truth_with(r, line[:c] + [own] + line[c + 1:])
            case("lone quote", 60 / len(places), joined(base[:r] + [",".join(opened)] + base[r + 1:]),
                 names, body)
        # A delimiter too many: an empty cell more.
        more = parts[:c] + [""] + parts[c:]
        if r > 0:
            names, body = truth_with(r, line[:c] + [""] + line[c:])
            case("delimiter too many", 270 / len(places),
                 joined(base[:r] + [",".join(more)] + base[r + 1:]), names, body)
        # A delimiter too few: two plain cells run together.
        plain = c > 0 and parts[c] == line[c] and parts[c - 1] == line[c - 1] and r > 0
        if plain:
            less = parts[:c - 1] + [parts[c - 1] + parts[c]] + parts[c + 1:]
            names, body = truth_with(r, line[:c - 1] + [line[c - 1] + line[c]] + line[c + 1:])
            case("delimiter too few", 270 / len(places),
                 joined(base[:r] + [",".join(less)] + base[r + 1:]), names, body)
    for r in range(1, len(rows) + 1):
        line = every[r]
        other = ";".join(quoted(x, ";") for x in line)
        case("row of another delimiter", 10 / len(rows), joined(base[:r] + [other] + base[r + 1:]),
             header, rows)
        apostrophes = ",".join(quoted(x, ",", "'") for x in line)
        if "'" not in "".join(line):
            case("row of another quote", 10 / len(rows),
                 joined(base[:r] + [apostrophes] + base[r + 1:]), header, rows)
        short = line[:5]
        names, body = truth_with(r, short)
        case("row cut short", 20 / len(rows),
             joined(base[:r] + [",".join(quoted(x, ",") for x in short)] + base[r + 1:]), names, body)
        backslash = ",".join(quoted(x, ",", escape="\\") for x in line)
        case("row of another escape", 5 / len(rows), joined(base[:r] + [backslash] + base[r + 1:]),
             header, rows)
        ends = "".join(l + ("\r\n" if i != r else "\n") for i, l in enumerate(base))
        case("row of another line end", 5 / len(rows), ends, header, rows)


def main(out):
    for table in (energy(), fuel(), plain()):
        whole_file("", table)
    header_rows()
    row_faults(energy())
    os.makedirs(out, exist_ok=True)
    for i, (kind, weight, data, header, rows) in enumerate(CASES):
        name = os.path.join(out, f"{i:05d}")
        with open(name + ".csv", "wb") as file:
            file.write(data)
        with open(name + ".json", "w", encoding="utf-8") as file:
            json.dump({"kind": kind, "weight": weight, "header": header, "rows": rows}, file,
                      ensure_ascii=False)
    print(len(CASES), "files")


if __name__ == "__main__":
    main(sys.argv[1])
