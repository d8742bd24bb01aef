#!/usr/bin/env python3
"""What we build from, and that no secret lies in the tree.

The lock file has a hash of every package and fetches from the npm registry alone; what the pages hold
is what the bill of materials says; Debian packages have plain names; no file of the tree looks
like a key or a password. What only the network knows (advisories) is not asked here.
"""
import base64
import json
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
counts = {True: 0, False: 0}

SECRETS = {
    "a private key": r"-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----\s+[A-Za-z0-9+/=]{40}",
    "a key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a token of a forge": r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22,}|\bglpat-[\w-]{20}\b",
    "a token of a registry": r"\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=|\bpypi-[\w-]{40,}",
    "a token of a chat": r"\bxox[abprs]-[\w-]{10,}",
    "a JSON web token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}",
    "a password in an address": r"\b(?:postgres(?:ql)?|mysql|https?|smtps?|amqp|redis)://[\w.-]+:(?!\{|\$|%|\.\.\.|<)[^\s/@\"'`)}]{3,}@(?!example|127\.0\.0\.1|localhost|db\b|\w+\.example)[\w.-]+",
}
# Made up, for tests and examples: (file, kind).
KNOWN = {(name, "a password in an address") for name in (
    "tests/collectors/remote/address_test.cpp", "tests/service/access/oidc_sign_in_test.cpp",
    "tests/service/cli/configuration_test.cpp")}


def check(good, what):
    counts[bool(good)] += 1
    print("ok  " if good else "BAD ", what)


def lock_file():
    lock = json.loads((TOP / "web/package-lock.json").read_text())
    wanted = json.loads((TOP / "web/package.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}
    check(lock["lockfileVersion"] == 3, "the lock file is of version 3")
    unhashed = []
    for name, one in packages.items():
        digest = one.get("integrity", "")
        try:
            good = digest.startswith("sha512-") and len(base64.b64decode(digest[7:], validate=True)) == 64
        except ValueError:
            good = False
        if not good:
            unhashed.append(name)
    check(not unhashed, f"all {len(packages)} packages of the lock file have a SHA-512 {unhashed[:3]}")
    elsewhere = [name for name, one in packages.items() if one.get("link") or
                 not one.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/")]
    check(not elsewhere, f"all of them come from the npm registry {elsewhere[:3]}")
    loose = [name for part in ("dependencies", "devDependencies") for name, version in wanted[part].items()
             if not re.fullmatch(r"\d+\.\d+\.\d+", version)]
    check(not loose, f"package.json names exact versions {loose}")
    differing = [name for part in ("dependencies", "devDependencies")
                 for name, version in wanted[part].items()
                 if packages.get(f"node_modules/{name}", {}).get("version") != version]
    check(not differing, f"and the lock file has these {differing}")
    shipped = {name for name, one in packages.items() if not one.get("dev") and not one.get("devOptional")}
    check(shipped == {f"node_modules/{name}" for name in wanted["dependencies"]},
          f"the pages hold {len(shipped)} package of others by code")
    licences = sorted({one.get("license", "none") for one in packages.values()})
    unknown = [name for name in licences if not re.search(
        r"MIT|ISC|BSD|Apache|0BSD|MPL-2\.0|BlueOak|CC0|CC-BY|Python-2\.0|Unlicense|WTFPL", name)]
    check(not unknown, f"every licence is a known free one {unknown}")
    install = (TOP / "deploy/build.sh").read_text()
    check("npm ci" in install and "--ignore-scripts" in install and "npm install" not in install,
          "the build takes what the lock file has, and runs no script of theirs")


def bill_of_materials():
    bundled = set(re.findall(r'"([^"]+)"', re.search(
        r"^BUNDLED = \{(.*?)\}", (TOP / "deploy/sbom.py").read_text(), re.M | re.S)[1]))
    wanted = json.loads((TOP / "web/package.json").read_text())
    held = set(wanted["dependencies"])
    imported = set()
    for source in (TOP / "web/src").rglob("*.ts*"):
        for name in re.findall(r"(?:from|import) '([^'.][^']*)'", source.read_text()):
            name = "/".join(name.split("/")[:2 if name.startswith("@") else 1])
            if not name.startswith(("node:", "virtual:")):
                imported.add(name)
    check(held <= bundled, f"the bill of materials knows what the pages hold: {sorted(bundled)}")
    check(imported <= bundled, f"the pages import nothing else {sorted(imported - bundled)}")
    program = TOP / "build/release/tertil"
    if not program.exists():
        print("     programmet är inte byggt / the program is not built")
        return
    made = subprocess.run([sys.executable, str(TOP / "deploy/sbom.py"), str(program)], capture_output=True,
                          text=True, check=False)
    packages = json.loads(made.stdout)["packages"] if made.returncode == 0 else []
    check(len(packages) > 30, f"the bill of materials is made: {len(packages)} packages")
    needed = re.findall(r"NEEDED.*\[(lib\w+)", subprocess.run(
        ["readelf", "-dW", str(program)], capture_output=True, text=True, check=True).stdout)
    asked = re.search(r"\[build\]\n(.*?)\n\n", (TOP / "deploy/packages.txt").read_text(), re.S)[1]
    check(len(needed) < 30 and "libsqlite3-dev" in asked, f"the program is linked to {len(needed)} libraries, all of Debian")


def debian():
    text = (TOP / "deploy/packages.txt").read_text()
    names = [line for line in text.splitlines() if line and line[0] not in "#["]
    check(all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", name) for name in names),
          f"{len(set(names))} Debian packages by plain names")
    fetching = subprocess.run(
        ["git", "grep", "-nE", r"curl [^|]*\| *(ba)?sh|pip3? install|add-apt-repository|FetchContent|ExternalProject_Add|git clone",
         "--", "deploy", "CMakeLists.txt", "*/CMakeLists.txt", "tests/*.sh", ".ci"],
        cwd=TOP, capture_output=True, text=True, check=False).stdout
    check(not fetching, f"no script builds from anywhere else {fetching.splitlines()[:3]}")


def secrets():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True,
                           check=True).stdout.split("\0")
    found = []
    read = 0
    for name in files:
        path = TOP / name
        if not name or name.endswith((".png", ".xlsx")) or not path.is_file() or path == pathlib.Path(__file__):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        read += 1
        for kind, pattern in SECRETS.items():
            for hit in re.finditer(pattern, text):
                if (name, kind) not in KNOWN:
                    found.append(f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {kind}")
    for line in found:
        print("    ", line)
    check(not found, f"no secret in {read} files")
    left = [name for name in files if re.search(r"(^|/)(\.env|\.netrc|id_rsa|id_ed25519)$|\.(pem|p12|pfx|key|kdbx)$", name)]
    check(not left, f"no file that is for secrets {left}")


def main():
    lock_file()
    bill_of_materials()
    debian()
    secrets()
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
