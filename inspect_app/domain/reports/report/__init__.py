"""What each edition says: pure, as plain JSON values, from the fold, the findings, the score and the orders.

The inspection report is for the file and the supervisor; the notice is for the employer. Neither names a worker, a
time or an order of interviews. What the notice may not hold is never put into its content, so no template can leak it.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from inspect_app.domain.fieldwork.asked import used
from inspect_app.domain.reports.report import parts
from inspect_app.domain.reports.report.answers import answers
from inspect_app.domain.reports.report.documents import papers
from inspect_app.domain.reports.report.material import Material, Review
from inspect_app.domain.reports.report.parts import Content
from inspect_app.domain.reports.report.redaction import holds, without
from inspect_app.domain.risk import words

__all__ = ["KINDS", "Content", "Material", "Review", "compose", "file_name", "holds", "number", "revive", "without"]

KINDS = ("inspection", "notice")
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def number(chance: str) -> str:
    """An issue number like "K7F3-9QXM" from at least ten random hex characters: it says nothing of order or amount."""
    value = int(chance, 16)
    letters = "".join(_ALPHABET[value >> shift & 31] for shift in range(0, 40, 5))
    return f"{letters[:4]}-{letters[4:]}"


def file_name(kind: str, day: date) -> str:
    """Edition and day only: a file's name travels further than the file."""
    return f"{kind}-{day.isoformat()}.pdf"


def compose(kind: str, material: Material, language: str, day: date) -> Content:
    """The content of one edition in one language, as JSON values: `_on` names hold ISO days, `_at` ISO moments."""
    return {"inspection": _inspection, "notice": _notice}[kind](material, language, day)


def revive(value: Any) -> Any:
    """Content as read back from storage, with `_on` values as days and `_at` values as moments again."""
    if isinstance(value, Mapping):
        return {name: _revived(name, one) for name, one in value.items()}
    return [revive(one) for one in value] if isinstance(value, list) else value


def _revived(name: str, value: Any) -> Any:
    if isinstance(value, str) and name.endswith("_on"):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(value, str) and name.endswith("_at") else revive(value)


def _visit(m: Material, language: str) -> Content:
    entry = dict(m.inspection.entry or {})
    day = m.day(m.visit.opened_at) if m.visit.opened_at else m.visit.planned_for
    return {
        "employer": m.employer.name,
        "site": m.site.name,
        "site_kind": m.site.kind,
        "address": ", ".join(part for part in (m.site.address, m.site.city) if part),
        "day_on": day.isoformat(),
        "kind": m.inspection.kind,
        "program": m.inspection.program,
        "team": [{"name": one.name, "part": one.part} for one in m.team],
        "powers": sorted({f"{one.act} ({one.number})" for one in m.appointments}),
        "act": str(entry.get("act") or ""),
        "act_section": re.sub(r"^(ss?|arts?)\.?\s*", "", str(entry.get("section") or "")),
        "outcome": str(entry.get("outcome", "")),
        "minutes": entry.get("minutes"),
        "identified": bool(entry.get("identified")),
        "representative": entry.get("representative"),
        "dwelling": dict(m.inspection.dwelling or {}).get("by"),
    }


def _inspection(m: Material, language: str, day: date) -> Content:
    arrived = dict(m.inspection.arrived or {})
    since = m.inspection.kind_since
    found, rules = parts.findings(m, language), parts.contraventions(m, language)
    ilo = [parts.ilo(row, m.frameworks, language) for row in m.findings.ilo]
    orders = [parts.order(one, m, language) for one in m.orders]
    answered = {one.checklist for one in m.inspection.answers}
    return {
        **_visit(m, language),
        "made_on": day.isoformat(),
        "since_on": m.day(datetime.fromisoformat(since)).isoformat() if since else None,
        "distance": arrived.get("distance_m"),
        "announced": m.visit.announced,
        "interviews": parts.met(len(m.inspection.cases)),
        "cards": sum(int(one.get("n", 0)) for one in m.inspection.cards),
        "urgent": [words.URGENT[one][language] for one in m.findings.urgent],
        "ilo": ilo,
        "delphi": parts.delphi(m, language),
        "first": parts.first_page(found, rules, [one for one in ilo if one["state"] == "present"], orders),
        "findings": found,
        "not_assessed": parts.left_open(m, language),
        "answers": answers(m, language),
        "contraventions": rules,
        "orders": orders,
        "papers": papers(m),
        "score": parts.score(m, language),
        "voice": [{"ask": ask[language], "band": band} for ask, band in m.voice],
        "evidence": parts.evidence(m, language),
        "checklists": [
            {"title": one.title[language], "key": key, "n": n, "answered": key in answered}
            for (key, n), one in used(m.inspection, m.checklists).items()
        ],
        **_closing(m),
    }


def _notice(m: Material, language: str, day: date) -> Content:
    named = [one for one in m.findings.contraventions if parts.on_notice(one, m)]
    return {
        **_visit(m, language),
        "made_on": day.isoformat(),
        # Several items may rest on one rule; the employer reads each rule once.
        "contraventions": list({one.law.cite: parts.rule(one, language) for one in named}.values()),
        "orders": [parts.order(one, m, language) for one in m.orders],
        **_closing(m),
    }


def _closing(m: Material) -> Content:
    return {
        "reply": m.notes.get(m.inspection.reply or ""),
        "signatures": [
            {"role": one["role"], "outcome": one["outcome"], "name": one.get("name")} for one in m.inspection.signatures
        ],
    }
