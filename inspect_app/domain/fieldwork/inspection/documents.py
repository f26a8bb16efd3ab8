"""Documents, samples and stop-work of a visit: the same rule as ``static/tablet/core/events/fold_documents.mjs``."""

from __future__ import annotations

from typing import Any

from inspect_app.domain.fieldwork.inspection.causality import Event

Papers = dict[str, Any]


def no_papers() -> Papers:
    """`demands`, `samples` and `cautions` in their order; `receipts` with their `moves`, `stops` with who `lifted`."""
    return {"demands": [], "receipts": [], "samples": [], "warrant": None, "cautions": [], "stops": []}


def told(papers: Papers, event: Event, said: dict[str, Any]) -> None:
    """Adds one event; a move or lifting of what is not there changes nothing."""
    match event["what"]:
        case "demanded":
            papers["demands"].append(said)
        case "paper":
            papers["receipts"].append({**said, "moves": []})
        case "custody":
            for receipt in [one for one in papers["receipts"] if one["receipt"] == said["receipt"]][-1:]:
                receipt["moves"].append(said)
        case "sampled":
            papers["samples"].append(said)
        case "warrant":
            papers["warrant"] = said
        case "cautioned":
            papers["cautions"].append(said)
        case "stop_work":
            papers["stops"].append({**said, "lifted": None})
        case "stop_lifted":
            for stop in [one for one in papers["stops"] if one["event"] == said["stop"]]:
                stop["lifted"] = said


VERBS = ("demanded", "paper", "custody", "sampled", "warrant", "cautioned", "stop_work", "stop_lifted")
