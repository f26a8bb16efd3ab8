"""Every address and field of the desk, with what nobody should send: an answer in words, never a fault of ours."""

import random
import re
import urllib.parse
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import Client

from inspect_app import checkin_app, opener, web
from inspect_app.adapters.system import failure_log
from inspect_app.domain.staff.permissions import ROLES, Role, may
from inspect_app.settings import Settings
from inspect_app.store import connect
from inspect_app.store.instance import open_instance
from tests import full_visit, people, points
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, rows

# As bytes of a form: some of them are no text at all.
STRANGE = [
    b"",
    b" ",
    b"0",
    b"-1",
    b"9" * 25,
    b"-" + b"9" * 19,
    b"1e999",
    b"nan",
    b"0x10",
    "١٢٣".encode(),
    b"\0",
    b"a\0b",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    "שלום\u202eדוגמה".encode(),
    "नमस्ते ਪੰਜਾਬੀ".encode(),
    "\U0001f600".encode() * 60,
    b"x" * 400,
    b"x" * 70_000,
    b"2026-02-30",
    b"0001-01-01",
    b"9999-12-31",
    b"0000-00-00",
    b"0001-01-01T00:00",
    b"9999-12-31T23:59",
    b"2026-11-30T25:61",
    b"' or 1=1 --",
    b"{{7*7}}",
    b"%s%n{x}",
    b"../../etc/passwd",
    b"[]",
    b'{"a": {"b": [1]}}',
    b"\r\nX-Y: z",
    b"1" * 32,
    b"g" * 32,
    b"\\",
    b"<script>",
    b"2026-11-31",
    b"12:00",
]
# What a view reads of its query, in any of them.
QUERY = (
    "from",
    "page",
    "before",
    "who",
    "about",
    "q",
    "state",
    "which",
    "visit",
    "employer",
    "found",
    "in",
    "key",
    "next",
    "have",
    "size",
    "saved",
    "held",
    "kind",
    "sealed",
)
# Signing out would end the walk; a password costs a second each time and has tests of its own.
LEFT_OUT = {"sign_in.leave", "password.change"}
# Requests in all: what `make test` can wait for, and what a long run asks.
SOME, MANY = 700, 20_000


