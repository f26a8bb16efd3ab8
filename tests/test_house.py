"""The shape of the house: what the schema may never hold, which doors are open, where each library lives."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile
from flask import Flask
from jinja2 import Environment, FileSystemLoader, nodes
from sqlalchemy import Table

from inspect_app import web
from inspect_app.domain.problem import PROBLEMS
from inspect_app.domain.staff.permissions import PERMISSIONS, is_marked
from inspect_app.settings import Settings
from inspect_app.web import failures

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "inspect_app"
TEMPLATES = ROOT / "templates"

# What could identify a worker has no column. A staff name and a site's languages are not a worker's.
FORBIDDEN = re.compile(
    r"nationality|citizen|country_of|passport|permit_no|birth|immigration|ethnic|race|religion|worker_name|"
    r"first_name|last_name|surname|\bphone\b|mobile|ip_addr|user_agent|\bsex\b|gender|answer_text|\blat_worker"
)
# The third-party libraries and the only files or folders that may import each.
HOMES = {
    "flask": ("web/", "checkin_app/"),
    "flask_wtf": ("web/", "checkin_app/"),
    "wtforms": ("web/", "checkin_app/"),
    "werkzeug": ("web/", "checkin_app/", "adapters/system/clean_request.py"),
    "sqlalchemy": ("store/",),
    "alembic": ("store/migrate.py",),
    "weasyprint": ("adapters/paper/pdf.py",),
    "pikepdf": ("adapters/paper/pdf.py",),
    "qrcode": ("adapters/paper/qr.py",),
    "geopy": ("adapters/data/distances.py",),
    "nacl": ("adapters/crypto/sealing.py", "adapters/crypto/opening.py", "adapters/crypto/handset_keys.py"),
    "jinja2": ("adapters/paper/page.py",),
    "babel": ("adapters/paper/page.py",),
    "ruamel": ("adapters/data/yaml.py",),
    "numpy": ("adapters/data/odds.py",),
    "scipy": ("adapters/data/odds.py",),
    "argon2": ("adapters/crypto/passwords.py",),
    "obstore": ("adapters/media/evidence.py",),
    "PIL": ("adapters/media/pictures.py",),
    "pyhanko": ("adapters/crypto/signing.py",),
    "gunicorn": ("adapters/system/server.py",),
    "cryptography": (
        "adapters/crypto/certificates.py",
        "adapters/crypto/intake.py",
        "adapters/crypto/receipts.py",
        "adapters/crypto/signing.py",
    ),
}
# Actions pass the transaction on; naming its type is the only thing they may take from SQLAlchemy.
TYPE_ONLY = {"sqlalchemy": {"Connection"}}
# Acts whose pages are not written yet; each leaves this list with its page.
PLANNED = {
    "see-scores",
}
ODD_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "base", "misc"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield str(path.relative_to(PACKAGE)), ast.parse(path.read_text())


def imports(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, set()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, {alias.name for alias in node.names}


def tables() -> list[Table]:
    found: list[Table] = []
    for name in ("inspect_app.store.schema", "inspect_app.store.schema.checkins"):
        found += list(importlib.import_module(name).metadata.tables.values())
    return found


def test_no_column_could_identify_a_worker() -> None:
    bad = [
        f"{table.name}.{column.name}" for table in tables() for column in table.columns if FORBIDDEN.search(column.name)
    ]
    assert bad == [], f"these columns could identify a worker: {bad}"


def test_every_column_has_a_reviewed_line_that_says_why_it_is_there() -> None:
    reasons: dict[str, str] = {}
    for line in (PACKAGE / "store" / "schema" / "columns.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        named, _, why = line.partition(": ")
        table, _, columns = named.partition(".")
        assert len(why.split()) >= 3, f"say why, in a few words: {line}"
        for column in columns.split():
            assert f"{table}.{column}" not in reasons, f"{table}.{column} has two lines"
            reasons[f"{table}.{column}"] = why
    there = {f"{table.name}.{column.name}" for table in tables() for column in table.columns}
    assert there - set(reasons) == set(), "add a line to store/schema/columns.txt that says why these may be there"
    assert set(reasons) - there == set(), "these columns are gone: take their lines off store/schema/columns.txt"


def test_a_person_case_holds_a_number_and_an_age_band_and_nothing_else() -> None:
    cases = next(table for table in tables() if table.name == "person_cases")
    assert {column.name for column in cases.columns} == {"id", "visit_id", "number", "age_band"}


def test_no_check_in_table_knows_a_time_finer_than_a_day() -> None:
    from inspect_app.store.schema import checkins as checkin_tables
    from inspect_app.store.schema.types import Moment

    found = {
        str(c) for table in checkin_tables.metadata.tables.values() for c in table.columns if isinstance(c.type, Moment)
    }
    # An urgent call must be answered within minutes (its moment is blanked when someone acknowledges it), and a rota
    # says when an officer is on duty. Nothing about an answer has a time.
    assert found <= {"urgent.due", "duty.starts", "duty.ends", "duty.seen"}


def test_each_borrowed_library_is_imported_in_its_home_only() -> None:
    for path, tree in sources():
        for module, names in imports(tree):
            library = module.split(".")[0]
            homes = HOMES.get(library)
            if homes is None or any(path.startswith(home) for home in homes):
                continue
            allowed = TYPE_ONLY.get(library, set())
            assert names and names <= allowed, f"{path} imports {module}; {library} lives in {homes}"


def test_the_domain_opens_no_file() -> None:
    """Its imports are held by a contract of setup.cfg, its calls of the clock by ruff."""
    for path, tree in sources():
        opened = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "open"
        ]
        assert not (path.startswith("domain/") and opened), f"{path} opens a file"


def test_only_writing_commits() -> None:
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "commit":
                raise AssertionError(f"{path}:{node.lineno} commits; only store.writing() does")


def test_nothing_public_is_there_for_the_tests_alone(routes: Flask) -> None:
    views = {view.__name__ for view in routes.view_functions.values()}
    everything = _all_text(PACKAGE, "*.py") + _all_text(TEMPLATES, "*.html") + (ROOT / "wsgi.py").read_text()
    said = Counter(re.findall(r"\b\w+\b", everything))
    # A library calls these by their name: WTForms its validators, the logging module its formatter.
    called = {"validate_postal", "validate_number", "formatException", "handleError"}
    # What goes over the wire is said a second time for the browser: a type that only the server had would be idle.
    sent = set(re.findall(r"\b\w+\b", _all_text(ROOT / "static" / "tablet", "wire*.d.ts")))
    idle = {
        f"{path}: {name}"
        for path, tree in sources()
        for name in _public(tree) - views - called - (sent if path.startswith("domain/fieldwork/wire") else set())
        if said[name] == 1
    }
    assert idle == set(), f"nothing uses these: use them or delete them: {sorted(idle)}"


def _public(tree: ast.Module) -> set[str]:
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    constants = {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    return {name for name in defined | constants if not name.startswith("_")}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path, _ in sources() if Path(path).stem in ODD_NAMES] == []


SOURCES = {".py", ".mjs", ".js", ".ts", ".css"}


def source_files() -> list[Path]:
    """Our own source files of the program and the browser, without what the set-up builds or fetches."""
    built = ("static/vendor/", "static/checkin_app/build/")
    found = [path for top in ("inspect_app", "static") for path in (ROOT / top).rglob("*") if path.suffix in SOURCES]
    return [path for path in sorted(found) if not str(path.relative_to(ROOT)).startswith(built)]


def test_no_folder_holds_more_than_sixteen_source_files() -> None:
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in source_files())
    assert {folder: n for folder, n in folders.items() if n > 16} == {}


def test_no_source_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in source_files()}
    assert {path: n for path, n in lengths.items() if n > 300} == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno + 1 > 60
    }
    assert long == {}


@pytest.fixture
def routes(settings: Settings) -> Iterator[Flask]:
    app = web.create_app(settings.web())
    yield app
    app.config["DATABASE"].close()
    app.config["CHECKIN_DATABASE"].close()


def test_a_part_that_is_misspelt_or_missing_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PARTS", (*web.PARTS, "dekc"))
    with pytest.raises(ModuleNotFoundError, match="dekc"):
        web.blueprints()


def test_every_route_says_who_may_use_it(routes: Flask) -> None:
    assert [
        str(rule) for rule in routes.url_map.iter_rules() if not is_marked(routes.view_functions[rule.endpoint])
    ] == []


def test_templates_ask_for_permissions_that_are_in_the_table() -> None:
    asked = {call.args[0] for _path, call in _calls("may") if call.args}
    named = {argument.value for argument in asked if isinstance(argument, nodes.Const)}
    assert len(named) > 20 and named - set(PERMISSIONS) == set()
    # One place asks with a variable: the navigation, from the last column of its table.
    variable = {path for path, call in _calls("may") if not isinstance(call.args[0], nodes.Const)}
    assert variable == {"parts/frame.html"}
    places = re.findall(r'_\("[^"]+"\), (?:"([a-z-]+)"|none)\),', (TEMPLATES / "parts" / "frame.html").read_text())
    assert len(places) > 8 and {name for name in places if name} - set(PERMISSIONS) == set()


def test_every_act_is_used_by_a_view_or_an_action(routes: Flask) -> None:
    used = {getattr(view, "permission", None) for view in routes.view_functions.values()}
    asked = set(
        re.findall(r"may\([^)]*['\"]([a-z-]+)['\"]\)", _all_text(TEMPLATES, "*.html") + _all_text(PACKAGE, "*.py"))
    )
    assert set(PERMISSIONS) - used - asked - PLANNED == set(), "these acts are nobody's: use them or delete them"
    assert not PLANNED & used, "these acts have their pages now: take them off PLANNED"


def test_addresses_are_kebab_case(routes: Flask) -> None:
    for rule in routes.url_map.iter_rules():
        if rule.endpoint != "static":
            fixed = re.sub(r"<[^>]+>", "x", rule.rule)
            assert re.fullmatch(r"/[a-z0-9./-]*", fixed), f"{rule} is not kebab-case"


def test_changing_something_is_never_a_get(routes: Flask) -> None:
    for rule in routes.url_map.iter_rules():
        view = routes.view_functions[rule.endpoint]
        if "GET" in (rule.methods or set()) and rule.endpoint != "static":
            name = rule.endpoint.split(".")[-1]
            assert not re.match(r"(add|delete|remove|issue|close|confirm|approve|revoke)_?$", name) or "POST" not in (
                rule.methods or set()
            ), f"{rule} mixes reading and changing in {view}"


def test_every_english_sentence_of_a_template_has_a_french_one() -> None:
    french = _french()
    missing = {f"{path}: {text}" for path, text in _sentences() if not french.get(text)}
    assert missing == set(), "add these to a file in templates/words/fr/:\n" + "\n".join(sorted(missing))


def test_every_problem_has_its_french_sentence() -> None:
    french = _french()
    said = {words.says for words in PROBLEMS.values()} | set(failures._OTHER.values()) | {failures._CSRF}
    assert {text for text in said if not french.get(text)} == set()


def test_a_french_sentence_keeps_the_places_of_the_english_one() -> None:
    places = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")
    wrong = [text for text, said in _french().items() if set(places.findall(text)) != set(places.findall(said))]
    assert wrong == []


def _french() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((TEMPLATES / "words" / "fr").glob("*.po")):
        with path.open("rb") as file:
            for message in pofile.read_po(file, locale="fr"):
                if message.id and isinstance(message.id, str) and not message.fuzzy:
                    found[message.id] = str(message.string)
    return found


def _sentences() -> Iterator[tuple[str, str]]:
    """Every `_("…")` of templates and of Python, and every label of a form."""
    for path, call in _calls("_", "gettext"):
        if call.args and isinstance(call.args[0], nodes.Const):
            yield path, str(call.args[0].value)
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                text = node.args[0].value
                labelled = path.startswith("web/") and called.endswith("Field")
                if isinstance(text, str) and (called in ("say", "N_") or labelled) and not path.endswith("page.py"):
                    yield path, text


def _calls(*names: str) -> Iterator[tuple[str, nodes.Call]]:
    """(template, call) of every call of these names in a template."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    for template in sorted(TEMPLATES.rglob("*.html")):
        for call in environment.parse(template.read_text()).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in names:
                yield str(template.relative_to(TEMPLATES)), call


def _all_text(folder: Path, pattern: str) -> str:
    return "\n".join(path.read_text() for path in folder.rglob(pattern))
