"""What is known of an employer over time, read for its page and its printed history."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from inspect_app.domain.checkins.snapshots import OPEN
from inspect_app.domain.visits.history import Contravened, FindingLine, Issued, PublicListing, Scored
from inspect_app.store import rows
from inspect_app.store import schema as t
from inspect_app.store.schema import checkins as checkin_tables


@dataclass(frozen=True)
class Picture:
    """A picture of a visit that has not been struck."""

    hash: str
    size: int
    media_type: str | None
    arrived_at: datetime


def findings(tx: Connection, visit_ids: list[str]) -> list[FindingLine]:
    """Items judged present at the site; what came from a person case is left out, it belongs to the visit's team."""
    c = t.findings.c
    site = (c.framework == "item") & (c.state == "present") & c.case_id.is_(None)
    query = select(t.findings).where(c.visit_id.in_(visit_ids), site)
    return rows.many(FindingLine, tx.execute(query.order_by(c.severity.desc(), c.code)))


def ilo(tx: Connection, visit_id: str) -> dict[str, FindingLine]:
    """The eleven ILO indicators of a visit by their id."""
    c = t.findings.c
    query = select(t.findings).where(c.visit_id == visit_id, c.framework == "ilo11", c.case_id.is_(None))
    return {one.code: one for one in rows.many(FindingLine, tx.execute(query))}


def contraventions(tx: Connection, visit_ids: list[str]) -> list[Contravened]:
    c = t.contraventions.c
    query = select(t.contraventions).where(c.visit_id.in_(visit_ids)).order_by(c.citation, c.item)
    return rows.many(Contravened, tx.execute(query))


def reports(tx: Connection, visit_ids: list[str]) -> list[Issued]:
    """Newest first."""
    c = t.reports.c
    query = (
        select(*rows.columns(Issued, t.reports)).where(c.visit_id.in_(visit_ids)).order_by(c.drafted_at.desc(), c.id)
    )
    return rows.many(Issued, tx.execute(query))


def scores(tx: Connection, agency: str, employer_id: str, *, limit: int = 20) -> list[Scored]:
    """Newest first; none where another agency has been as well: a score says what each visit found."""
    others = select(t.visits.c.id).where(t.visits.c.employer_id == employer_id, t.visits.c.agency_id != agency)
    query = select(t.scores).where(t.scores.c.employer_id == employer_id, ~others.exists())
    query = query.order_by(t.scores.c.at.desc(), t.scores.c.id)
    return rows.many(Scored, tx.execute(query.limit(limit)))


def listings(tx: Connection, employer_id: str) -> list[PublicListing]:
    """The public lists that name the employer, one line for each list."""
    positions = func.sum(t.listings.c.positions).label("positions")
    query = (
        select(t.lists.c.id, t.lists.c.kind, t.lists.c.period, t.lists.c.imported_at, positions)
        .join(t.listings, t.listings.c.list_id == t.lists.c.id)
        .where(t.listings.c.employer_id == employer_id)
        .group_by(t.lists.c.id, t.lists.c.kind, t.lists.c.period, t.lists.c.imported_at)
    )
    return rows.many(PublicListing, tx.execute(query))


def pictures(tx: Connection, visit_id: str) -> list[Picture]:
    c = t.blobs.c
    query = select(t.blobs).where(c.visit_id == visit_id, c.kind == "photo", c.redacted_at.is_(None))
    return rows.many(Picture, tx.execute(query.order_by(c.arrived_at, c.hash)))


def receipts(tx: Connection, visit_id: str) -> list[tuple[str, datetime]]:
    """Codes and times of what the server signed for, newest first."""
    query = select(t.receipts.c.code, t.receipts.c.at).where(t.receipts.c.visit_id == visit_id)
    return [(code, at) for code, at in tx.execute(query.order_by(t.receipts.c.at.desc()))]


def events(tx: Connection, visit_id: str) -> dict[str, int]:
    """How many events of a visit are stored and how many are kept aside."""
    query = select(t.events.c.state, func.count()).where(t.events.c.visit_id == visit_id).group_by(t.events.c.state)
    return {"stored": 0, "quarantined": 0} | {state: int(n) for state, n in tx.execute(query)}


def points(checkin_tx: Connection, visit_id: str) -> list[tuple[str, str, date, date]]:
    """Check-in points of a visit: id, state, first and last day."""
    c = checkin_tables.points.c
    query = select(c.id, c.state, c.opens, c.closes).where(c.visit == visit_id).order_by(c.opens, c.id)
    return [(point, state, opens, closes) for point, state, opens, closes in checkin_tx.execute(query)]


def heard(checkin_tx: Connection, since: date) -> list[str]:
    """The visits whose workers are heard in the edition of ten, of points that closed on `since` or later."""
    p, s = checkin_tables.points.c, checkin_tables.snapshots.c
    spoken = select(s.point).where(s.k == 10, s.item.not_like(f"{OPEN}%"))
    query = (
        select(p.visit).where(p.id.in_(spoken), p.closes >= since, p.visit.is_not(None)).distinct().order_by(p.visit)
    )
    return sorted(checkin_tx.execute(query).scalars())


def voice(checkin_tx: Connection, visit_ids: list[str]) -> dict[str, str]:
    """Item -> band of its newest line in the edition of ten, over the points of these visits; a newer point's line
    takes the place of an older one's. Each item is shown when ten have answered it, so lines come on different nights.

    Bands only, and only k = 10: nothing here can be subtracted to find one worker.
    """
    p, s = checkin_tables.points.c, checkin_tables.snapshots.c
    query = (
        select(s.item, s.band)
        .join(checkin_tables.points, p.id == s.point)
        .where(p.visit.in_(visit_ids), s.k == 10, s.item.not_like(f"{OPEN}%"))
        .order_by(p.opens, s.point, s.seq, s.item)
    )
    return {item: band for item, band in checkin_tx.execute(query)}
