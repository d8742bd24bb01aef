"""A gate for TCP that can misbehave as networks do."""

import socket
import struct
import threading
import time

MODES = ("open", "refuse", "stall", "cut", "slow", "corrupt")


class Gate:
    """Passes on from its own port to another. `mode` holds for what passes from then on:

    open      passes everything
    refuse    closes what comes and what is there, with a reset
    stall     takes everything and passes nothing, closes nothing, says nothing
    cut       closes in the midst of the next answer
    slow      a kilobyte at a time, fifty times a second
    corrupt   turns a bit in every answer
    """

    def __init__(self, to):
        self.to, self.mode = to, "open"
        self.open_ones = set()
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def set(self, mode):
        assert mode in MODES
        self.mode = mode
        if mode == "refuse":
            with self.lock:
                for one in self.open_ones:
                    reset(one)

    def end_all(self):
        """Lets nothing of an earlier mode live on."""
        with self.lock:
            for one in self.open_ones:
                reset(one)

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.mode == "refuse":
                reset(near)
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                near.close()
                continue
            with self.lock:
                self.open_ones |= {near, far}
            for pair in ((near, far, False), (far, near, True)):
                threading.Thread(target=self.pass_on, args=pair, daemon=True).start()

    def pass_on(self, source, sink, is_answer):
        try:
            while piece := source.recv(65536):
                if self.mode == "stall":
                    while self.mode == "stall":
                        time.sleep(0.05)
                    break  # what was held back is too late
                if is_answer and self.mode == "cut":
                    sink.sendall(piece[:max(1, len(piece) // 2)])
                    break
                if is_answer and self.mode == "corrupt":
                    place = len(piece) // 2
                    piece = piece[:place] + bytes([piece[place] ^ 0x04]) + piece[place + 1:]
                if self.mode == "slow":
                    for at in range(0, len(piece), 1024):
                        time.sleep(0.02)
                        sink.sendall(piece[at:at + 1024])
                    continue
                sink.sendall(piece)
        except OSError:
            pass
        for one in (source, sink):
            reset(one)
            with self.lock:
                self.open_ones.discard(one)


def reset(one):
    """Ends it as a network that has lost it does; whoever reads from it wakes up."""
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
