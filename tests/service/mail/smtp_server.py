"""An SMTP server on loopback that a test tells how to behave: STARTTLS or TLS at once, AUTH, refusing,
stalling, going away. Only the standard library; each accepted mail is kept as it came."""

import base64
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path


def make_certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    return certificate, key


class SmtpServer:
    """`replies` maps a command ("MAIL", "RCPT", "DATA", "END", "AUTH", "EHLO") to what is answered
    instead of the usual; a value of "stall" answers nothing, "drop" closes the connection."""

    def __init__(self, certificate, *, tls_at_once=False, starttls=True, user=None, password=None):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*certificate)
        self.tls_at_once, self.starttls = tls_at_once, starttls
        self.user, self.password = user, password
        self.replies: dict[str, str] = {}
        self.replies_by_recipient: dict[str, str] = {}
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.commands: list[tuple[bool, str]] = []  # whether encrypted, and the line
        self.connections = 0
        self.open: dict[int, list] = {}  # what each thread has to close
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            self._talk(connection)
        except (OSError, ConnectionError, ValueError):
            pass
        finally:
            for one in self.open.pop(threading.get_ident(), []):
                one.close()
            connection.close()

    def _encrypt(self, connection):
        encrypted = self.context.wrap_socket(connection, server_side=True)
        self.open.setdefault(threading.get_ident(), []).append(encrypted)
        return encrypted

    def _talk(self, connection):
        encrypted = self.tls_at_once
        if encrypted:
            connection = self._encrypt(connection)
        lines = connection.makefile("rb")

        def say(text):
            connection.sendall(text.encode() + b"\r\n")

        def special(what):
            """What is answered instead of the usual, if anything."""
            answer = self.replies.get(what)
            if answer == "stall":
                time.sleep(30)
            if answer in ("stall", "drop"):
                raise ConnectionError
            if answer:
                say(answer)
            return answer is not None

        if not special("GREETING"):
            say("220 test ESMTP")
        signed_in = self.user is None
        sender, recipients = "", []
        while line := lines.readline():
            text = line.decode("ascii").rstrip("\r\n")
            self.commands.append((encrypted, text))
            verb = text[:4].upper()
            if verb == "EHLO":
                offers = ["250-test"]
                if self.starttls and not encrypted:
                    offers.append("250-STARTTLS")
                if self.user and encrypted:
                    offers.append("250-AUTH PLAIN LOGIN")
                say("\r\n".join([*offers, "250 SIZE 1000000"]))
            elif verb == "STAR":
                say("220 go")
                connection = self._encrypt(connection)
                lines, encrypted = connection.makefile("rb"), True
            elif verb == "AUTH":
                word = text.split(" ", 2)
                if len(word) == 2:
                    say("334 ")
                    word.append(lines.readline().decode().strip())
                _, user, password = base64.b64decode(word[2]).decode().split("\0")
                signed_in = (user, password) == (self.user, self.password)
                say("235 ok" if signed_in else "535 no")
            elif verb == "MAIL":
                if not signed_in:
                    say("530 sign in")
                elif not special("MAIL"):
                    sender, recipients = text[10:].split(">")[0].strip("<"), []
                    say("250 ok")
            elif verb == "RCPT":
                recipient = text[8:].split(">")[0].strip("<")
                answer = self.replies_by_recipient.get(recipient)
                if answer:
                    say(answer)
                elif not special("RCPT"):
                    recipients.append(recipient)
                    say("250 ok")
            elif verb == "DATA":
                if special("DATA"):
                    continue
                say("354 go")
                body = b""
                while (line := lines.readline()) not in (b".\r\n", b""):
                    body += line[1:] if line.startswith(b"..") else line
                    if self.replies.get("BODY") == "drop":
                        raise ConnectionError
                    if self.replies.get("BODY") == "stall":
                        time.sleep(30)
                if not special("END"):
                    self.mails.append((sender, recipients, body))
                    if not special("TAKEN"):
                        say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")
