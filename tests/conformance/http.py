#!/usr/bin/env python3
"""R14: HTTP/1.1 as RFC 9110 and 9112 have it: raw bytes to the service, and to nginx, caddy and
Node beside it as yardsticks, which fail the run only by getting more right. They are set up as
for plain files, so a few of their misses (Allow, 501, OPTIONS *) are of what they were asked to
be. TERTIL_H1SPEC names a copy of the program h1spec, which is run as well. The last line says
N passed, N failed.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(1, str(pathlib.Path(__file__).resolve().parents[1] / "faults"))
from service import PROGRAM, Server  # noqa: E402

H1SPEC_GOAL = 31  # of 33
PATIENCE = 3.0  # seconds for all answers of one case
G = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
END = b"\r\n"
NEXT = G + b"Connection: close\r\n\r\n"
# A body is read where there is use for one: in the login, here. The yardsticks are sent a GET with
# the body, since nginx and caddy answer a POST to a file without reading on.
POST = (b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\n")
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
BAD = {400}
ENDED = "a client that has ended its sending"


def refused(name, section, sent, statuses=frozenset(BAD)):
    """One answer, then nothing: what follows a broken request is not read."""
    return name, section, sent + NEXT, [set(statuses)], None


def fine(name, section, sent, look=None):
    """200, and the request after it is answered as well: the framing held."""
    return name, section, sent + NEXT, [{200}, {200}], look


def framed(name, section, sent):
    """Whatever the answer to a body like this is, the request after it is found and answered."""
    return name, section, sent + NEXT, [{200, *range(400, 500)}, {200}], None


def alone(name, section, sent, statuses, look=None):
    return name, section, sent, [set(statuses)], look


def body(length, more=b""):
    return POST + b"Content-Length: " + length + b"\r\n" + more + b"\r\n"


def line(text):
    return text + b"\r\nHost: localhost\r\n\r\n"


def dated(answers):
    return all(re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", a[1].get("date", ""))
               for a in answers)


def bodiless(answers):
    return answers[0][2] == b""


CASES = [
    fine("plain GET", "9112 3", G + END),
    fine("Date on every answer", "9110 6.6.1", G + END, dated),
    fine("empty line before the request", "9112 2.2", b"\r\n" + G + END),
    refused("bare CR in a field", "9112 2.2", G + b"X: a\rb\r\n\r\n"),
    refused("space before the first field", "9112 2.2",
            b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n"),
    refused("no version", "9112 3", line(b"GET /")),
    refused("two spaces after the method", "9112 3", line(b"GET  / HTTP/1.1")),
    refused("two spaces before the version", "9112 3", line(b"GET /  HTTP/1.1")),
    refused("tab for a space", "9112 3", line(b"GET\t/ HTTP/1.1")),
    refused("space in the target", "9112 3.2", line(b"GET /a b HTTP/1.1")),
    refused("NUL in the target", "9112 3.2", line(b"GET /\0 HTTP/1.1")),
    refused("DEL in the target", "9112 3.2", line(b"GET /\x7f HTTP/1.1")),
    refused("no slash before the path", "9112 3.2", line(b"GET index.html HTTP/1.1")),
    refused("method with a bad byte", "9110 9.1", line(b"G(T / HTTP/1.1")),
    refused("lower-case version word", "9112 2.3", line(b"GET / http/1.1")),
    refused("version without a dot", "9112 2.3", line(b"GET / HTTP/11")),
    refused("version of two digits", "9112 2.3", line(b"GET / HTTP/1.10")),
    refused("version 3.0", "9110 15.6.6", line(b"GET / HTTP/3.0"), {400, 505}),
    refused("HTTP/2 preface", "9113 3.4", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
    alone("unknown method", "9110 9.1", line(b"BREW / HTTP/1.1"), {501}),
    alone("method is case-sensitive", "9110 9.1", line(b"get / HTTP/1.1"), {400, 501}),
    alone("CONNECT is not for us", "9110 9.3.6", b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
          {400, 405, 501}),
    alone("405 has Allow", "9110 15.5.6",
          b"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}, lambda a: "allow" in a[0][1]),
    fine("absolute target", "9112 3.2.2",
         b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    alone("OPTIONS *", "9110 9.3.7", b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
          {200, 204}),
    alone("GET *", "9112 3.2.4", b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 404}),
    refused("no Host", "9112 3.2", b"GET / HTTP/1.1\r\n\r\n"),
    refused("two Hosts", "9112 3.2", G + b"Host: localhost\r\n\r\n"),
    refused("two Hosts that differ", "9112 3.2", G + b"Host: other\r\n\r\n"),
    refused("Host with a space", "9112 3.2", b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
    refused("Host with a path", "9112 3.2", b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    refused("Host with a user", "9112 3.2", b"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
    refused("Host with a bad port", "9112 3.2", b"GET / HTTP/1.1\r\nHost: a:x\r\n\r\n"),
    fine("Host in capitals", "9110 4.2.3", b"GET / HTTP/1.1\r\nHOST: LOCALHOST\r\n\r\n"),
    fine("HTTP/1.0 with keep-alive", "9112 9.3",
         b"GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n"),
    ("HTTP/1.0 closes", "9112 9.3", b"GET / HTTP/1.0\r\n\r\n" + NEXT, [{200}], None),
    refused("folded field", "9112 5.2", G + b"X: a\r\n b\r\n\r\n"),
    refused("space before the colon", "9112 5.1", G + b"X : a\r\n\r\n"),
    refused("tab before the colon", "9112 5.1", G + b"X\t: a\r\n\r\n"),
    refused("field without a name", "9112 5", G + b": a\r\n\r\n"),
    refused("field without a colon", "9112 5", G + b"X\r\n\r\n"),
    refused("bad byte in a name", "9110 5.1", G + b"X(y: a\r\n\r\n"),
    refused("NUL in a value", "9110 5.5", G + b"X: a\0b\r\n\r\n"),
    refused("control byte in a value", "9110 5.5", G + b"X: a\x01b\r\n\r\n"),
    fine("empty value", "9110 5.5", G + b"X:\r\n\r\n"),
    fine("no space after the colon", "9112 5", G + b"X:a\r\n\r\n"),
    fine("space around a value", "9112 5", G + b"X: \t a \t \r\n\r\n"),
    fine("bytes above ASCII in a value", "9110 5.5", G + b"X: \xe5\xe4\r\n\r\n"),
    framed("body by Content-Length", "9112 6.2", body(b"5") + b"hello"),
    framed("Content-Length 0", "9112 6.2", body(b"0")),
    refused("Content-Length twice, differing", "9112 6.3",
            body(b"5", b"Content-Length: 6\r\n") + b"hello"),
    refused("Content-Length list, differing", "9112 6.3", body(b"5, 6") + b"hello"),
    refused("negative Content-Length", "9112 6.3", body(b"-1")),
    refused("Content-Length with a plus", "9112 6.3", body(b"+5") + b"hello"),
    refused("Content-Length in hexadecimal", "9112 6.3", body(b"0x5") + b"hello"),
    refused("Content-Length with a word", "9112 6.3", body(b"5a") + b"hello"),
    refused("empty Content-Length", "9112 6.3", body(b"")),
    refused("Content-Length beyond 64 bits", "9112 6.3", body(b"99999999999999999999999"),
            {400, 413}),
    refused("Content-Length and chunked", "9112 6.3",
            body(b"5", b"Transfer-Encoding: chunked\r\n") + b"0\r\n\r\n"),
    framed("chunked", "9112 7.1", CHUNKED + b"5\r\nhello\r\n0\r\n\r\n"),
    framed("chunk size in capitals", "9112 7.1", CHUNKED + b"A\r\n0123456789\r\n0\r\n\r\n"),
    framed("chunk size with zeros before", "9112 7.1", CHUNKED + b"005\r\nhello\r\n0\r\n\r\n"),
    framed("chunk extension", "9112 7.1.1", CHUNKED + b"5;a=b\r\nhello\r\n0\r\n\r\n"),
    framed("quoted chunk extension", "9112 7.1.1", CHUNKED + b'5;a="b"\r\nhello\r\n0\r\n\r\n'),
    framed("trailer", "9112 7.1.2", CHUNKED + b"0\r\nX-Sum: 1\r\n\r\n"),
    framed("chunked in capitals", "9112 7", POST + b"Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n"),
    refused("chunk size no number", "9112 7.1", CHUNKED + b"x\r\n"),
    refused("chunk size negative", "9112 7.1", CHUNKED + b"-1\r\n"),
    refused("chunk size with 0x", "9112 7.1", CHUNKED + b"0x5\r\nhello\r\n0\r\n\r\n"),
    refused("chunk size beyond 64 bits", "9112 7.1", CHUNKED + b"fffffffffffffffff\r\n",
            {400, 413}),
    refused("chunk longer than its size", "9112 7.1", CHUNKED + b"3\r\nhello\r\n0\r\n\r\n"),
    refused("bare LF after a chunk size", "9112 7.1", CHUNKED + b"5\nhello\r\n0\r\n\r\n"),
    refused("chunked twice", "9112 7.1", POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n",
            {400, 501}),
    refused("chunked not last", "9112 6.3", POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n",
            {400, 501}),
    refused("unknown coding", "9112 6.1", POST + b"Transfer-Encoding: other\r\n\r\n", {400, 501}),
    refused("chunked in HTTP/1.0", "9112 6.1",
            b"GET / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            {400, 501}),
    refused("unknown expectation", "9110 10.1.1", G + b"Expect: more\r\n\r\n", {417}),
    ("HEAD has no body", "9110 9.3.2",
     b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n" + NEXT, [{200}, {200}],
     lambda a: bodiless(a) and a[0][1].get("content-length") == a[1][1].get("content-length")
     and a[0][1].get("content-type") == a[1][1].get("content-type")),
    fine("pipelined in order", "9112 9.3.2", G + END,
         lambda a: a[0][2] == a[1][2]),
    ("Connection: close is obeyed", "9112 9.6", NEXT + NEXT, [{200}],
     lambda a: a[0][1].get("connection", "").lower() == "close"),
    fine("Connection: keep-alive", "9112 9.3", G + b"Connection: keep-alive\r\n\r\n"),
    refused("long request line", "9112 3", line(b"GET /" + b"a" * 2_000_000 + b" HTTP/1.1"),
            {400, 414}),
    refused("long field", "6585 5", G + b"X: " + b"a" * 2_000_000 + b"\r\n\r\n", {400, 431}),
    refused("many fields", "6585 5", G + b"X: a\r\n" * 400_000 + b"\r\n", {400, 431}),
    ("unchanged, whatever it is", "9110 13.1.2", G + b"If-None-Match: *\r\n\r\n" + NEXT,
     [{304}, {200}], bodiless),
    fine("changed since", "9110 13.1.2", G + b'If-None-Match: "other", W/"one"\r\n\r\n'),
    alone("100 before the body", "9110 10.1.1", body(b"5", b"Expect: 100-continue\r\n"), {100}),
    alone("body beyond the limit", "9110 15.5.14", body(b"2000000"), {413}),
    alone("no 100 where the body is refused", "9110 10.1.1",
          body(b"2000000", b"Expect: 100-continue\r\n"), {413}),
    fine(ENDED, "9112 9.6", G + END),
    ("HEAD of nothing has no body", "9110 9.3.2",
     b"HEAD /nothing/there HTTP/1.1\r\nHost: localhost\r\n\r\n" + NEXT, [{404}, {200}], bodiless),
    alone("encoded NUL", "9110 17.3", line(b"GET /%00 HTTP/1.1"), {400, 404}),
    alone("broken percent sign", "3986 2.1", line(b"GET /%zz HTTP/1.1"), {400, 404}),
    alone("dot segments leave nothing", "9110 17.3",
          line(b"GET /../../../etc/passwd HTTP/1.1"), {400, 404}),
    alone("encoded dot segments", "9110 17.3",
          line(b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1"), {400, 404}),
    alone("encoded slashes", "9110 17.3", line(b"GET /..%2f..%2fetc%2fpasswd HTTP/1.1"),
          {400, 404}),
]


def take(data, head_only):
    """One whole answer off the front: ((status, fields, body), rest), or None."""
    head, found, rest = data.partition(b"\r\n\r\n")
    if not found:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split()[1])
    fields = {n.strip().lower(): v.strip() for n, _, v in (each.partition(":") for each in lines)}
    if head_only or status < 200 or status in (204, 304):
        return (status, fields, b""), rest
    if fields.get("transfer-encoding", "").lower() == "chunked":
        content = b""
        while True:
            size, found, rest = rest.partition(b"\r\n")
            if not found or len(rest) < int(size, 16) + 2:
                return None
            content, rest = content + rest[:int(size, 16)], rest[int(size, 16) + 2:]
            if int(size, 16) == 0:
                return (status, fields, content), rest
    length = int(fields.get("content-length", 0))
    if len(rest) < length:
        return None
    return (status, fields, rest[:length]), rest[length:]


def run(case, port, ours):
    """None when the server answers as expected, else what was wrong."""
    name, _, sent, expected, look = case
    if not ours:
        sent = sent.replace(b"POST /api/v1/session", b"GET /")
    until, data, closed = time.monotonic() + PATIENCE, b"", False
    waits_for_close = NEXT in sent
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(sent)
            if name == ENDED:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it may have refused before all was sent: its answer counts
        answers = []
        while not closed and time.monotonic() < until:
            connection.settimeout(max(0.01, until - time.monotonic()))
            try:
                more = connection.recv(1 << 16)
            except OSError:
                break
            closed, data = not more, data + more
            try:
                while taken := take(data, sent.startswith(b"HEAD") and not answers):
                    answers.append(taken[0])
                    data = taken[1]
            except (ValueError, IndexError):
                return "answer cannot be read"
            if len(answers) >= len(expected) and not waits_for_close:
                break
    statuses = [each[0] for each in answers]
    if len(statuses) != len(expected) or any(s not in e for s, e in zip(statuses, expected)):
        return f"got {statuses or 'nothing'}, wanted {[sorted(e) for e in expected]}"
    if waits_for_close and not closed:
        return "left open"
    return None if look is None or look(answers) else f"{name}: the fields are not right"


def run_h1spec(port):
    """Whether h1spec, where there is one, finds what R14 asks for."""
    program = os.environ.get("TERTIL_H1SPEC")
    if not program:
        print("h1spec is not run: TERTIL_H1SPEC names none")
        return True
    done = subprocess.run([program, "--strict", f"localhost:{port}"], capture_output=True, text=True,
                          timeout=300, check=False)
    print(done.stdout + done.stderr)
    right = re.search(r"(\d+) passed", done.stdout)
    return right is not None and int(right[1]) >= H1SPEC_GOAL


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def yardsticks(folder):
    """name -> (port, process) of those that are installed and answer."""
    pages = folder / "pages"
    pages.mkdir()
    (pages / "index.html").write_text("hello\n")
    ports = {name: free_port() for name in ("nginx", "caddy", "node")}
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;\n"
        "events {}\nhttp { access_log off; "
        f"server {{ listen 127.0.0.1:{ports['nginx']}; root {pages}; }} }}\n")
    (folder / "Caddyfile").write_text(
        "{\n admin off\n auto_https off\n}\n"
        f"http://:{ports['caddy']} {{\n bind 127.0.0.1\n root * {pages}\n file_server\n}}\n")
    node = ("require('http').createServer((q, a) => { q.resume(); q.on('end', () => {"
            "a.statusCode = /^(http:..localhost)?.$/.test(q.url) ? 200 : 404; a.end('hello\\n') }) })"
            f".listen({ports['node']}, '127.0.0.1')")
    commands = {"nginx": ["nginx", "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")],
                "caddy": ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter",
                          "caddyfile"],
                "node": ["node", "-e", node]}
    found = {}
    for name, command in commands.items():
        program = shutil.which(command[0], path=os.environ.get("PATH", "") + ":/usr/sbin")
        if program is None:
            print(f"{name} is not installed: not compared")
            continue
        process = subprocess.Popen([program, *command[1:]], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL,
                                   env={**os.environ, "HOME": str(folder)})
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", ports[name]), 1).close()
                found[name] = (ports[name], process)
                break
            except OSError:
                time.sleep(0.05)
        else:
            print(f"{name} did not start: not compared")
            process.kill()
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", default=PROGRAM)
    program = options.parse_args().program
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ours = Server(program, ["--data", folder / "data"])
        ours.start()
        others = yardsticks(folder)
        ports = {"ours": ours.port, **{each: port for each, (port, _) in others.items()}}
        try:
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                results = {each: list(pool.map(lambda case, e=each, p=port:
                                           run(case, p, e == "ours"), CASES))
                           for each, port in ports.items()}
            as_h1spec_has_it = run_h1spec(ours.port)
        finally:
            for _, process in others.values():
                process.kill()
                process.wait()
            ours.stop()
    print(f"{'case':36}{'RFC':13}" + "".join(f"{each:7}" for each in ports))
    for at, case in enumerate(CASES):
        marks = "".join(f"{'BAD' if results[each][at] else 'ok':7}" for each in ports)
        print(f"{case[0]:36}{case[1]:13}{marks}{results['ours'][at] or ''}")
    right = {each: sum(result is None for result in all_) for each, all_ in results.items()}
    print("right: " + ", ".join(f"{each} {n} of {len(CASES)}" for each, n in right.items()))
    behind = [each for each, n in right.items() if n > right["ours"]]
    if behind:
        print(f"BAD behind {', '.join(behind)}")
    wrong = len(CASES) - right["ours"] + bool(behind) + (not as_h1spec_has_it)
    print(f"{right['ours']} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
