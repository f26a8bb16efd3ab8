"""What finds an employer by the words of its names and addresses, and by words typed wrong."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Id

# One line an employer: `normal` for the best match, `words` of every name, address and place.
employer_words = Table(
    "employer_words",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, unique=True),
    # Byte order, so that both databases can walk "green…" along the index.
    Column("normal", String(300).with_variant(String(300, collation="C"), "postgresql"), nullable=False),
    Column("words", Text, nullable=False),
)

# Each word of the register under itself and under itself with one letter left out; see `domain/register/spelling.py`.
spellings = Table(
    "spellings",
    metadata,
    Column("cut", String(8), primary_key=True),
    Column("word", String(40), primary_key=True),
    sqlite_with_rowid=False,
)

Index("ix_employer_words_normal", employer_words.c.normal)
