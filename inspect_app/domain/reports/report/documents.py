"""What an edition says of papers, samples, spoken orders, the warrant and the caution."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from inspect_app.domain.reports.report.material import Material

Content = dict[str, Any]
SAMPLE = ("what", "seal", "split", "why")


def papers(m: Material) -> Content:
    """Everything as the tablet recorded it: `_on` names hold ISO days at the place, `_at` moments."""
    told = m.inspection.papers
    return {
        "demands": [{"what": one["what"], "act": one["act"], "due_on": one["due_on"]} for one in told["demands"]],
        "receipts": [_receipt(one, m) for one in told["receipts"]],
        "samples": [{name: one.get(name) or "" for name in SAMPLE} for one in told["samples"]],
        "warrant": _named(told["warrant"], "number", "issued_by", "issued_on"),
        "cautions": [
            {"whom": one["whom"], "language": one["language"], "given_at": one["at"]} for one in told["cautions"]
        ],
        "stops": [_stop(one) for one in told["stops"]],
        "sleep": [one["sleep"] for one in m.inspection.orders if one.get("sleep")],
    }


def _receipt(one: Mapping[str, Any], m: Material) -> Content:
    return {
        "number": one["receipt"],
        "how": one["how"],
        "what": one["what"],
        "pages": one["pages"],
        "return_on": one["return_on"],
        "taken_on": _day(one["at"], m),
        "moves": [{"move": each["move"], "who": each["who"], "done_on": _day(each["at"], m)} for each in one["moves"]],
    }


def _stop(one: Mapping[str, Any]) -> Content:
    lifted = one["lifted"]
    return {
        "what": one["what"],
        "whom": one["whom"],
        "act": one["act"],
        "posted": one["posted"],
        "said_at": one["at"],
        "lifted": None if lifted is None else {"by": lifted["by"], "lifted_at": lifted["at"]},
    }


def _named(value: Mapping[str, Any] | None, *names: str) -> Content | None:
    return None if value is None else {name: value[name] for name in names}


def _day(moment: str, m: Material) -> str:
    return m.day(datetime.fromisoformat(moment)).isoformat()
