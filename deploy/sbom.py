#!/usr/bin/env python3
"""The software bill of materials in SPDX 2.3 (JSON): deploy/sbom.py PROGRAM > tertil.spdx.json

What the program is linked to comes from the program and dpkg, what is compiled into it from
deploy/packages.txt, what the pages hold and are built with from web/package-lock.json.
"""
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
BUNDLED = {"preact", "@svg-maps/sweden"}  # npm packages whose bytes are in the pages


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def identifier(text):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", text)


def installed():
    rows = run("dpkg-query", "-W", "-f", "${Package}\t${Version}\t${Architecture}\t${source:Package}\n")
    return {row.split("\t")[0]: row.split("\t") for row in rows.splitlines()}


def linked(program):
    """The Debian packages of the shared libraries, those that they need included."""
    found = set()
    for path in re.findall(r"=> (/\S+)", run("ldd", program)):
        for name in (path, os.path.realpath(path), os.path.realpath(path).removeprefix("/usr")):
            asked = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True, check=False)
            if asked.returncode == 0:
                found.add(asked.stdout.split(":")[0])
                break
        else:
            raise SystemExit(f"no package owns {path}")
    return sorted(found)


def compiled_in():
    """-dev packages of [build] beside no shared library of their own: headers, static parts."""
    part = re.search(r"\[build\]\n(.*?)\n\n", (TOP / "deploy/packages.txt").read_text(), re.S)[1]
    return [name for name in part.split() if name.endswith("-dev")]


def debian(name, row, owner):
    _, version, architecture, source = row
    return {"SPDXID": identifier(f"deb-{name}"), "name": name, "versionInfo": version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
            "copyrightText": "NOASSERTION", "supplier": "Organization: Debian",
            "comment": owner + (f"; source package {source}" if source != name else ""),
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator":
                                  f"pkg:deb/debian/{name}@{version}?arch={architecture}"}]}


def npm(path, row):
    name = path.split("node_modules/")[-1]
    scope = name.replace("@", "%40")
    package = {"SPDXID": identifier(f"npm-{path}-{row['version']}"), "name": name,
               "versionInfo": row["version"], "downloadLocation": row.get("resolved", "NOASSERTION"),
               "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
               "licenseDeclared": row.get("license", "NOASSERTION"),
               "copyrightText": "NOASSERTION", "supplier": "NOASSERTION",
               "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                                 "referenceLocator": f"pkg:npm/{scope}@{row['version']}"}]}
    kind, _, digest = row.get("integrity", "").partition("-")
    if kind == "sha512":
        import base64
        package["checksums"] = [{"algorithm": "SHA512",
                                 "checksumValue": base64.b64decode(digest).hex()}]
    return package


def main():
    program = sys.argv[1]
    version = run(program, "--version").split()[1]
    digest = hashlib.sha256(pathlib.Path(program).read_bytes()).hexdigest()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", str(TOP), "log", "-1", "--format=%ct"))
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    root = {"SPDXID": "SPDXRef-tertil", "name": "tertil", "versionInfo": version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
            "copyrightText": "2026 the tertil maintainers",
            "supplier": "Organization: tertil maintainers",
            "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
            "primaryPackagePurpose": "APPLICATION"}
    packages, relations = [root], [("SPDXRef-DOCUMENT", "DESCRIBES", root["SPDXID"])]
    have = installed()
    shared = linked(program)
    for name in shared:
        packages.append(debian(name, have[name], "linked at run time"))
        relations.append((root["SPDXID"], "DYNAMIC_LINK", packages[-1]["SPDXID"]))
    for name in compiled_in():
        if name in have and name not in shared:
            packages.append(debian(name, have[name], "headers, compiled in"))
            relations.append((packages[-1]["SPDXID"], "BUILD_DEPENDENCY_OF", root["SPDXID"]))
    lock = json.loads((TOP / "web/package-lock.json").read_text(encoding="utf-8"))
    for path, row in sorted(lock["packages"].items()):
        if not path or "version" not in row:
            continue
        packages.append(npm(path, row))
        if packages[-1]["name"] in BUNDLED:
            relations.append((root["SPDXID"], "CONTAINS", packages[-1]["SPDXID"]))
        else:
            relations.append((packages[-1]["SPDXID"], "DEV_DEPENDENCY_OF", root["SPDXID"]))
    json.dump({"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
               "name": f"tertil-{version}",
               "documentNamespace": f"https://tertil.invalid/spdx/tertil-{version}-{digest[:16]}",
               "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
                                "creators": ["Tool: deploy/sbom.py", "Organization: tertil maintainers"]},
               "packages": packages,
               "relationships": [{"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
                                 for a, kind, b in relations]},
              sys.stdout, indent=1, ensure_ascii=False)
    print()


main()
