"""Reading a checklist: every mistake at once, the firewall, and one frozen form."""

import copy
import json
from typing import Any

import pytest

from inspect_app.adapters.data import yaml
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import firewall


def text(en: str, fr: str = "texte", **more: str) -> dict[str, str]:
    return {"en": en, "fr": fr, **more}


def item(id: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "ask": text("Someone else holds the passports"),
        "type": "indicator",
        "guidance": {"what": text("x")},
        **more,
    }


def tree(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    section = {"id": "gate", "title": text("Gate"), "items": list(items)}
    return {"format": 1, "key": "k", "n": 1, "kind": "visit", "title": text("T"), "sections": [section], **more}


def mistakes(*items: dict[str, Any], **more: Any) -> str:
    with pytest.raises(checklist_rules.Mistakes) as found:
        checklist_rules.read(tree(*items, **more), {})
    return str(found.value)


def test_a_checklist_is_the_same_after_freezing_and_thawing() -> None:
    law = [{"cite": "EPFNA, s. 9", "jurisdiction": "ON", "in_force": "2015-11-20", "sourced": True}]
    read = checklist_rules.read(tree(item("one", when="${program} = 'sawp'", law=law, indicators=["ilo11:7"])), {})
    frozen = checklist_rules.freeze(read)
    assert checklist_rules.thaw(frozen) == read and checklist_rules.freeze(checklist_rules.thaw(frozen)) == frozen
    assert json.dumps(json.loads(frozen), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == frozen
    assert len(checklist_rules.hash_of(frozen)) == 64
    told = json.loads(frozen)["sections"][0]["items"][0]
    assert told["when"]["ast"] == ["op", "=", ["item", "program"], ["str", "sawp"]]
    assert (told["basis"], told["pii"], "stop_work" in told) == ("required", "none", False)


def test_all_mistakes_come_at_once_with_file_line_item_and_mend() -> None:
    source = b"""format: 1
key: k
n: 1
kind: visit
title: {en: T, fr: T}
sections:
  - id: gate
    title: {en: Gate}
    items:
      - id: one
        ask: {en: "What is your name?", fr: x}
        type: oops
        basis: no
        when: "selected(${x}, "
        extra: 1
      - {id: one, ask: {en: y, fr: y}, type: date, choices: [{id: a, label: {en: A, fr: A}}]}
"""
    read, lines = yaml.read(source, "k/1.yaml")
    with pytest.raises(checklist_rules.Mistakes) as found:
        checklist_rules.read(read, lines, file="k/1.yaml", key="other")
    told = [(one.line, one.item) for one in found.value.mistakes]
    assert told == [
        (2, ""),
        (8, "gate"),
        (11, "one"),
        (12, "one"),
        (13, "one"),
        (14, "one"),
        (15, "one"),
        (16, "one"),
        (16, "one"),
    ]
    assert all(one.file == "k/1.yaml" and one.what and one.correction for one in found.value.mistakes)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"when": "${nobody} = 1"}, "names `nobody`, which is not an item"),
        ({"when": "${program} = 'swap'"}, "`swap` is not an answer of `program`"),
        ({"when": "${program} = 'sawp' and ${program} = 'other'"}, "never shown"),
        ({"when": "${one} = 'present'"}, "circle"),
        ({"when": "false()"}, "never shown"),
        ({"indicators": ["ilo11:12"]}, "no indicator `ilo11:12`"),
        ({"type": "one"}, "at least two choices"),
        ({"type": "text", "indicators": ["ilo11:1"]}, "no answer of this item can say"),
        ({"ask": {"en": "x"}}, "no `fr`"),
        ({"severity": 4}, "from 1 to 3"),
        ({"guidance": None}, "needs guidance"),
        ({"order": {"act": "ESA", "due_days": 1, "text": {"en": "x", "fr": "x"}}}, "needs the law"),
        ({"law": [{"cite": "ESA"}]}, "no `jurisdiction`"),
        ({"stop_work": "yes"}, "true or false"),
        ({"id": "Bad-Id"}, "cannot be used here"),
    ],
)
def test_a_planted_mistake_is_found(more: dict[str, Any], told: str) -> None:
    assert told in mistakes(item("one") | more)


def test_an_id_used_twice_and_a_circle_of_two_are_found() -> None:
    assert "used twice" in mistakes(item("one"), item("one"))
    circle = mistakes(item("one", when="${two} = 'present'"), item("two", when="${one} = 'present'"))
    assert "through `two`" in circle and "through `one`" in circle


def test_an_item_behind_one_that_is_never_shown_is_never_shown_either() -> None:
    told = mistakes(item("one", when="false()"), item("two", when="${one} = 'present'"))
    assert told.count("never shown") == 2


def test_a_scenario_that_fails_stops_the_checklist() -> None:
    when = item("one", when="${program} = 'sawp'")
    scenario = {"name": "a farm", "answers": {"program": "other"}, "shown": ["one"]}
    assert "a farm: the scenario fails: `one` is hidden" in mistakes(when, tests=[scenario])
    wrong = {"name": "a farm", "answers": {"nobody": 1}, "hidden": ["one"]}
    told = mistakes(item("one"), tests=[wrong])
    assert "`one` is shown" in told and "names `nobody`" in told
    checklist_rules.read(tree(when, tests=[scenario | {"answers": {"program": "sawp"}}]), {})


