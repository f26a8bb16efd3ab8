"""Finding employers by the words of their names and places; the same answers in the same order on both databases.

SQLite asks an FTS5 index, PostgreSQL a GIN index over the same words (both made by the migration). Words typed wrong
are looked up in the table of spellings.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register import spelling
from inspect_app.domain.register.register import Results, SearchHit
from inspect_app.store import rows
from inspect_app.store import schema as t

SIZE = 25
# Candidates are ranked here, not in the database, so their number is bounded: nobody reads a thirteenth page.
_CANDIDATES = 300
_ENOUGH = 5
_CHUNK = 500
_FTS = text(
    "select w.employer_id, w.normal from employer_search s join employer_words w on w.id = s.rowid"
    " where employer_search match :query limit :most"
)
_GIN = text(
    "select employer_id, normal from employer_words"
    " where array_to_tsvector(string_to_array(words, ' ')) @@ cast(:query as tsquery) limit :most"
)
Groups = list[tuple[str, ...]]


def search(tx: Connection, typed: str, page: int = 1, *, size: int = SIZE) -> Results:
    """One page of the employers whose names or places hold every word typed, best first.

    The last word may be unfinished. When that finds few, words within a slip of a known one stand in for it.
    An empty text lists all employers by name.
    """
    key = names_rules.read(_joined(typed[:200])).key
    start = (page - 1) * size
    if not key:
        return _all(tx, page, start, size)
    found = _starting(tx, key)
    words = key.split()[:12]
    corrected: dict[str, None] = {}
    for groups in _attempts(tx, words):
        before = len(found)
        found.update(_holding(tx, groups))
        if len(found) > before:
            corrected.update((other, None) for g, w in zip(groups, words, strict=False) for other in g if other != w)
        if len(found) >= _ENOUGH:
            break
    best = sorted(found, key=lambda one: _rank(found[one], key, words))
    return Results(_shown(tx, best[start : start + size]), page, len(best) > start + size, tuple(corrected))


def refresh(tx: Connection, employer_ids: Iterable[str]) -> None:
    """Writes the words of these employers anew. Every writer of names, places or sites calls it in its transaction."""
    for chunk in _chunks(list(dict.fromkeys(employer_ids))):
        made = _documents(tx, chunk)
        tx.execute(delete(t.employer_words).where(t.employer_words.c.employer_id.in_(chunk)))
        if made:
            tx.execute(t.employer_words.insert(), made)
        _learn(tx, {word for one in made for word in str(one["words"]).split()})


def _joined(typed: str) -> str:
    return re.sub(r"(?<=\d)[-‐–](?=\d)", "", typed)


def _all(tx: Connection, page: int, start: int, size: int) -> Results:
    query = select(t.employer_words.c.employer_id).order_by(t.employer_words.c.normal, t.employer_words.c.employer_id)
    ids = list(tx.execute(query.limit(size + 1).offset(start)).scalars())
    return Results(_shown(tx, ids[:size]), page, len(ids) > size)


def _starting(tx: Connection, key: str) -> dict[str, str]:
    normal = t.employer_words.c.normal
    query = select(t.employer_words.c.employer_id, normal).where(normal >= key, normal < key + "~")
    return {row.employer_id: row.normal for row in tx.execute(query.order_by(normal).limit(_CANDIDATES // 3))}


def _attempts(tx: Connection, words: Sequence[str]) -> Iterator[Groups]:
    """What to ask for in turn: the words as typed, words one slip away, and neighbours written as one word."""
    yield [(word,) for word in words]
    groups = [(word, *_like(tx, word)) for word in words]
    if any(len(group) > 1 for group in groups):
        yield groups
    for at in range(len(words) - 1):
        yield [(word,) for word in [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]]


def _like(tx: Connection, word: str) -> tuple[str, ...]:
    if not spelling.correctable(word):
        return ()
    query = select(t.spellings.c.word).where(t.spellings.c.cut.in_(spelling.cuts(word))).distinct().limit(2000)
    return spelling.nearest(word, set(tx.execute(query).scalars()))


def _holding(tx: Connection, groups: Groups) -> dict[str, str]:
    # Words are letters and digits only (`names.fold`), so they need no escaping in either language.
    last = len(groups) - 1
    if tx.dialect.name == "sqlite":
        parts = [" OR ".join(f'"{w}"{"*" if at == last else ""}' for w in g) for at, g in enumerate(groups)]
        query, statement = " AND ".join(f"({part})" for part in parts), _FTS
    else:
        parts = [" | ".join(f"'{w}'{':*' if at == last else ''}" for w in g) for at, g in enumerate(groups)]
        query, statement = " & ".join(f"({part})" for part in parts), _GIN
    found = tx.execute(statement, {"query": query, "most": _CANDIDATES})
    return {row.employer_id: row.normal for row in found}


def _rank(normal: str, key: str, words: Sequence[str]) -> tuple[bool, bool, int, int, str]:
    held = set(normal.split())
    return normal != key, not normal.startswith(key), sum(w not in held for w in words), len(normal), normal


def _shown(tx: Connection, ids: Sequence[str]) -> tuple[SearchHit, ...]:
    e, s, p = t.employers.c, t.sites.c, t.places.c
    site = select(func.min(s.city)).where(s.employer_id == e.id, s.city != "").scalar_subquery()
    place = select(func.min(p.city)).where(p.employer_id == e.id).scalar_subquery()
    query = select(e.id, e.name, e.sector, e.region, e.state, func.coalesce(site, place).label("city"))
    found = {one.id: one for one in rows.many(SearchHit, tx.execute(query.where(e.id.in_(ids))))}
    return tuple(found[one] for one in ids if one in found)


def _documents(tx: Connection, ids: Sequence[str]) -> list[dict[str, object]]:
    n = t.employer_names.c
    normal: dict[str, str] = {}
    words: dict[str, dict[str, None]] = {}
    for row in tx.execute(select(n.employer_id, n.name, n.normal).where(n.employer_id.in_(ids)).order_by(n.id)):
        normal.setdefault(row.employer_id, row.normal)
        said = [
            w
            for w in names_rules.fold(row.name).split()
            if w not in names_rules.LEGAL_ENDINGS and w not in ("and", "et")
        ]
        words.setdefault(row.employer_id, {}).update(dict.fromkeys([*row.normal.split(), *said]))
    for at in _addresses(tx, ids):
        said = names_rules.fold(f"{at.address} {at.city or ''} {at.postal or ''}").split()
        code = (at.postal or "").replace(" ", "").lower()
        words.setdefault(at.employer_id, {}).update(dict.fromkeys([*said, code] if code else said))
    return [
        {"employer_id": one, "normal": normal[one], "words": " ".join(w[:40] for w in words[one])} for one in normal
    ]


def _addresses(tx: Connection, ids: Sequence[str]) -> Iterator[Any]:
    for c in (t.places.c, t.sites.c):
        yield from tx.execute(select(c.employer_id, c.address, c.city, c.postal).where(c.employer_id.in_(ids)))


def _learn(tx: Connection, words: set[str]) -> None:
    new = {word for word in words if spelling.correctable(word)}
    for chunk in _chunks(sorted({word[: spelling.HEAD] for word in new})):
        known = select(t.spellings.c.word).where(t.spellings.c.cut.in_(chunk))
        new -= set(tx.execute(known).scalars())
    made = [{"cut": cut, "word": word} for word in sorted(new) for cut in sorted(spelling.cuts(word))]
    if made:
        dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
        tx.execute(dialect.insert(t.spellings).on_conflict_do_nothing(), made)


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(items), _CHUNK):
        yield items[at : at + _CHUNK]
