"""A PostgreSQL primary and its standby, with a gate between them that can be cut.

Nobody else sees them: they listen on loopback ports of their own and are thrown away. The standby
gets its log through the gate, so that cutting it is a network that fails and nothing else.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from gate import Gate


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def newest_bin():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                   key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Pair:
    def __init__(self, synchronous):
        self.bin = newest_bin()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tertil-pair-"))
        self.synchronous = synchronous
        self.ports = [free_port(), free_port()]
        self.gate = Gate(self.ports[0])
        self.as_user = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self.folder, "postgres")
            self.as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(self, program, *words):
        return subprocess.run([*self.as_user, str(self.bin / program), *map(str, words)],
                              cwd=self.folder, capture_output=True, text=True, check=True).stdout

    def ask(self, which, sql):
        return self.run("psql", "-h", "127.0.0.1", "-p", self.ports[which], "-U", "tertil", "-At",
                        "-d", "postgres", "-c", sql).strip()

    def start(self):
        primary, standby = self.folder / "primary", self.folder / "standby"
        self.run("initdb", "-D", primary, "-U", "tertil", "-A", "trust", "-E", "UTF8",
                 "--locale=C.UTF-8")
        settings = [f"port={self.ports[0]}", "listen_addresses=127.0.0.1",
                    f"unix_socket_directories={self.folder}", "wal_level=replica",
                    "max_wal_senders=4", "max_connections=100", "shared_buffers=32MB",
                    "wal_sender_timeout=60s"]
        self.settle(primary, settings)
        self.serve(primary)
        self.run("pg_basebackup", "-h", "127.0.0.1", "-p", self.gate.port, "-U", "tertil", "-D",
                 standby, "-R", "-X", "stream")
        self.settle(standby, [f"port={self.ports[1]}"])
        self.serve(standby)
        if self.synchronous:
            self.ask(0, "ALTER SYSTEM SET synchronous_standby_names = '*'")
            self.ask(0, "SELECT pg_reload_conf()")
        wanted = "sync" if self.synchronous else "async"
        for _ in range(200):
            if wanted in self.ask(0, "SELECT sync_state FROM pg_stat_replication "
                                     "WHERE state = 'streaming'").split():
                return
            time.sleep(0.05)
        raise SystemExit("the standby does not follow")

    def settle(self, place, settings):
        with open(place / "postgresql.auto.conf", "a", encoding="utf-8") as conf:
            conf.write("".join("{} = '{}'\n".format(*one.split("=", 1)) for one in settings))

    def serve(self, place):
        self.run("pg_ctl", "-D", place, "-w", "-l", f"{place}.log", "start")

    def kill_primary(self):
        first = int((self.folder / "primary/postmaster.pid").read_text(encoding="utf-8").split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True,
                                  text=True, check=False).stdout.split()
        for pid in [first, *map(int, children)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def promote_standby(self):
        self.run("pg_ctl", "-D", self.folder / "standby", "-w", "promote")

    def url(self, *which):
        """Of one of them, or of whichever takes writes."""
        which = which or (0, 1)
        hosts = ",".join(["127.0.0.1"] * len(which))
        ports = ",".join(str(self.ports[one]) for one in which)
        return (f"postgresql://tertil@/postgres?host={hosts}&port={ports}"
                "&target_session_attrs=read-write")

    def remove(self):
        for place in ("primary", "standby"):
            subprocess.run([*self.as_user, str(self.bin / "pg_ctl"), "-D", self.folder / place, "-m",
                            "immediate", "stop"], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
