#!/usr/bin/env python3
"""R11: a store of each earlier version comes forward whole. tests/data/stores keeps a small one of
every schema that has been in use, as SQL, with what its own program exported of it.

    tests/check/older_stores.py build/release/tertil              tries each of them
    tests/check/older_stores.py build/release/tertil --keep       adds one, made by this program

Add one before each release.
"""
import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

STORES = Path(__file__).resolve().parents[1] / "data/stores"
EXEMPELDATA = {
    "meters": "meter,building,carrier\nM1,B1,electricity\nM2,B1,districtHeating\n",
    "fuel-cards": "date,vehicleGroup,fuel,quantity,unit,orgUnit\n2024-01-10,pool,diesel,100,l,RGS\n"
                  "2024-02-10,ambulance,HVO100,80.5,l,ADH\n",
    "travel": "period,mode,distanceKm,reportedKgCo2e,orgUnit\n2024-01,train,9000,12,RK\n",
    "own-key-figures": "keyFigure,region,year,value,status\nenergy-use-premises,13,2024,187.9,final\n"
                       "energy-use-premises,13,2023,x,final\n",
}


def readings():
    yield "meter,start,end,quantity,unit\n"
    for meter in ("M1", "M2"):
        for hour in range(24 * 40):
            start = datetime(2023, 12, 15) + timedelta(hours=hour)
            yield (f"{meter},{start:%Y-%m-%dT%H:%M},{start + timedelta(hours=1):%Y-%m-%dT%H:%M},"
                   f"{hour * 7 % 23 + 0.25},kWh\n")


def run(program, *words, fine=(0,)):
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("TERTIL_")}
    done = subprocess.run([program, *words], env=environment, text=True, encoding="utf-8",
                          capture_output=True, check=False)
    if done.returncode not in fine:
        raise RuntimeError(f"tertil {' '.join(words)}: {done.returncode}\n{done.stderr}{done.stdout}")
    return done.stdout


def schema_of(data):
    with sqlite3.connect(data / "tertil.db") as store:
        return store.execute("SELECT count(*) FROM schema_migration").fetchone()[0]


def keep(program, folder):
    """A batch of each kind, one that corrects another, rejects, an account, an audit log."""
    data = folder / "data"
    files = {**EXEMPELDATA, "property-energy": "".join(readings())}
    files["own-key-figures "] = "keyFigure,region,year,value,status\n" \
                                "energy-use-premises,13,2024,186.4,final\n"
    for source, text in files.items():
        file = folder / "rows.csv"
        file.write_text(text, encoding="utf-8")
        run(program, "import", "--quiet", "--data", str(data), "--source", source.strip(), str(file),
            fine=(0, 3))
    secret = folder / "password"
    secret.write_text("korrekt häst batteri häftklammer\n", encoding="utf-8")
    secret.chmod(0o600)
    run(program, "user", "add", "anna", "--role", "coordinator", "--password-file", str(secret),
        "--data", str(data))
    name = f"schema-{schema_of(data):02}"
    with sqlite3.connect(data / "tertil.db") as store:
        sql = "\n".join(store.iterdump()) + "\n"
    exported = run(program, "export", "--canonical", "--data", str(data))
    for end, text in ((".sql.gz", sql), (".canonical.gz", exported)):
        (STORES / (name + end)).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"kept {name}")


def comes_forward(program, folder, kept):
    data = folder / "data"
    data.mkdir()
    with sqlite3.connect(data / "tertil.db") as store:
        store.executescript(gzip.decompress(kept.read_bytes()).decode())
    before = set(gzip.decompress(kept.with_name(kept.name.replace(".sql.", ".canonical."))
                                 .read_bytes()).decode().splitlines())
    run(program, "migrate", "--data", str(data))
    after = set(run(program, "export", "--canonical", "--data", str(data)).splitlines())
    lost = before - after
    if lost:
        raise RuntimeError(f"{len(lost)} lines of the export are gone, such as {min(lost)[:300]}")
    run(program, "audit", "verify", "--data", str(data))
    if ".sql" in run(program, "migrate", "--plan", "--data", str(data)):
        raise RuntimeError("something is left to migrate")
    return len(before)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        if "--keep" in sys.argv:
            keep(program, Path(name))
            return 0
    passed = failed = 0
    for kept in sorted(STORES.glob("*.sql.gz")):
        try:
            with tempfile.TemporaryDirectory() as name:
                lines = comes_forward(program, Path(name), kept)
            print(f"ok      {kept.name}: all {lines} lines of its export are there")
            passed += 1
        except (RuntimeError, sqlite3.Error) as error:
            print(f"FAILED  {kept.name}: {error}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
