"""The words on the desk's screens: each act has words, and no English sentence has two French ones."""

import re
from collections import Counter
from pathlib import Path

from babel.messages import pofile

ROOT = Path(__file__).resolve().parents[1]
# An act is written by name; these are the shapes in which the code names it.
ACT = re.compile(
    r"(?:\bact=|\bact, about, detail = |checkin_writing\(\s*|\bnote\(\s*tx, )"
    r'((?:"[a-z-]+"(?: if [^,()]+ else )?)+)'
)
# Names that are put together while running, with every value they take.
BUILT = {
    *("edit-employer", "edit-site", "link-confirmed", "link-rejected", "mend-employer", "mend-site"),
    *("decide-employer", "decide-site"),
}


def test_every_act_in_the_audit_log_has_words() -> None:
    source = "\n".join(path.read_text() for path in sorted((ROOT / "inspect_app").rglob("*.py")))
    acts = {act for names in ACT.findall(source) for act in re.findall(r'"([a-z-]+)"', names)} | BUILT
    assert {"hold-key", "release-key", "look", "see-audit-log", "print-cards", "plan-visit"} <= acts
    said = set(re.findall(r'^  "([a-z-]+)": _\(', (ROOT / "templates/staff/audit_words.html").read_text(), re.M))
    assert acts - said == set()


def test_no_english_sentence_has_two_french_ones() -> None:
    ids: Counter[str] = Counter()
    for path in sorted((ROOT / "templates" / "words" / "fr").glob("*.po")):
        ids.update(re.findall(r'^msgid "(.+)"$', path.read_text(), re.M))
        with path.open("rb") as file:
            assert pofile.read_po(file, locale="fr").obsolete == {}
    assert [text for text, times in ids.items() if times > 1] == []
