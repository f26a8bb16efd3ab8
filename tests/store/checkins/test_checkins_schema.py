"""The shape of the check-in database is its promise: a column that is not here needs a reason before it is."""

from inspect_app.store import Database
from inspect_app.store.schema import checkins as checkin_tables

COLUMNS = {
    "points": "id visit host opens closes headcount cards_out k state contact approved_by agency raised open_floor "
    "host_kind place county sector time_zone",
    "runs": "id point kind n state sent",
    "cards": "h run used",
    "boxes": "id point pile c",
    "periods": "id public_key expires held",
    "snapshots": "point k seq item band pressure reasons",
    "regional_totals": "sector county item seq band month",
    "urgent": "id point kind day due handled_by handled_day",
    "duty": "id staff starts ends seen",
    "offered": "language shown",
}


def test_attack_16_the_tables_hold_these_columns_and_no_others() -> None:
    assert {name: " ".join(table.columns.keys()) for name, table in checkin_tables.metadata.tables.items()} == COLUMNS


def test_nothing_joins_a_box_to_a_card() -> None:
    assert not set(checkin_tables.boxes.columns.keys()) & set(checkin_tables.cards.columns.keys())
    assert not any(table.foreign_keys for table in (checkin_tables.boxes, checkin_tables.cards))


def test_attack_14_the_file_keeps_no_order_of_arrival(checkin_db: Database) -> None:
    if checkin_db.is_sqlite:
        with checkin_db.reading() as tx:
            made = tx.exec_driver_sql("select sql from sqlite_master where name in ('cards', 'boxes')").scalars().all()
            assert len(made) == 2 and all("WITHOUT ROWID" in sql for sql in made)
            assert tx.exec_driver_sql("pragma journal_mode").scalar() == "truncate"
            assert tx.exec_driver_sql("pragma secure_delete").scalar() == 1
            assert tx.exec_driver_sql("pragma synchronous").scalar() == 2
    else:
        with checkin_db.reading() as tx:
            assert tx.exec_driver_sql("show track_commit_timestamp").scalar() == "off"
