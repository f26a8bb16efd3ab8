"""What each edition says: pure, as plain JSON values, from the fold, the findings, the score and the orders.

The inspection report is for the file and the supervisor; the notice is for the employer. Neither names a worker, a
time or an order of interviews. What the notice may not hold is never put into its content, so no template can leak it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inspect_app.domain.checklist.model import Checklist
from inspect_app.domain.findings import Contravention, Finding, Findings, Frameworks, share
from inspect_app.domain.inspection import Inspection
from inspect_app.domain.order import Order
from inspect_app.domain.people import Appointment
from inspect_app.domain.register import Employer, Site
from inspect_app.domain.risk import Score, words
from inspect_app.domain.visit import Member, Visit

Content = dict[str, Any]
KINDS = ("inspection", "notice")
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Review:
    """Where and until when an order under an Act can be reviewed; `waits`: whether complying waits for the answer."""

    act: str
    body: Mapping[str, str]
    form: Mapping[str, str]
    days: int
    waits: bool
    post: bool


@dataclass(frozen=True)
class Material:
    """Everything an edition may draw on. `notes` maps a blob hash to its text; struck blobs are absent.

    `recorded`: (item, citation) -> the basis that a supervisor recorded besides what workers told.
    `voice`: (question, band) of the newest k = 10 snapshot. `asks`: item id -> its words.
    """

    employer: Employer
    site: Site
    visit: Visit
    team: Sequence[Member]
    appointments: Sequence[Appointment]
    inspection: Inspection
    checklists: Mapping[tuple[str, int], Checklist]
    findings: Findings
    frameworks: Frameworks
    score: Score | None
    orders: Sequence[Order]
    voice: Sequence[tuple[Mapping[str, str], str]]
    notes: Mapping[str, str]
    reviews: Sequence[Review]
    recorded: Mapping[tuple[str, str], str]


def number(chance: str) -> str:
    """An issue number like "K7F3-9QXM" from at least ten random hex characters: it says nothing of order or amount."""
    value = int(chance, 16)
    letters = "".join(_ALPHABET[value >> shift & 31] for shift in range(0, 40, 5))
    return f"{letters[:4]}-{letters[4:]}"


def file_name(kind: str, day: date) -> str:
    """Edition and day only: a file's name travels further than the file."""
    return f"{kind}-{day.isoformat()}.pdf"


def compose(kind: str, material: Material, language: str, day: date) -> Content:
    """The content of one edition in one language, as JSON values; names ending in `_on` hold ISO days."""
    return {"inspection": _inspection, "notice": _notice}[kind](material, language, day)


def revive(value: Any) -> Any:
    """Content as read back from storage, with `_on` values as days again."""
    if isinstance(value, Mapping):
        return {
            name: date.fromisoformat(one) if name.endswith("_on") and isinstance(one, str) else revive(one)
            for name, one in value.items()
        }
    return [revive(one) for one in value] if isinstance(value, list) else value


def _visit(m: Material, language: str) -> Content:
    entry = dict(m.inspection.entry or {})
    day = m.visit.opened_at.date() if m.visit.opened_at else m.visit.planned_for
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
        "act": " ".join(str(entry[key]) for key in ("act", "section") if entry.get(key)),
        "outcome": str(entry.get("outcome", "")),
        "minutes": entry.get("minutes"),
        "identified": bool(entry.get("identified")),
        "representative": entry.get("representative"),
        "dwelling": dict(m.inspection.dwelling or {}).get("by"),
    }


