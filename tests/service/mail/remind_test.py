#!/usr/bin/env python3
"""`tertil remind` against an SMTP server on loopback, whole program, faults included. What arrives is
read by Python's email package, which knows nothing of how it was written.

    remind_test.py PROGRAM
"""

import email
import email.header
import email.policy
import email.utils
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

from smtp_server import SmtpServer, make_certificate

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "build/release/tertil"
PASSWORD = "ett hemligt lösenord"
ITEMS = 60  # more than one mail lists


class Links(HTMLParser):
    """The addresses and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.links, self.text, self.tags = [], "", set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if tag == "a" and name == "href"]

    def handle_data(self, data):
        self.text += data


class Remind(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = Path(cls.temporary.name)
        cls.certificate = make_certificate(cls.root)
        template = cls.root / "template"
        cls.call(template, "user", "list")  # makes it, with what is shipped
        cls.add_indicators(template, [f"Exempeldata {number}" for number in range(ITEMS - 1)])
        cls.add_indicators(template, ["Exempeldata <b>å & ä</b>\u2028\r\n.\r\nBcc: x@y.example"])
        cls.template = template

    @staticmethod
    def add_indicators(data, names):
        """Indicators without values: each waits for coordinators."""
        store = sqlite3.connect(data / "tertil.db")
        [(plan,)] = store.execute("SELECT DISTINCT id FROM plan LIMIT 1").fetchall()
        for name in names:
            content = {"goal": "g", "name": name, "keyFigure": None, "facts": []}
            store.execute("INSERT INTO plan_item VALUES (?, 'indicator', ?, 1, NULL, 0, ?, 1, 'test', "
                          "'admin', 1)", (plan, f"i{abs(hash(name))}", json.dumps(content)))
        store.commit()
        store.close()

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @staticmethod
    def call(data, *arguments, config=None, given=None):
        environment = {key: value for key, value in os.environ.items()
                       if not key.startswith("TERTIL_")}
        if config:
            arguments += ("--config", str(config))
        return subprocess.run([PROGRAM, *arguments, "--data", str(data), "--lang", "sv"],
                              capture_output=True, text=True, input=given, env=environment,
                              timeout=60)

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(dir=self.root))
        self.data = self.folder / "data"
        shutil.copytree(self.template, self.data)
        self.servers = []

    def tearDown(self):
        for server in self.servers:
            server.close()

    def server(self, **how):
        how = {"user": "tertil", "password": PASSWORD, **how}
        server = SmtpServer(self.certificate, **how)
        self.servers.append(server)
        self.configure(server)
        return server

    def configure(self, server, **more):
        secret = self.folder / "password"
        secret.write_text(PASSWORD + "\n")
        secret.chmod(0o600)
        scheme = "smtps" if server.tls_at_once else "smtp"
        settings = {"server": f"{scheme}://localhost:{server.port}", "from": "tertil@region.example",
                    "from_name": "Klimat & miljö", "reply_to": "klimat@region.example",
                    "public_url": "https://klimat.example.se"}
        if server.user:
            settings |= {"username": server.user, "password_file": str(secret)}
        settings |= more.pop("mail", {})
        self.config = self.folder / "tertil.toml"
        lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
        self.config.write_text(
            f"[mail]\n{lines}timeout_seconds = 1\n[remote]\nca_file = \"{self.certificate[0]}\"\n"
            f"[reminders]\n{more.pop('reminders', '')}\n")

    def person(self, name, address, shown="Åsa Öberg", role="coordinator"):
        secret = self.folder / "login"
        secret.write_text("korrekt häst batteri\n")
        secret.chmod(0o600)
        self.good("user", "add", name, "--role", role, "--name", shown,
                  "--password-file", str(secret))
        if address:
            self.good("user", "set", name, "--email", address)

    def run_program(self, *arguments):
        return self.call(self.data, *arguments, config=getattr(self, "config", None))

    def good(self, *arguments):
        ran = self.run_program(*arguments)
        self.assertEqual(ran.returncode, 0, ran.stderr + ran.stdout)
        return ran

    def remind(self, *more):
        ran = self.run_program("remind", "--json", *more)
        answer = json.loads(ran.stdout)
        return ran.returncode, {one["user"]: one["outcome"] for one in answer["people"]}

    def audited(self, action):
        return [entry for entry in json.loads(self.good("audit", "export", "--json").stdout)
                if entry["action"] == action]

    def letter(self, server, index=0):
        return email.message_from_bytes(server.mails[index][2], policy=email.policy.default)

    def test_a_person_gets_one_mail_that_every_reader_understands(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        self.assertEqual(self.remind(), (0, {"asa": "sent"}))
        [(sender, recipients, raw)] = server.mails
        self.assertEqual((sender, recipients), ("tertil@region.example", ["asa@region.example"]))
        letter = self.letter(server)
        self.assertEqual(letter.defects, [])
        self.assertEqual(letter["From"].addresses[0].display_name, "Klimat & miljö")
        self.assertEqual(letter["To"].addresses[0].display_name, "Åsa Öberg")
        self.assertEqual(letter["To"].addresses[0].addr_spec, "asa@region.example")
        self.assertEqual(letter["Reply-To"], "klimat@region.example")
        self.assertEqual(letter["Auto-Submitted"], "auto-generated")
        self.assertEqual(letter["List-Unsubscribe"], "<https://klimat.example.se/att-gora>")
        self.assertEqual(letter["Content-Language"], "sv")
        self.assertRegex(letter["Message-ID"], r"^<reminder\.[0-9a-f]{32}@region\.example>$")
        away = abs(letter["Date"].datetime - datetime.now(timezone.utc))
        self.assertLess(away, timedelta(minutes=5))
        subject = re.fullmatch(r"Att göra i handlingsplanen: (\d+) saker, (\d+) försenade",
                               letter["Subject"])
        self.assertTrue(subject, letter["Subject"])
        text = letter.get_body(("plain",)).get_content()
        page = Links(letter.get_body(("html",)).get_content())
        self.assertIn("Hej Åsa Öberg", text)
        self.assertIn("Värde saknas 20", text)
        listed = re.findall(r"https://klimat\.example\.se/handlingsplan/\S+", text)
        self.assertEqual(listed, page.links[:-1])
        items, late = int(subject[1]), int(subject[2])
        self.assertGreaterEqual(items, ITEMS)  # the shipped plan waits for people too
        self.assertTrue(0 < late <= items, subject)
        self.assertEqual(len(listed), 50)
        self.assertIn(f"… och {items - 50} till", text)
        self.assertEqual(page.links[-1], "https://klimat.example.se/att-gora")
        self.assertFalse(page.tags & {"script", "img", "form", "iframe"})
        for line in raw.split(b"\r\n"):
            self.assertLessEqual(len(line), 78)
            self.assertTrue(all(byte < 128 for byte in line))
        self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
        for what in (b"Subject", b"From", b"To", b"Date", b"Message-ID", b"MIME-Version"):
            self.assertEqual(len(re.findall(rb"(?m)^" + what + rb":", raw)), 1, what)

    def test_nothing_is_said_in_the_clear_and_the_password_is_nowhere(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        ran = self.run_program("remind")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual([line.split()[0] for encrypted, line in server.commands if not encrypted],
                         ["EHLO", "STARTTLS"])
        self.assertNotIn(PASSWORD, ran.stdout + ran.stderr)
        self.assertNotIn("asa@region.example", ran.stdout + ran.stderr)
        [entry] = self.audited("reminder.send")
        self.assertEqual(entry["object"], "user/asa")
        self.assertRegex(entry["note"], r"^items=\d+$")
        self.assertNotIn("asa@region.example", self.good("audit", "export", "--json").stdout)

    def test_tls_at_once_works_too(self):
        server = self.server(tls_at_once=True)
        self.person("asa", "asa@region.example")
        self.assertEqual(self.remind(), (0, {"asa": "sent"}))
        self.assertEqual(len(server.mails), 1)

    def test_nobody_gets_the_same_twice_in_a_period_and_a_dry_run_sends_nothing(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        self.person("bo", None)
        self.person("cecilia", "cecilia@region.example", role="viewer")
        self.assertEqual(self.remind("--dry-run"), (0, {"asa": "sent", "cecilia": "nothing"}))
        self.assertEqual((server.mails, server.connections), ([], 0))
        self.assertEqual(self.remind()[1]["asa"], "sent")
        self.assertEqual(self.remind(), (0, {"asa": "already", "cecilia": "nothing"}))
        self.assertEqual(len(server.mails), 1)
        self.good("user", "set", "asa", "--email", "")
        self.assertEqual(self.remind(), (0, {"cecilia": "nothing"}))

    def test_two_at_the_same_time_send_one(self):
        server = self.server()
        for number in range(4):
            self.person(f"person{number}", f"person{number}@region.example")
        with ThreadPoolExecutor() as pool:
            outcomes = [done[1] for done in pool.map(lambda _: self.remind(), range(3))]
        self.assertEqual(sorted(mail[1][0] for mail in server.mails),
                         [f"person{number}@region.example" for number in range(4)])
        for number in range(4):
            self.assertEqual(sum(one[f"person{number}"] == "sent" for one in outcomes), 1)
        self.assertEqual(len(self.audited("reminder.send")), 4)

    def test_a_refused_person_does_not_stop_the_others_and_is_not_tried_again(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        self.person("bo", "bo@region.example")
        server.replies_by_recipient["asa@region.example"] = "550 asa@region.example unknown"
        ran = self.run_program("remind")
        self.assertEqual(ran.returncode, 4)
        self.assertIn("550", ran.stdout)
        self.assertNotIn("asa@region.example", ran.stdout + ran.stderr)
        self.assertEqual([mail[1] for mail in server.mails], [["bo@region.example"]])
        server.replies_by_recipient.clear()
        self.assertEqual(self.remind(), (0, {"asa": "already", "bo": "already"}))
        [entry] = self.audited("reminder.refused")
        self.assertIn("reply=550", entry["note"])
        doctor = json.loads(self.run_program("doctor", "--json").stdout)
        [reminders] = [one for one in doctor["checks"] if one["name"] == "reminders"]
        self.assertEqual(reminders["result"], "warning")
        self.assertIn("asa (550)", reminders["remedy"]["sv"])

    def test_what_fails_for_now_is_sent_later_as_the_same_mail(self):
        cases = {"MAIL": "451 later", "RCPT": "450 greylisted", "DATA": "452 full",
                 "END": "drop", "BODY": "drop"}
        server = self.server()
        self.person("asa", "asa@region.example")
        for where, reply in cases.items():
            server.replies = {where: reply}
            self.assertEqual(self.remind(), (4, {"asa": "later"}), where)
        self.assertEqual(self.audited("reminder.send"), [])
        server.replies = {}
        self.assertEqual(self.remind(), (0, {"asa": "sent"}))
        self.assertEqual(len(server.mails), 1)
        self.assertEqual(len(self.audited("reminder.send")), 1)

    def test_a_mail_that_may_have_arrived_is_sent_again_under_the_same_id(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        server.replies = {"TAKEN": "drop"}  # the server has it, but we never hear so
        self.assertEqual(self.remind(), (4, {"asa": "later"}))
        server.replies = {}
        self.assertEqual(self.remind(), (0, {"asa": "sent"}))
        first, second = (self.letter(server, number)["Message-ID"] for number in range(2))
        self.assertEqual(first, second)

    def test_a_server_that_stalls_or_takes_nothing_ends_the_round(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        self.person("bo", "bo@region.example")
        for where, reply in (("GREETING", "421 closing"), ("GREETING", "554 go away"),
                             ("MAIL", "550 not you")):
            server.replies = {where: reply}
            self.assertEqual(self.remind(), (4, {"asa": "unreachable"}), reply)
        server.replies = {"GREETING": "stall"}
        self.assertEqual(self.remind(), (4, {"asa": "unreachable"}))
        server.replies = {}
        self.assertEqual(self.remind(), (0, {"asa": "sent", "bo": "sent"}))

    def test_no_mail_goes_without_encryption_a_known_certificate_and_a_login(self):
        self.person("asa", "asa@region.example")
        plain = self.server(starttls=False)
        self.assertEqual(self.remind(), (4, {"asa": "unreachable"}))
        self.assertFalse(any(line.startswith(("AUTH", "MAIL")) for _, line in plain.commands))
        self.configure(plain, mail={"server": f"smtp://127.0.0.1:{plain.port}"})
        plain.starttls = True  # the certificate is localhost's, not 127.0.0.1's
        self.assertEqual(self.remind(), (4, {"asa": "unreachable"}))
        wrong = self.server(password="another")
        self.assertEqual(self.remind(), (4, {"asa": "unreachable"}))
        self.assertEqual(plain.mails + wrong.mails, [])
        doctor = json.loads(self.run_program("doctor", "--json").stdout)
        [mail] = [one for one in doctor["checks"] if one["name"] == "mail"]
        self.assertEqual(mail["result"], "warning")
        self.assertNotIn(PASSWORD, json.dumps(doctor))

    def test_serve_sends_at_its_time_and_says_so_in_its_log(self):
        server = self.server()
        self.person("asa", "asa@region.example")
        self.person("bo", "bo@region.example")
        server.replies_by_recipient["bo@region.example"] = "550 bo@region.example unknown"
        now = datetime.now(ZoneInfo("Europe/Stockholm"))
        today = now.strftime("%A").lower()
        for weekday, mails in ((now + timedelta(days=3)).strftime("%A").lower(), 0), (today, 1):
            self.configure(server, reminders=f'scheduled = true\nweekday = "{weekday}"\n'
                                             'time = "00:00"\n')
            serving = subprocess.Popen(
                [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--metrics", "", "--data",
                 str(self.data), "--config", str(self.config)],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            lines = []
            for line in serving.stdout:
                lines.append(line)
                if '"msg":"reminder"' in line and '"user":"bo"' in line:
                    break
                if not mails and '"msg":"started"' in line:
                    time.sleep(0.5)
                    break
            serving.terminate()
            rest, _ = serving.communicate(timeout=20)
            log = "".join(lines) + rest
            self.assertEqual(serving.returncode, 0, log)
            self.assertEqual(len(server.mails), mails, log)
        self.assertRegex(log, r'"msg":"reminder","user":"asa","items":[6-9][0-9]')
        self.assertRegex(log, r'"msg":"reminder","user":"bo","outcome":"refused","reply":550')
        self.assertNotIn("@region.example", log)
        self.assertNotIn(PASSWORD, log)

    def test_doctor_signs_in_and_sends_nothing(self):
        server = self.server()
        doctor = json.loads(self.run_program("doctor", "--json").stdout)
        [mail] = [one for one in doctor["checks"] if one["name"] == "mail"]
        self.assertEqual(mail["result"], "ok", mail)
        self.assertEqual(server.mails, [])
        self.assertTrue(any(line.startswith("AUTH") for _, line in server.commands))

    def test_no_name_becomes_a_header(self):
        server = self.server()
        names = ["Eva\r\nBcc: alla@region.example", "\"; DROP <x@y.example>,",
                 "=?UTF-8?B?QmNj?=", "å" * 200, "نص 中文 👩‍💻", "a\\\"b"]
        for number, name in enumerate(names):
            self.person(f"p{number}", f"p{number}@region.example", shown=name)
        self.assertEqual(set(self.remind()[1].values()), {"sent"})
        self.assertEqual(len(server.mails), len(names))
        for number, name in enumerate(names):
            self.assertEqual(server.mails[number][1], [f"p{number}@region.example"])
            letter = self.letter(server, number)
            self.assertEqual(len(letter["To"].addresses), 1, name)
            self.assertEqual(letter["To"].addresses[0].addr_spec, f"p{number}@region.example")
            self.assertNotIn("Bcc", letter)
            shown = letter["To"].addresses[0].display_name
            if not name.isascii():  # the newer parser leaves blanks between words (RFC 2047 §6.2)
                old = email.message_from_bytes(server.mails[number][2])
                shown = email.header.decode_header(old["To"])[0][0].decode()
            self.assertEqual(shown, re.sub(r"[\r\n]", " ", name))

    def test_an_address_that_is_none_is_refused(self):
        self.person("asa", None)
        for wrong in ("asa", "asa@", "@region.example", "a b@region.example",
                      "asa@region.example\r\nBcc: x@y.example", "asa@region.example,b@c.example",
                      "<asa@region.example>", "åsa@region.example", "asa@-region.example"):
            self.assertEqual(self.run_program("user", "set", "asa", "--email", wrong).returncode, 2,
                             wrong)

    def test_a_configuration_that_would_send_in_the_clear_does_not_start(self):
        server = self.server()
        for change, words in (({"starttls": "never", "server": "smtp://mail.example.se"}, "never"),
                              ({"server": "https://mail.example.se"}, "smtps://"),
                              ({"from": "inte en adress"}, "mail.from"),
                              ({"password_file": ""}, "mail.password_file"),
                              ({"public_url": ""}, "mail.public_url")):
            self.configure(server, mail=change)
            ran = self.run_program("remind")
            self.assertEqual(ran.returncode, 1, change)
            self.assertIn(words, ran.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
