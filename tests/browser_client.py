"""A strict browser for tests: every page it opens is checked for title, language, headings, labels, ids and headers."""

import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests import people

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """What the checks need of a page; raises on tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in _VOID and self.get_starttag_text() and not str(self.get_starttag_text()).endswith("/>"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        assert self._open[-1] == tag, f"</{tag}> closes <{self._open[-1]}> at {self.getpos()}"
        self._open.pop()


class Browser:
    """Signs in as the invented person of a role (or nobody, for role "") and opens pages."""

    def __init__(self, app: Flask, role: str) -> None:
        self.client = app.test_client()
        self.role = role
        if role:
            self.sign_in(f"{role}@fair-work.example", people.PASSWORD)

    def sign_in(self, email: str, password: str) -> TestResponse:
        return self.post("/sign-in", {"email": email, "password": password}, start="/sign-in")

    def get(self, path: str, status: int = 200, **kwargs: Any) -> str:
        """Opens a page, follows redirects, checks it and returns its text."""
        answer = self.client.get(path, follow_redirects=True, **kwargs)
        text = answer.get_data(as_text=True)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{text[:2000]}"
        if answer.mimetype == "text/html":
            check(text, path, answer)
        answer.close()
        return text

    def post(
        self, path: str, values: dict[str, Any], *, start: str | None = None, status: int | None = None
    ) -> TestResponse:
        """Sends a form as a browser would, with the token of page `start` (default: the page itself)."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(start or path))
        assert found, f"{start or path} has no form to send"
        answer = self.client.post(path, data={**values, "csrf_token": found.group(1)})
        if status is not None:
            assert answer.status_code == status, answer.get_data(as_text=True)[:3000]
        return answer


def check(text: str, path: str, answer: TestResponse) -> None:
    """What must be true of every page."""
    page = Page(text)
    assert re.search(r"<html lang=\"(en|fr)\"", text), f"{path} does not say its language"
    assert re.search(r"<title>[^<]+ – [^<]+</title>", text), f"{path} has no title like “Page – Spotcheck”"
    assert page.tags.count("h1") == 1, f"{path} needs one h1, has {page.tags.count('h1')}"
    doubled = {name for name in page.ids if page.ids.count(name) > 1}
    assert not doubled, f"{path} uses ids twice: {doubled}"
    assert not any("style" in attrs or any(a.startswith("on") for a in attrs) for _, attrs in page.attributes), (
        f"{path} has an inline style or handler, which the content security policy blocks"
    )
    labels = {attrs.get("for") for tag, attrs in page.attributes if tag == "label"}
    for tag, attrs in page.attributes:
        if tag in ("input", "select", "textarea") and attrs.get("type") not in ("hidden", "submit"):
            named = attrs.get("id") in labels or "aria-label" in attrs or "aria-labelledby" in attrs
            assert named, f"{path}: <{tag} name={attrs.get('name')}> has no label"
        if tag == "img":
            assert "alt" in attrs, f"{path} has an image without alt"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy
