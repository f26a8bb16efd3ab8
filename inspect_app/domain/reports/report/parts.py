"""The parts of an edition, each a small function from the material to plain JSON values."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from inspect_app.domain.fieldwork.asked import Asked, asked
from inspect_app.domain.fieldwork.findings import STANDARDS, Contravention, Finding, Frameworks, share
from inspect_app.domain.reports.report.material import Material
from inspect_app.domain.risk import words
from inspect_app.domain.visits.orders import Order

Content = dict[str, Any]
# Whose law this inspectorate makes orders under; another province sets its own.
OWN = "ON"
# How much of each list the first page holds; measured with the longest names and both papers (tests/web).
GRAVEST, CITES, NAMES, ORDERS = 3, 4, 5, 3


def met(n: int) -> Content:
    """How many person cases, as it may be said: under five only "interviews"."""
    return {"any": n > 0, "count": n if n >= 5 else None}


def ilo(row: Any, frameworks: Frameworks, language: str) -> Content:
    provisions = {one.item: one for one in frameworks.conditions}
    return {
        "n": row.n,
        "name": row.name[language],
        "state": row.state,
        "bases": list(row.bases),
        "asked": row.asked,
        "judged": row.judged,
        "conditions": [provisions[item].label[language] for item in row.irpr_items if item in provisions],
    }


def delphi(m: Material, language: str) -> Content:
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


def findings(m: Material, language: str) -> list[Content]:
    """Present items, each once: what came only from person cases shows no note and no picture."""
    merged: dict[tuple[str, str], list[Finding]] = {}
    for one in m.findings.present:
        merged.setdefault((one.checklist, one.item), []).append(one)
    rows = []
    for (key, item), group in merged.items():
        site = [one for one in group if one.case is None]
        rows.append(
            {
                "ask": group[0].ask[language],
                "section": section(m, key, group[0].n, item, language),
                "bases": sorted({basis for one in group for basis in one.bases}),
                "severity": max(one.severity for one in group),
                "stop_work": any(one.stop_work for one in group),
                "differs": any(one.differs for one in group),
                "notes": [m.notes[note] for one in site for note in one.notes if note in m.notes],
                "photos": [f"P{n}" for n, photo in photos(m) for one in site if photo.sha256 in one.photos],
            }
        )
    return sorted(rows, key=lambda row: (-row["severity"], row["section"], row["ask"]))


def section(m: Material, key: str, n: int, item: str, language: str) -> str:
    checklist = m.checklists[key, n]
    return next(section.title[language] for section, one in checklist.items() if one.id == item)


def short(text: str, most: int) -> str:
    """A text cut at a word to at most `most` characters, with an ellipsis when something was left out."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def left_open(m: Material, language: str) -> list[Content]:
    """What was not assessed, section by section; a section with nothing judged is named once, not item by item."""
    open_items, shown = set(m.findings.not_assessed), asked(m.inspection, m.checklists)
    sections: dict[tuple[str, str], dict[str, Asked]] = {}
    for one in shown:
        if one.case is None and one.item.pii != "status":
            sections.setdefault((one.checklist, one.section.id), {})[one.item.id] = one
    rows = []
    for (key, _), every in sections.items():
        left = [one for item, one in every.items() if (key, item) in open_items]
        if left:
            rows.append(
                {
                    "section": left[0].section.title[language],
                    "n": len(left),
                    "whole": len(left) == len(every) > 3,
                    "items": [one.item.ask[language] for one in left],
                }
            )
    return rows


