"""The chain: what it notices and what it forgives."""

from dataclasses import replace
from datetime import UTC, datetime

from inspect_app.domain.staff import audit_log as audit_log_rules
from inspect_app.domain.staff.audit_log import Entry, Link


def chained(count: int) -> tuple[list[Link], dict[int, Entry]]:
    links: list[Link] = []
    entries = {}
    prev = audit_log_rules.START
    for seq in range(1, count + 1):
        entry = Entry(seq, f"{seq:032x}", datetime(2026, 1, seq, tzinfo=UTC), "look", "s", "a", "employer", "e", {})
        links.append(audit_log_rules.chain(seq, prev, audit_log_rules.content_hash(entry)))
        prev, entries[seq] = links[-1].hash, entry
    return links, entries


def test_an_untouched_chain_holds() -> None:
    assert audit_log_rules.broken(*chained(4)) == []


def test_a_deleted_entry_leaves_the_chain_whole() -> None:
    links, entries = chained(4)
    del entries[2]
    assert audit_log_rules.broken(links, entries) == []


def test_a_changed_entry_is_named() -> None:
    links, entries = chained(4)
    entries[3] = replace(entries[3], who="someone else")
    assert audit_log_rules.broken(links, entries) == ["the entry of step 3 was changed after it was written"]


def test_a_removed_step_is_noticed() -> None:
    links, entries = chained(4)
    found = audit_log_rules.broken([links[0], links[2], links[3]], entries)
    assert "step 2 is missing" in found


def test_a_rewritten_step_is_noticed() -> None:
    links, entries = chained(4)
    links[1] = replace(links[1], content_hash="0" * 64)
    assert any("step 2 does not follow" in sentence for sentence in audit_log_rules.broken(links, entries))
