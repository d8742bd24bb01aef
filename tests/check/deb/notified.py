"""Writes down what a service tells systemd: notified.py SOCKET FILE."""
import os
import socket
import sys

os.umask(0)
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
    listening.bind(sys.argv[1])
    while True:
        said = listening.recv(4096).decode()
        with open(sys.argv[2], "a", encoding="utf-8") as file:
            print(said, file=file, flush=True)
        if said == "STOPPING=1":
            break