def _inspection(m: Material, language: str, day: date) -> Content:
    arrived = dict(m.inspection.arrived or {})
    since = m.inspection.kind_since
    return {
        **_visit(m, language),
        "made_on": day.isoformat(),
        "since_on": datetime.fromisoformat(since).date().isoformat() if since else None,
        "distance": arrived.get("distance_m"),
        "announced": m.visit.announced,
        "interviews": _met(len(m.inspection.cases)),
        "cards": sum(int(one.get("n", 0)) for one in m.inspection.cards),
        "urgent": [words.URGENT[one][language] for one in m.findings.urgent],
        "ilo": [_ilo(row, m.frameworks, language) for row in m.findings.ilo],
        "delphi": _delphi(m, language),
        "findings": _findings(m, language),
        "not_assessed": [_asked(m, key, item, language) for key, item in m.findings.not_assessed],
        "contraventions": [_contravention(one, m, language) for one in m.findings.contraventions],
        "orders": [_order(one, m, language) for one in m.orders],
        "score": _score(m, language),
        "voice": [{"ask": ask[language], "band": band} for ask, band in m.voice],
        "evidence": _evidence(m),
        "checklists": [
            {"title": one.title[language], "key": one.key, "n": one.n} for one in m.checklists.values()
        ],
        **_closing(m),
    }


def _notice(m: Material, language: str, day: date) -> Content:
    named = [one for one in m.findings.contraventions if not one.only_told or (one.item, one.law.cite) in m.recorded]
    return {
        **_visit(m, language),
        "made_on": day.isoformat(),
        # Several items may rest on one rule; the employer reads each rule once.
        "contraventions": list({one.law.cite: _rule(one, language) for one in named}.values()),
        "orders": [_order(one, m, language) for one in m.orders],
        **_closing(m),
    }


def _closing(m: Material) -> Content:
    return {
        "reply": m.notes.get(m.inspection.reply or ""),
        "signatures": [
            {"role": one["role"], "outcome": one["outcome"], "name": one.get("name")} for one in m.inspection.signatures
        ],
    }


def _met(n: int) -> Content:
    """How many person cases, as it may be said: under five only "interviews"."""
    return {"any": n > 0, "count": n if n >= 5 else None}


def _ilo(row: Any, frameworks: Frameworks, language: str) -> Content:
    provisions = {one.item: one for one in frameworks.conditions}
    return {
        "n": row.n,
        "name": row.name[language],
        "state": row.state,
        "bases": list(row.bases),
        "conditions": [provisions[item].label[language] for item in row.irpr_items if item in provisions],
    }


def _delphi(m: Material, language: str) -> Content:
    cases, of = m.findings.cases, len(m.findings.cases)
    rows = []
    for dimension in m.frameworks.delphi.dimensions:
        outcomes = [one for case in cases for one in case.outcomes if one.dimension == dimension.id]
        met = sum(one.positive for one in outcomes)
        asked = sum(one.assessed > 0 for one in outcomes)
        state = "positive" if met else "negative" if asked else "not_assessed"
        rows.append({"name": dimension.name[language], "state": state, "share": share(met, of) if met else ""})
    # Classes of single cases would tell cases apart, so they are shown from five on, and then as a set.
    classes = {case.overall for case in cases} if of >= 5 else set()
    return {
        "rows": rows,
        "classes": sorted(m.frameworks.delphi.policy.classes[one][language] for one in classes),
        "policy": m.frameworks.delphi.policy.name,
        "unknown_age": any(not case.age_known for case in cases),
        "children": any(case.which == "children" for case in cases),
    }


def _findings(m: Material, language: str) -> list[Content]:
    """Present items, each once: what came only from person cases shows no note and no picture."""
    merged: dict[tuple[str, str], list[Finding]] = {}
    for one in m.findings.present:
        merged.setdefault((one.checklist, one.item), []).append(one)
    rows = []
    for (key, item), group in merged.items():
        site = [one for one in group if one.case is None]
        rows.append({
            "ask": group[0].ask[language],
            "section": _section(m, key, group[0].n, item, language),
            "bases": sorted({basis for one in group for basis in one.bases}),
            "severity": max(one.severity for one in group),
            "stop_work": any(one.stop_work for one in group),
            "differs": any(one.differs for one in group),
            "notes": [m.notes[note] for one in site for note in one.notes if note in m.notes],
            "photos": [f"P{n}" for n, photo in _photos(m) for one in site if photo.sha256 in one.photos],
        })  # fmt: skip
    return sorted(rows, key=lambda row: (-row["severity"], row["section"], row["ask"]))