def first_page(rows: list[Content], rules: list[Content], signs: list[Content], orders: list[Content]) -> Content:
    """What page one holds of the long lists, so that it stays one page: the gravest, shortened, and how many more."""
    return {
        "gravest": [short(one["ask"], 64) for one in rows[:GRAVEST]],
        "more_findings": len(rows[GRAVEST:]),
        "signs": [one["name"] for one in signs[:NAMES]],
        "more_signs": len(signs[NAMES:]),
        "rules": [short(one["cite"], 40) for one in rules[:CITES]],
        "more_rules": len(rules[CITES:]),
        "standard": max((one["standard"] for one in rules), key=STANDARDS.index, default=None),
        "orders": [{**one, "text": short(one["text"], 64)} for one in orders[:ORDERS]],
        "more_orders": len(orders[ORDERS:]),
    }


def rule(one: Contravention, language: str) -> Content:
    law = one.law
    return {
        "cite": law.cite,
        "title": law.title[language] if law.title else "",
        "says": law.says[language] if law.says else "",
        "jurisdiction": law.jurisdiction,
    }


def contraventions(m: Material, language: str) -> list[Content]:
    """Each rule once, whatever number of items touch it, with all bases and the strongest standard they carry."""
    rules: dict[str, list[Contravention]] = {}
    for one in m.findings.contraventions:
        rules.setdefault(one.law.cite, []).append(one)
    return [
        {
            **rule(group[0], language),
            "bases": sorted({basis for one in group for basis in one.bases}),
            "standard": max((one.standard for one in group), key=STANDARDS.index),
            "on_notice": any(on_notice(one, m) for one in group),
            "recorded": sorted({m.recorded[place] for one in group if (place := (one.item, cite)) in m.recorded}),
        }
        for cite, group in rules.items()
    ]


def on_notice(one: Contravention, m: Material) -> bool:
    """A rule of our own law, known from more than workers: federal rules go to those who decide on them."""
    return one.law.jurisdiction == OWN and (not one.only_told or (one.item, one.law.cite) in m.recorded)


def only_told(contraventions: Sequence[Contravention]) -> list[Contravention]:
    """One line for each rule of our own law that a notice leaves out because nothing but workers' words shows it."""
    ours = [one for one in contraventions if one.law.jurisdiction == OWN]
    known = {one.law.cite for one in ours if not one.only_told}
    return list({one.law.cite: one for one in ours if one.law.cite not in known}.values())


def order(order: Order, m: Material, language: str) -> Content:
    review = next((one for one in m.reviews if one.act in (order.act + " " + order.citation)), None)
    issued = m.day(order.issued_at)
    return {
        "citation": order.citation,
        "text": order.text(language),
        "due_on": order.due_on.isoformat(),
        "issued_on": issued.isoformat(),
        "stop_work": order.stop_work,
        "review": None
        if review is None
        else {
            "body": review.body[language],
            "form": review.form[language],
            "last_on": (issued + timedelta(days=review.days)).isoformat(),
            "waits": review.waits,
            "post": review.post,
        },
    }


def score(m: Material, language: str) -> Content | None:
    if m.score is None:
        return None
    ilo = {one.n: one.name for one in m.frameworks.ilo}
    score = m.score

    def said(reason: Any) -> str:
        return words.sentence(reason, language, lambda day: words.long_day(day, language), ilo)

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


def photos(m: Material) -> list[tuple[int, Any]]:
    """Pictures of the site with their numbers; those taken within a person case are not listed."""
    cases = {case.id for case in m.inspection.cases}
    return list(enumerate((p for p in m.inspection.photos if (p.row or "").split("/")[0] not in cases), 1))


def evidence(m: Material, language: str) -> list[Content]:
    # An item marked `picture` may show people: its pictures are listed by hash and not printed.
    items = [item for one in m.checklists.values() for _, item in one.items()]
    hidden = {item.id for item in items if item.pii != "none"}
    about = {item.id: item.ask[language] for item in items if item.id not in hidden}
    return [
        {
            "name": f"P{n}",
            "sha256": photo.sha256,
            "size": photo.size,
            "about": about.get(photo.item or "", ""),
            "caption": m.notes.get(photo.caption or ""),
            "taken_at": photo.at,
            "shown": photo.item not in hidden,
        }
        for n, photo in photos(m)
    ]
