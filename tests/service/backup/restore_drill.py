#!/usr/bin/env python3
"""R10: the restore drill on the program itself: restore_drill.py PROGRAM.

Backs up while a service answers and another process imports; restores; compares canonical exports.
Kills backups and restorings in the middle and looks at what they left.
"""
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

program = sys.argv[1]
failures = []


def check(good, what):
    print("ok  " if good else "BAD ", what, flush=True)
    if not good:
        failures.append(what)


def run(*arguments, code=0):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != code:
        check(False, f"{' '.join(map(str, arguments))}: {done.returncode}, not {code}\n{done.stderr}")
    return done.stdout


def export(data):
    text = subprocess.run([program, "export", "--canonical", "--data", data], capture_output=True,
                          check=True).stdout
    return hashlib.sha256(text).hexdigest()


def readings(path, meter, days):
    """Hourly readings in UTC: invented, as the name of the file says."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("meter,start,end,quantity,unit\n")
        begin = 1_672_531_200
        for hour in range(24 * days):
            first, last = (time.strftime("%Y-%m-%dT%H:00:00Z", time.gmtime(begin + 3600 * h))
                           for h in (hour, hour + 1))
            file.write(f"{meter},{first},{last},{1 + hour % 7},kWh\n")


with tempfile.TemporaryDirectory(prefix="tertil-drill-") as folder:
    folder = pathlib.Path(folder)
    data, backups = folder / "data", folder / "backups"
    run("migrate", "--data", data)
    export(data)  # puts the shipped figures in
    run("user", "list", "--data", data)

    service = subprocess.Popen([program, "serve", "--data", data, "--listen", "127.0.0.1:0",
                                "--metrics", "127.0.0.1:0"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    try:
        url = service.stdout.readline().split()[-1]
        before = export(data)
        for turn in range(3):
            file = folder / f"exempeldata-{turn}.csv"
            readings(file, f"EXEMPEL-{turn}", 700)
            importing = subprocess.Popen([program, "import", "--source", "property-energy", file,
                                          "--data", data, "--json"], stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)
            time.sleep(0.05 * turn)
            made = json.loads(run("backup", folder / f"b{turn}.tar.zst", "--data", data, "--json"))
            importing.wait()
            after = export(data)
            told = made["manifest"]["contents"]["canonicalExport"]["sha256"]
            check(told in (before, after), f"backup {turn} holds a whole import or none of it")
            restored = folder / f"restored-{turn}"
            run("restore", folder / f"b{turn}.tar.zst", "--data", restored)
            check(export(restored) == told, f"restoring {turn} gives the same canonical export")
            before = after
        with urllib.request.urlopen(url + "/api/v1/comparison?region=13", timeout=10) as answer:
            check(answer.status == 200, "the service answers all the while")
    finally:
        service.send_signal(signal.SIGTERM)
        check(service.wait(30) == 0, "the service stops with 0")

    for turn in range(3):
        run("backup", "--directory", backups, "--keep", 2, "--data", data)
        if turn < 2:
            time.sleep(1.01)  # the name has whole seconds
    left = sorted(path.name for path in backups.iterdir())
    check(len(left) == 2, f"--keep 2 keeps two: {left}")
    newest = backups / left[-1]
    run("verify-backup", newest)
    kept = export(data)

    # As often as it takes to hit every step: none of it may leave a file under the final name.
    began = time.monotonic()
    run("backup", folder / "measure.tar.zst", "--data", data)
    whole = time.monotonic() - began
    hit = 0
    for part in range(1, 8):
        target = folder / "killed.tar.zst"
        work = subprocess.Popen([program, "backup", target, "--data", data],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * part / 9)
        work.kill()
        if work.wait() == 0:
            target.unlink()
            continue
        hit += 1
        if target.exists():  # killed between getting its name and noting it: it must be whole
            run("verify-backup", target)
            target.unlink()
    check(hit > 0, f"{hit} backups were killed, none left half a file")
    run("backup", folder / "killed.tar.zst", "--data", data)
    rests = [path.name for path in folder.iterdir() if path.name.startswith(".killed")]
    check(not rests, f"what killed ones left is tidied up: {rests}")

    hit = 0
    for part in range(1, 8):
        target = folder / "data-killed"
        work = subprocess.Popen([program, "restore", newest, "--data", target],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * part / 9)
        work.kill()
        if work.wait() == 0:
            subprocess.run(["rm", "-rf", target], check=True)
            continue
        hit += 1
        if (target / "tertil.db").exists():
            check(export(target) == kept, "a store that is there is whole")
            subprocess.run(["rm", "-rf", target], check=True)
    subprocess.run(["rm", "-rf", folder / "data-killed" / "tertil.db"], check=True)
    check(hit > 0, f"{hit} restorings were killed, none left half a store")
    if not (folder / "data-killed").exists() or not (folder / "data-killed" / "tertil.db").exists():
        run("restore", newest, "--data", folder / "data-killed")
        check(export(folder / "data-killed") == kept, "and another try succeeds")

    os.truncate(newest, newest.stat().st_size - 1)
    run("verify-backup", newest, code=3)
    run("restore", newest, "--data", folder / "never", code=3)
    run("restore", folder / "none", "--data", folder / "never", code=1)
    run("backup", folder / "x", "--directory", backups, "--data", data, code=2)
    run("backup", folder / "x", "--data", folder / "nothing-here", code=1)
    check(not (folder / "never" / "tertil.db").exists(), "a damaged backup is never restored")

print(f"{len(failures)} failed")
sys.exit(bool(failures))
