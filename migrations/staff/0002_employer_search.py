"""Searching employers: a word index (FTS5 or GIN) over names and places, and a table of spellings."""

import sqlalchemy as sa
from alembic import op

revision = "0002_employer_search"
down_revision = "0001_first"
branch_labels = None
depends_on = None

# detail and columnsize are off: only "does it hold the word" is asked, and the index is a third of the size.
FTS = (
    "create virtual table employer_search using fts5(words, content='employer_words', content_rowid='id', "
    "detail='none', columnsize=0, prefix='3 5', tokenize='ascii')"
)
TRIGGERS = {
    "employer_search_added": (
        "after insert on employer_words begin insert into employer_search(rowid, words) values (new.id, new.words); end"
    ),
    "employer_search_gone": (
        "after delete on employer_words begin "
        "insert into employer_search(employer_search, rowid, words) values ('delete', old.id, old.words); end"
    ),
    "employer_search_changed": (
        "after update on employer_words begin "
        "insert into employer_search(employer_search, rowid, words) values ('delete', old.id, old.words); "
        "insert into employer_search(rowid, words) values (new.id, new.words); end"
    ),
}


def upgrade() -> None:
    op.create_table(
        "employer_words",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column(
            "normal",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_employer_words_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_words")),
        sa.UniqueConstraint("employer_id", name=op.f("uq_employer_words_employer_id")),
    )
    op.create_index("ix_employer_words_normal", "employer_words", ["normal"], unique=False)
    op.create_table(
        "spellings",
        sa.Column("cut", sa.String(length=8), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("cut", "word", name=op.f("pk_spellings")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS)
        for name, body in TRIGGERS.items():
            op.execute(f"create trigger {name} {body}")
    else:
        op.execute(
            "create index ix_employer_search_words on employer_words "
            "using gin (array_to_tsvector(string_to_array(words, ' '))) with (fastupdate = off)"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"drop trigger {name}")
        op.execute("drop table employer_search")
    op.drop_table("spellings")
    op.drop_table("employer_words")
