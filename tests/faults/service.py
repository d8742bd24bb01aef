"""The service as a process, on a data directory or on a store of its own, and its commands."""

import json
import os
import pathlib
import signal
import subprocess
import threading
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(TOP / "build/release/tertil")


class Server:
    """`tertil serve`; where: ["--data", DIR] and perhaps ["--store", URL]. Keeps its port."""

    def __init__(self, program, where, **settings):
        self.program, self.where, self.settings = program, [str(word) for word in where], settings
        self.port = None
        self.process = None

    def start(self, group=None):
        """In the control group of that folder, if one is given."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [self.program, "serve", *self.where, "--listen", f"127.0.0.1:{self.port or 0}"],
            preexec_fn=group and (lambda: (group / "cgroup.procs").write_text("0", encoding="ascii")),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "TERTIL_SERVER__METRICS_LISTEN": "", **self.settings})
        for line in self.process.stdout:
            if line.startswith("listening on http://"):
                self.port = int(line.strip().rsplit(":", 1)[1])
                break
        else:
            raise SystemExit("the server did not start")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return time.monotonic() - began

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """As an operator stops it; gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def make_token(program, where):
    """A machine key that may import from every source."""
    made = subprocess.run(
        [program, "token", "create", "--role", "coordinator", "--expires", "1d", *map(str, where),
         "--json"], capture_output=True, text=True, check=True)
    return json.loads(made.stdout)["token"]