def _section(m: Material, key: str, n: int, item: str, language: str) -> str:
    checklist = m.checklists[key, n]
    return next(section.title[language] for section, one in checklist.items() if one.id == item)


def _asked(m: Material, key: str, item: str, language: str) -> str:
    found = (one.ask[language] for (k, _), checklist in m.checklists.items() if k == key
             for _, one in checklist.items() if one.id == item)  # fmt: skip
    return next(found, item)


def _rule(one: Contravention, language: str) -> Content:
    law = one.law
    return {
        "cite": law.cite,
        "title": law.title[language] if law.title else "",
        "says": law.says[language] if law.says else "",
        "jurisdiction": law.jurisdiction,
    }


def _contravention(one: Contravention, m: Material, language: str) -> Content:
    recorded = m.recorded.get((one.item, one.law.cite))
    return {
        **_rule(one, language),
        "item": one.item,
        "bases": list(one.bases),
        "standard": one.standard,
        "only_told": one.only_told and recorded is None,
        "recorded": recorded,
    }


def _order(order: Order, m: Material, language: str) -> Content:
    review = next((one for one in m.reviews if one.act in (order.act + " " + order.citation)), None)
    issued = order.issued_at.date()
    return {
        "citation": order.citation,
        "text": order.text(language),
        "due_on": order.due_on.isoformat(),
        "issued_on": issued.isoformat(),
        "stop_work": order.stop_work,
        "review": None if review is None else {
            "body": review.body[language],
            "form": review.form[language],
            "last_on": (issued + timedelta(days=review.days)).isoformat(),
            "waits": review.waits,
            "post": review.post,
        },
    }  # fmt: skip


def _score(m: Material, language: str) -> Content | None:
    if m.score is None:
        return None
    ilo = {one.n: one.name for one in m.frameworks.ilo}
    score = m.score

    def said(reason: Any) -> str:
        return words.sentence(reason, language, date.isoformat, ilo)

    return {
        "points": round(score.points),
        "low": round(score.low),
        "high": round(score.high),
        "evidence": words.EVIDENCE[score.evidence][language],
        "insufficient": words.INSUFFICIENT[language] if score.baseline_only else None,
        "not_calibrated": words.NOT_CALIBRATED[language],
        "terms": [
            {
                "name": words.TERMS[term.name][language],
                "points": words.signed(term.points, language),
                "reasons": [said(one) for one in term.reasons],
            }
            for term in score.terms
        ],
        "not_assessed": [said(one) for one in score.not_assessed],
        "would_change": [said(one) for one in score.would_change],
        "model": score.model,
        "as_of_on": score.as_of.isoformat(),
        "inputs_hash": score.inputs_hash,
        "weights_hash": score.weights_hash,
    }


def _photos(m: Material) -> list[tuple[int, Any]]:
    """Pictures of the site with their numbers; those taken within a person case are not listed."""
    cases = {case.id for case in m.inspection.cases}
    return list(enumerate((p for p in m.inspection.photos if (p.row or "").split("/")[0] not in cases), 1))


def _evidence(m: Material) -> list[Content]:
    # An item marked `picture` may show people: its pictures are listed by hash and not printed.
    hidden = {item.id for one in m.checklists.values() for _, item in one.items() if item.pii != "none"}
    return [
        {
            "name": f"P{n}",
            "sha256": photo.sha256,
            "size": photo.size,
            "type": photo.media_type,
            "item": photo.item,
            "caption": m.notes.get(photo.caption or ""),
            "shown": photo.item not in hidden,
        }
        for n, photo in _photos(m)
    ]
