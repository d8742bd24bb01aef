#!/usr/bin/env python3
"""The samples in deploy/ are what they say: samples.py PROGRAM

Proxies, SFTP and rules are read by the programs they are for, where these are installed; nginx and
Caddy stand before the program itself. Metrics that rules and dashboard name are there. Both guides
have the same commands, and know every alert and every message of the log.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import ssl

TOP = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = TOP / "deploy"
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    print("ok  " if good else "BAD ", what, flush=True)


def skip(program):
    print(f"     {program} finns inte här / {program} is not here")


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False, **more)


def find(program):
    return shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.05)
    return False


class Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def get(url, headers=None, follow=True):
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    request = urllib.request.Request(url, headers=headers or {})
    try:
        handlers = [urllib.request.HTTPSHandler(context=trusting)] + ([] if follow else [Staying])
        with urllib.request.build_opener(*handlers).open(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, dict(answer.headers), answer.read()


@contextlib.contextmanager
def service(folder):
    port, metrics = free_port(), free_port()
    process = subprocess.Popen([PROGRAM, "serve", "--data", folder / "data", "--listen",
                                f"127.0.0.1:{port}", "--metrics", f"127.0.0.1:{metrics}"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port)
    try:
        yield port, metrics
    finally:
        process.terminate()
        process.wait(30)


def certificate(folder):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        "/CN=klimat.example.se", "-keyout", folder / "klimat.key", "-out", folder / "klimat.pem")


def try_proxy(name, port):
    """What every proxy before tertil must do."""
    base = f"https://127.0.0.1:{port}"
    host = {"Host": "klimat.example.se"}
    status, headers, _ = get(base + "/api/v1/regions", host)
    check(status == 200, f"{name}: answers over TLS ({status})")
    check("Strict-Transport-Security" in headers, f"{name}: asks browsers to stay with TLS")
    check(get(base + "/metrics", host)[0] in (403, 404), f"{name}: keeps the metrics to itself")
    # curl asks first whether a large body is wanted (Expect: 100-continue), as clients should.
    # Caddy may cut off who still sends when it has its answer: then the client asks again.
    def send(path):
        for _ in range(10):
            said = run("curl", "--insecure", "--silent", "--http1.1", "--header", "Host: klimat.example.se",
                       "--output", "/dev/null", "--write-out", "%{http_code}", "--data-binary", "@-",
                       base + path, input="x" * (2 << 20))
            if name != "Caddy" or said.stdout not in ("000", "100", "502"):
                break
        return said.stdout
    status = send("/api/v1/imports?source=meters")
    check(status == "401", f"{name}: passes a file of 2 MiB on, which tertil asks a key for ({status})")
    status = send("/api/v1/session")
    check(status in ("400", "413"), f"{name}: takes no other large body ({status})")


def nginx(folder, backend):
    program = find("nginx")
    if not program:
        return skip("nginx")
    port = free_port()
    text = (DEPLOY / "proxy/nginx.conf").read_text(encoding="utf-8")
    text = (text.replace("/etc/ssl/certs/klimat.pem", f"{folder}/klimat.pem")
            .replace("/etc/ssl/private/klimat.key", f"{folder}/klimat.key")
            .replace("/etc/nginx/tertil-secret.conf", f"{folder}/secret.conf")
            .replace("listen 443 ssl http2", f"listen 127.0.0.1:{port} ssl http2")
            .replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
            .replace("127.0.0.1:8080", f"127.0.0.1:{backend}"))
    (folder / "secret.conf").write_text('proxy_set_header X-Tertil-Secret "x";\n', encoding="utf-8")
    (folder / "nginx.conf").write_text(
        f"pid {folder}/nginx.pid; error_log {folder}/nginx.log; daemon off;\n"
        f"events {{}}\nhttp {{ access_log off; client_body_temp_path {folder}/body;\n"
        f"proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;\n"
        f"scgi_temp_path {folder}/s;\n{text}\n}}\n", encoding="utf-8")
    process = subprocess.Popen([program, "-c", folder / "nginx.conf", "-e", folder / "nginx.log"],
                               stderr=subprocess.DEVNULL)
    try:
        check(wait_for(port), "nginx reads its sample")
        try_proxy("nginx", port)
    finally:
        process.terminate()
        process.wait(10)


def caddy(folder, backend):
    program = find("caddy")
    if not program:
        return skip("caddy")
    port = free_port()
    text = (DEPLOY / "proxy/Caddyfile").read_text(encoding="utf-8")
    text = (text.replace("127.0.0.1:8080", f"127.0.0.1:{backend}")
            .replace("{\n\tservers", "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers", 1)
            .replace("klimat.example.se {", f"https://klimat.example.se:{port} {{\n\tbind 127.0.0.1\n"
                                            f"\ttls {folder}/klimat.pem {folder}/klimat.key", 1)
            .replace("{\n\tadmin", "{\n\tdefault_sni klimat.example.se\n\tadmin", 1))
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    process = subprocess.Popen([program, "run", "--adapter", "caddyfile", "--config",
                                folder / "Caddyfile"], stderr=subprocess.DEVNULL,
                               env={**os.environ, "HOME": str(folder)})
    try:
        check(wait_for(port), "Caddy reads its sample")
        try_proxy("Caddy", port)
    finally:
        process.terminate()
        process.wait(10)
    inner = (DEPLOY / "container/Caddyfile").read_text(encoding="utf-8")
    check(inner == (DEPLOY / "proxy/Caddyfile").read_text(encoding="utf-8")
          .replace("127.0.0.1:8080", "tertil:8080"), "the container's Caddyfile is the sample")


def apache(folder, backend):
    program = find("apache2")
    modules = pathlib.Path("/usr/lib/apache2/modules")
    if not program or not (modules / "mod_auth_openidc.so").exists():
        return skip("apache2 + mod_auth_openidc")
    port, plain = free_port(), free_port()
    text = (DEPLOY / "proxy/apache.conf").read_text(encoding="utf-8")
    asked = re.search(r"a2enmod (.*)", text)[1].split()
    text = (text.replace("/etc/ssl/certs/klimat.pem", f"{folder}/klimat.pem")
            .replace("/etc/ssl/private/klimat.key", f"{folder}/klimat.key")
            .replace("/etc/apache2/tertil-secrets.conf", f"{folder}/secrets.conf")
            .replace("*:443", f"127.0.0.1:{port}").replace("*:80", f"127.0.0.1:{plain}")
            .replace("127.0.0.1:8080", f"127.0.0.1:{backend}"))
    (folder / "secrets.conf").write_text(
        f"Define TERTIL_SECRET {'x' * 32}\nOIDCClientSecret y\nOIDCCryptoPassphrase z\n", encoding="utf-8")
    always = ["mpm_event", "authz_core", "authz_user", "authn_core", "alias", "filter", "socache_shmcb",
              "setenvif", "env"]
    loads = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in always + asked)
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/apache.pid\n"
        f"ErrorLog {folder}/apache.log\n{loads}\nUser nobody\nGroup nogroup\n"
        f"Mutex file:{folder} default\nListen 127.0.0.1:{port}\nListen 127.0.0.1:{plain}\n{text}\n", encoding="utf-8")
    process = subprocess.Popen([program, "-DFOREGROUND", "-f", folder / "apache.conf"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        check(wait_for(port), "Apache reads its sample, with the modules it names")
        try_proxy("Apache", port)
        status, headers, _ = get(f"http://127.0.0.1:{plain}/x", follow=False)
        check(status == 301 and headers["Location"].startswith("https://"), "Apache: leads to TLS")
    finally:
        process.terminate()
        process.wait(10)


def sftp(folder):
    program = find("sshd")
    if not program:
        return skip("sshd")
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host")
    text = (DEPLOY / "sftp/tertil-sftp.conf").read_text(encoding="utf-8")
    (folder / "sshd.conf").write_text(f"HostKey {folder}/host\n{text}", encoding="utf-8")
    os.makedirs("/run/sshd", exist_ok=True) if os.geteuid() == 0 else None
    said = run(program, "-t", "-f", folder / "sshd.conf")
    check(said.returncode == 0, f"sshd reads its sample {said.stderr}")
    told = run(program, "-T", "-f", folder / "sshd.conf", "-C", "user=nobody,host=x,addr=192.0.2.1").stdout
    check("chrootdirectory none" in told, "sshd shuts nobody else in")


def rules():
    program = find("promtool")
    if not program:
        return skip("promtool")
    where = DEPLOY / "monitoring"
    for words in (["check", "rules", "tertil.rules.yml"], ["test", "rules", "tertil.rules.test.yml"],
                  ["check", "config", "prometheus.yml"]):
        said = run(program, *words, cwd=where)
        check(said.returncode == 0, f"promtool {' '.join(words)} {said.stdout + said.stderr if said.returncode else ''}")


def metrics(port):
    text = get(f"http://127.0.0.1:{port}/metrics")[2].decode()
    there = set(re.findall(r"^# TYPE (\S+)", text, re.M))
    if find("promtool"):
        said = run(find("promtool"), "check", "metrics", input=text)
        check(said.returncode == 0, f"promtool check metrics {said.stderr}")
    named = {}
    for name in ("tertil.rules.yml", "grafana-dashboard.json"):
        for metric in re.findall(r"\b(?:tertil|process)_[a-z_]+\b", (DEPLOY / "monitoring" / name).read_text(encoding="utf-8")):
            named.setdefault(re.sub(r"_bucket$", "", metric), name)
    missing = {metric: name for metric, name in named.items() if metric not in there}
    check(not missing, f"every metric that rules and dashboard ask for is there {missing or ''}")
    check(len(named) > 15, f"{len(named)} metrics are asked for")


def guides():
    texts = {name: (DEPLOY / name).read_text(encoding="utf-8") for name in ("OPERATIONS.md", "DRIFT.md")}
    blocks = {name: re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S) for name, text in texts.items()}
    check(blocks["OPERATIONS.md"] == blocks["DRIFT.md"], "both guides have the same commands")
    alerts = re.findall(r"alert: (\w+)", (DEPLOY / "monitoring/tertil.rules.yml").read_text(encoding="utf-8"))
    messages = set()
    for path in (TOP / "service").rglob("*.cpp"):
        for call in re.findall(r'log::(?:info|warn|error|write)\(\s*(?:[^";]*?,\s*)?"([^"]+)"', path.read_text(encoding="utf-8")):
            messages.add(call.removesuffix(": {}"))
    known = " ".join(re.findall(r"^`msg`.*?\n\n", texts["OPERATIONS.md"], re.M | re.S)).replace("\n", " ")
    for name, text in texts.items():
        missing = [alert for alert in alerts if f"| {alert} |" not in text]
        check(not missing, f"{name} says what to do at each alert {missing or ''}")
        flat = text.replace("\n", " ")
        missing = [message for message in sorted(messages) if message not in flat]
        check(not missing, f"{name} knows every message of the log {missing or ''}")
    check(known, "the messages are listed")


def dashboard():
    made = run("python3", DEPLOY / "monitoring/make_dashboard.py").stdout
    kept = (DEPLOY / "monitoring/grafana-dashboard.json").read_text(encoding="utf-8")
    check(made == kept, "the dashboard is what make_dashboard.py makes")
    panels = json.loads(kept)["panels"]
    taken = set()
    for panel in panels:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        if taken & cells or place["x"] + place["w"] > 24:
            check(False, f"panel {panel['title']} lies on another")
        taken |= cells
    check(len(panels) > 10, f"{len(panels)} panels, none on another")


def bill_of_materials():
    said = run(DEPLOY / "sbom.py", PROGRAM)
    check(said.returncode == 0, f"the SBOM can be made {said.stderr}")
    if said.returncode:
        return
    bill = json.loads(said.stdout)
    ids = [package["SPDXID"] for package in bill["packages"]]
    check(bill["spdxVersion"] == "SPDX-2.3" and len(ids) == len(set(ids)), f"SPDX 2.3, {len(ids)} packages")
    known = set(ids) | {"SPDXRef-DOCUMENT"}
    check(all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", one) for one in known)
          and all(r["spdxElementId"] in known and r["relatedSpdxElement"] in known for r in bill["relationships"]),
          "its relations lead to what it lists")
    names = {package["name"] for package in bill["packages"]}
    check({"libsqlite3-0", "libarchive13", "preact", "@svg-maps/sweden"} <= names, "it knows libraries and pages")
    check(said.stdout == run(DEPLOY / "sbom.py", PROGRAM).stdout, "twice made it is the same")


def main():
    with tempfile.TemporaryDirectory(prefix="tertil-samples-") as name:
        folder = pathlib.Path(name)
        certificate(folder)
        with service(folder) as (port, metrics_port):
            run(PROGRAM, "backup", folder / "b.tar.zst", "--data", folder / "data")
            metrics(metrics_port)
            nginx(folder, port)
            caddy(folder, port)
            apache(folder, port)
        sftp(folder)
    rules()
    dashboard()
    guides()
    bill_of_materials()
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(counts[False] > 0)


main()
