"""Reads a workbook with nothing but the standard library and prints it as JSON.

Independent of the writer under test: the zip is opened by zipfile, the XML by ElementTree.
"""
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def column(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def read(path):
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in ET.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", NS):
                shared.append("".join(t.text or "" for t in item.iter("{%s}t" % NS["m"])))
        styles = ET.fromstring(book.read("xl/styles.xml"))
        codes = {n.get("numFmtId"): n.get("formatCode") for n in styles.iter("{%s}numFmt" % NS["m"])}
        formats = [codes.get(x.get("numFmtId"), x.get("numFmtId"))
                   for x in styles.find("m:cellXfs", NS)]
        names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter("{%s}sheet" % NS["m"])]
        sheets = []
        for index, name in enumerate(names):
            root = ET.fromstring(book.read("xl/worksheets/sheet%d.xml" % (index + 1)))
            rows = []
            for row in root.iter("{%s}row" % NS["m"]):
                cells = {}
                for cell in row.findall("m:c", NS):
                    value = cell.find("m:v", NS)
                    kind = cell.get("t", "n")
                    if cell.find("m:f", NS) is not None:
                        kind = "formula"
                    text = shared[int(value.text)] if kind == "s" else (value.text if value is not None else None)
                    cells[column(cell.get("r"))] = {
                        "kind": "text" if kind in ("s", "inlineStr") else "number" if kind == "n" else kind,
                        "value": float(text) if kind == "n" and text is not None else text,
                        "format": formats[int(cell.get("s", 0))]}
                rows.append([cells.get(i) for i in range(max(cells) + 1)] if cells else [])
            pane = root.find(".//m:pane", NS)
            sheets.append({"name": name, "rows": rows,
                           "frozen": pane is not None and pane.get("state") == "frozen",
                           "links": len(list(root.iter("{%s}hyperlink" % NS["m"])))})
        return {"sheets": sheets, "dates": sorted({str(i.date_time) for i in book.infolist()})}


json.dump(read(sys.argv[1]), sys.stdout)