@pytest.mark.parametrize(
    "words",
    [
        "What is your name?",
        "Write the worker's name",
        "Record their full name",
        "Names of all workers",
        "Who are you?",
        "Quel est votre nom?",
        "Comment vous appelez-vous?",
        "Notez votre prénom",
        "¿Cuál es su nombre?",
        "¿Cómo se llama?",
        "What is your nationality?",
        "Which country are you from?",
        "Where are you from?",
        "Country of birth",
        "Quelle est votre nationalité?",
        "De quel pays venez-vous?",
        "D'où venez-vous?",
        "¿De dónde es?",
        "¿De qué país viene?",
        "What is your immigration status?",
        "Are you here as a permanent resident?",
        "Do you have a work permit?",
        "Is your permit still valid?",
        "When does your visa expire?",
        "Which permit does the worker hold?",
        "Quel est votre statut?",
        "Avez-vous un permis de travail?",
        "Votre permis est-il valide?",
        "¿Cuál es su estatus?",
        "¿Tiene papeles?",
        "¿Tiene permiso de trabajo?",
        "¿Está usted indocumentado?",
        "What is your date of birth?",
        "Your passport number",
        "Quel est votre numéro de téléphone?",
        "Su número de pasaporte",
    ],
)
def test_nobody_is_asked_who_they_are_where_from_or_their_status(words: str) -> None:
    assert firewall.asks_who(words), words
    assert f"`{words}`" in mistakes(item("one", say=text("Hello", words)))


@pytest.mark.parametrize(
    "words",
    [
        "Wages are paid into an account in the worker's own name",
        "Who keeps your passport? Can you show it now?",
        "What is the name of the recruiter?",
        "The flight home is charged to workers",
        "How many hours did you work?",
        "Qui garde votre passeport?",
        "Le nom de l'agence de recrutement",
        "¿Quién guarda su pasaporte?",
        "The employer threatens to report workers to immigration",
        "¿Cuánto tiempo tiene de trabajar aquí?",
    ],
)
def test_an_honest_question_passes(words: str) -> None:
    assert firewall.asks_who(words) == []


def test_an_item_about_status_says_only_that_someone_used_it_as_a_lever() -> None:
    lever = item("one", ask=text("The employer threatens to report workers to immigration"))
    assert "not marked so" in mistakes(lever)
    checklist_rules.read(tree(lever | {"pii": "status"}), {})
    assert "must say that the employer" in mistakes(
        item("one", ask=text("Workers without status are here"), pii="status")
    )
    answers = [{"id": "a", "label": text("A")}, {"id": "b", "label": text("B")}]
    assert "cannot be of type `one`" in mistakes(lever | {"pii": "status", "type": "one", "choices": answers})
    assert "cannot be of type `text`" in mistakes(lever | {"pii": "status", "type": "text"})
    assert "show the status itself" in mistakes(lever | {"pii": "status", "evidence": ["photo"]})
    with pytest.raises(checklist_rules.Mistakes, match="not marked so"):
        checklist_rules.read(
            tree(item("one", indicators=["delphi:rv_illegal_status"])), {}, codes=["delphi:rv_illegal_status"]
        )


@pytest.mark.parametrize(
    "words",
    [
        "Illegal workers sleep here",
        "Two victims were met",
        "A trafficked person",
        "Des travailleurs illégaux",
        "Trabajadores ilegales",
        "Les clandestins",
    ],
)
def test_words_that_wound_are_refused(words: str) -> None:
    assert "is not said of a person" in mistakes(item("one", ask=text(words)))


def question(**more: Any) -> dict[str, Any]:
    said = text("x", es="y")
    choices = [{"id": one, "label": said, "verdict": "allowed", "law_says": said} for one in ("yes", "no")]
    asked = text("Who keeps your passport?", es="¿Quién guarda su pasaporte?")
    return {"id": "one", "ask": asked, "type": "one", "icon": "passport", "choices": choices, **more}


def worker(*items: dict[str, Any]) -> dict[str, Any]:
    made = tree(*items, kind="worker")
    return json.loads(json.dumps(made).replace('"fr": "texte"', '"fr": "texte", "es": "texto"'))  # type: ignore[no-any-return]


def test_a_question_to_workers_is_short_in_three_languages_and_tells_the_law() -> None:
    checklist_rules.read(worker(question()), {})
    long = question(ask=text("one two three four five six seven eight nine ten eleven twelve thirteen"))
    bare = copy.deepcopy(question())
    bare["choices"] = [{"id": "yes", "label": text("x")}]
    del bare["icon"]
    for asked, told in [
        (long, "13 words"),
        (bare, "2 to 4 choices"),
        (bare, "no `verdict`"),
        (bare, "what the law says"),
        (bare, "needs an `icon`"),
        (question(type="text", choices=[]), "never asked for type"),
    ]:
        with pytest.raises(checklist_rules.Mistakes, match=told):
            checklist_rules.read(worker(asked), {})
    with pytest.raises(checklist_rules.Mistakes, match="no `es`"):
        checklist_rules.read(tree(question(), kind="worker"), {})


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "text",
        3,
        {},
        {"format": 2},
        {"format": 1, "sections": 3},
        {"format": 1, "sections": [{"items": [None, 3, {"id": []}]}]},
    ],
)
def test_anything_else_is_told_as_mistakes_never_as_a_traceback(wrong: object) -> None:
    with pytest.raises(checklist_rules.Mistakes) as found:
        checklist_rules.read(wrong, {})
    assert found.value.mistakes
