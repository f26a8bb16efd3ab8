"""Every table of the check-in database. It lives apart from the staff database and is in no staff backup.

There is no time, language, device, address, card or order in `boxes`, and nothing that joins a box to a card.
`tests/store/checkins/test_checkins_schema.py` holds the list of columns; a new one needs a reason there.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, String, Table

from inspect_app.store.schema.metadata import NAMES
from inspect_app.store.schema.types import Day, Id, Json, Moment

metadata = MetaData(naming_convention=NAMES)

points = Table(
    "points",
    metadata,
    Column("id", Id, primary_key=True),
    Column("visit", Id),
    Column("host", String(120)),
    Column("opens", Day, nullable=False),
    Column("closes", Day, nullable=False),
    Column("headcount", String(10), nullable=False),
    Column("cards_out", Integer, nullable=False),
    Column("k", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    # Whom to refer to, and who allowed management cards: a point does not open without the first.
    Column("contact", String(200), nullable=False),
    Column("approved_by", Id),
    Column("agency", Id, nullable=False),
    # Cards allowed beyond twice the headcount, by a supervisor with a reason; poster boxes there were last night.
    Column("raised", Integer, nullable=False, server_default="0"),
    Column("open_floor", Integer, nullable=False, server_default="0"),
    # A standing point: what kind of place its host is, and where. It is no employer's.
    Column("host_kind", String(16)),
    Column("place", String(120)),
    # What the pool needs, copied here because the opener may not read the staff database: where a standing point is,
    # and for a site that is never shown by itself also the kind of its work.
    Column("county", String(4)),
    Column("sector", String(12)),
    # On whose clock its last day ends; copied here because neither the opener nor the worker's page may ask the staff
    # database. As coarse as half a province.
    Column("time_zone", String(40), nullable=False),
    CheckConstraint("state in ('open', 'closed')", name="state"),
    CheckConstraint("k >= 5", name="k"),
    CheckConstraint("(visit is null) <> (host is null)", name="belongs"),
    CheckConstraint("(host is null) = (host_kind is null)", name="standing"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("point", Id, nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("n", Integer, nullable=False),
    Column("state", String(6), nullable=False),
    # A lent handset has said that all it held went out; no day: boxes have none either.
    Column("sent", Integer, nullable=False, server_default="0"),
    CheckConstraint("kind in ('worker', 'management', 'poster', 'handset')", name="kind"),
    CheckConstraint("state in ('live', 'void')", name="state"),
)

# WITHOUT ROWID: an ordinary rowid would give back the order of arrival exactly, without any timestamp.
cards = Table(
    "cards",
    metadata,
    Column("h", LargeBinary(32), primary_key=True),
    Column("run", Id, nullable=False),
    Column("used", Integer, nullable=False),
    CheckConstraint("length(h) = 32", name="h"),
    CheckConstraint("used in (0, 1)", name="used"),
    sqlite_with_rowid=False,
)

boxes = Table(
    "boxes",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("point", Id, nullable=False),
    Column("pile", String(12), nullable=False),
    Column("c", LargeBinary(2096), nullable=False),
    Index("ix_boxes_point_pile", "point", "pile"),
    CheckConstraint("length(id) = 16", name="id"),
    CheckConstraint("length(c) = 2096", name="c"),
    CheckConstraint("pile in ('main', 'again', 'unconfirmed', 'open')", name="pile"),
    sqlite_with_rowid=False,
)

periods = Table(
    "periods",
    metadata,
    Column("id", String(7), primary_key=True),
    Column("public_key", LargeBinary(32), nullable=False),
    Column("expires", Day, nullable=False),
    # A legal hold stops the shredding of this month's key; the reason is in the journal of the operator.
    Column("held", Integer, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("point", Id, primary_key=True),
    Column("k", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("item", String(60), primary_key=True),
    Column("band", String(12), nullable=False),
    # For the visit's team only: null in the edition that leaves it.
    Column("pressure", String(6)),
    Column("reasons", Json),
)

# What standing points and the smallest sites said together; `month` is when it was counted, nothing finer.
regional_totals = Table(
    "regional_totals",
    metadata,
    Column("sector", String(12), primary_key=True),
    Column("county", String(4), primary_key=True),
    Column("item", String(60), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("band", String(12), nullable=False),
    Column("month", String(7), nullable=False),
)

urgent = Table(
    "urgent",
    metadata,
    Column("id", Id, primary_key=True),
    Column("point", Id),
    Column("kind", String(10), nullable=False),
    Column("day", Day, nullable=False),
    Column("due", Moment),
    Column("handled_by", Id),
    Column("handled_day", Day),
    CheckConstraint("kind in ('violence', 'locked_in', 'hurt', 'child', 'young')", name="kind"),
)

# Who reads the urgent taps, and when: the worker's page says only what this table makes true.
duty = Table(
    "duty",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff", Id, nullable=False),
    Column("starts", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    # When this person's list of calls last asked for news: only then does the page say "now".
    Column("seen", Moment),
)

# Which languages the worker's page offers, where a person chose otherwise than their review says.
offered = Table(
    "offered",
    metadata,
    Column("language", String(12), primary_key=True),
    Column("shown", Integer, nullable=False),
    CheckConstraint("shown in (0, 1)", name="shown"),
)