class Forms(HTMLParser):
    """The forms of a page: (address, {field: value that would be sent})."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((held.get("action", ""), {}))
        elif self.found and tag in ("input", "textarea", "select") and held.get("name"):
            self.found[-1][1].setdefault(held["name"], held.get("value", ""))
            self._select = held["name"] if tag == "select" else ""
        elif self.found and tag == "option" and self._select and held.get("value"):
            self.found[-1][1][self._select] = held["value"]


class Walk:
    """Signed-in people of every role, the ids of things that are there, and every fault that was met."""

    def __init__(self, app: Flask, ids: dict[str, str], chance: random.Random) -> None:
        self.app, self.ids, self.chance = app, ids, chance
        self.people = {role: Browser(app, role).client for role in ROLES}
        self.tokens = {role: _token(client) for role, client in self.people.items()}
        self.faults: list[str] = []
        self.sent = 0

    def who(self, rule: Rule) -> Role:
        """A role that may use the view, so that the request gets past its door."""
        door: Any = getattr(self.app.view_functions[rule.endpoint], "door", "public")
        return next(role for role in ROLES if door == "public" or may(role, door))

    def strange(self) -> bytes:
        return self.chance.choice(STRANGE)

    def address(self, rule: Rule, *, spoil: bool) -> str:
        """A real address of the rule; `spoil`: with something strange for one of its parts."""
        names = sorted(rule.arguments)
        at = self.chance.choice(names) if spoil and names else None
        made = rule.rule
        for name in names:
            held = self.strange()[:300] if name == at else self.ids.get(name, "0" * 32).encode()
            made = re.sub(rf"<(\w+:)?{name}>", urllib.parse.quote(held, safe=""), made)
        return made

    def send(self, method: str, rule: Rule, address: str, fields: dict[str, bytes]) -> str:
        """Sends it; the text of the answer. A fault is noted with what it was."""
        self.sent += 1
        role = self.who(rule)
        if method != "GET":
            fields = {**fields, "csrf_token": self.tokens[role].encode()}
        body = urllib.parse.urlencode(fields)
        head: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
        target = f"{address}?{body}" if method == "GET" and body else address
        data = {} if method == "GET" else {"data": body, **head}
        answer = self.people[role].open(target, method=method, **data)
        # A paper or a picture holds no form.
        text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        if answer.status_code >= 500:
            spoiled = {name: value[:40] for name, value in fields.items()}
            self.faults.append(f"{method} {address[:120]} {spoiled}: {answer.status_code} {self.app.config['LAST']}")
        return text


@pytest.fixture
def walk(both_engines: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    app = web.create_app(both_engines.web())
    app.config.update(CLOCK=lambda: NOW, LAST="")
    monkeypatch.setattr(failure_log, "report", lambda error, _who: app.config.update(LAST=_where(error)) or "A" * 9)
    spotcheck = people.Instance(
        both_engines, connect(both_engines.database_url), connect(both_engines.checkin_database_url, private=True)
    )
    full_visit.closed(app, spotcheck.database, NOW)
    points.issue(spotcheck, "9" * 32, 16, [both_engines.keys("web")], visit=VISIT)
    officer = Browser(app, "officer")
    edition = {"visit": VISIT, "kind": "inspection", "language": "en"}
    officer.post("/desk/reports", edition, start=f"/desk/reports?visit={VISIT}", status=302)
    ids = {
        "visit_id": VISIT,
        "employer_id": "1" * 32,
        "site_id": "2" * 32,
        "point_id": "9" * 32,
        "run_id": "7" * 32,
        "subject_id": "1" * 32,
        "kind": "employer",
        "field": "name",
        "code": "fr",
        "start": "0",
    }
    for name, table in (("order_id", "orders"), ("report_id", "reports"), ("device_id", "devices")):
        ids[name] = str((rows(spotcheck.database, f"select id from {table}") or [("0" * 32,)])[0][0])
    [(ids["name"],), *_] = rows(spotcheck.database, "select hash from blobs where kind = 'photo'") or [("0" * 64,)]
    ids["hash"] = ids["name"]
    yield Walk(app, ids, random.Random(20261130))
    spotcheck.database.close()
    spotcheck.checkin_database.close()
    app.config["DATABASE"].close()
    app.config["CHECKIN_DATABASE"].close()


def _token(client: Client) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/desk/").get_data(as_text=True))
    assert found
    return found.group(1)


def _where(error: BaseException) -> str:
    return " | ".join(line.strip() for line in failure_log.describe(error).splitlines() if "inspect_app" in line)[-400:]


def walked(walk: Walk, most: int) -> None:
    """Asks every page, then sends every form found on one with one field spoiled, then every view fields at random."""
    rules = [rule for rule in walk.app.url_map.iter_rules() if rule.endpoint not in LEFT_OUT | {"static"}]
    reads = [rule for rule in rules if "GET" in (rule.methods or ())]
    writes = [rule for rule in rules if (rule.methods or set()) & {"POST", "PUT"}]
    forms: list[tuple[str, dict[str, str]]] = []
    for rule in reads:
        address = walk.address(rule, spoil=False)
        for action, fields in Forms(walk.send("GET", rule, address, {})).found:
            forms.append((action or address, fields))
    names = sorted({name for _, fields in forms for name in fields})
    by_address = {walk.address(rule, spoil=False): rule for rule in writes}
    while walk.sent < most:
        for rule in reads:
            asked = {name: walk.strange() for name in walk.chance.sample(QUERY, 3)}
            walk.send("GET", rule, walk.address(rule, spoil=walk.chance.random() < 0.6), asked)
        for action, fields in forms:
            post = by_address.get(action)
            if post is not None and fields:
                sent = {name: value.encode() for name, value in fields.items()}
                sent[walk.chance.choice(sorted(sent))] = walk.strange()
                walk.send("POST", post, action, sent)
        for rule in writes:
            method = "POST" if "POST" in (rule.methods or ()) else "PUT"
            sent = {name: walk.strange() for name in walk.chance.sample(names, 12)}
            walk.send(method, rule, walk.address(rule, spoil=walk.chance.random() < 0.3), sent)


def test_nothing_strange_in_any_address_or_field_is_a_fault_of_ours(walk: Walk) -> None:
    most = SOME if walk.app.config["DATABASE"].is_sqlite else SOME // 2
    walked(walk, most)
    assert walk.sent >= most and walk.faults == []


def test_nothing_strange_in_any_field_of_the_workers_page_is_a_fault_of_ours(both_engines: Settings) -> None:
    spotcheck = open_instance(both_engines)
    opener.tick(spotcheck, NOW)
    code = points.issue(spotcheck, "9" * 32, 16, [both_engines.keys("checkin")])[0]
    page = checkin_app.create_app(both_engines.checkin())
    page.config["CLOCK"] = lambda: NOW
    whole = {"code": code.encode(), "set": b"worker-check-in/1", "lang": b"en", "papers": b"i_keep", "box": b""}
    # Each field meets a third of them, and its neighbours the others: every answer makes a whole document.
    for at, name in enumerate((*whole, "tap", "read", "a\0b")):
        for strange in STRANGE[at % 3 :: 3]:
            body = urllib.parse.urlencode({**whole, name: strange})
            head = {"content_type": "application/x-www-form-urlencoded"}
            answer = page.test_client().post("/in.en", data=body, **head)
            assert answer.status_code in (200, 413), (name, strange[:40])
    for strange in STRANGE[::3]:
        for where in ("/in.", "/check-in.", "/handset/", "/"):
            address = where + urllib.parse.quote(strange[:300], safe="")
            assert page.test_client().get(address).status_code in (200, 308), address
    spotcheck.close()
    page.config["DATABASE"].close()


@pytest.mark.long
@pytest.mark.slow
def test_nothing_strange_in_a_long_walk_is_a_fault_of_ours(walk: Walk) -> None:
    walked(walk, MANY)
    assert walk.faults == []
