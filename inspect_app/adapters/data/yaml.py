"""YAML 1.2 text to plain values with the line of each; nothing in a file can make an object or run anything.

Reading YAML is slow: the 28 languages took each process three seconds. The set-up reads every shipped file once and
keeps what it gives as JSON, named by the hash of its bytes and of this code: what has changed since is not found there,
and is read anew.
"""

import contextlib
import json
import math
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_app.domain.checklists.checklist.mistakes import Mistake, Mistakes, Place

BUILT = Path(__file__).resolve().parents[3] / "data" / "build" / "yaml"
MOST_BYTES = 1_000_000
MOST_PARTS = 60_000
DEEPEST = 30
_TAG = "tag:yaml.org,2002:"
_SCALARS = ("str", "timestamp", "value", "null", "bool", "int", "float")


def read(source: bytes, file: str) -> tuple[object, dict[Place, int]]:
    """Plain values (dict, list, str, int, float, bool, None) and line numbers from 1 for every place.

    Raises Mistakes: not UTF-8, over the caps, not YAML, keys twice, tags. Dates stay text, `no` is a word.
    """
    with contextlib.suppress(OSError, ValueError, TypeError):
        tree, lines = json.loads(_built(source).read_bytes())
        return tree, {tuple(place): line for place, line in lines}
    return parse(source, file)


def build(files: Iterable[Path]) -> int:
    """Reads `files` and keeps what they give for `read`, in place of all that was kept before. Returns how many.

    Raises Mistakes at the first file that cannot be read; what was kept before then still stands.
    """
    made = {}
    for path in files:
        source = path.read_bytes()
        tree, lines = parse(source, str(path))
        made[_built(source)] = json.dumps([tree, list(lines.items())], ensure_ascii=False, separators=(",", ":"))
    BUILT.mkdir(parents=True, exist_ok=True)
    for path, text in made.items():
        unfinished = path.with_suffix(".new")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    for path in set(BUILT.iterdir()) - set(made):
        path.unlink()
    return len(made)


def _built(source: bytes) -> Path:
    return BUILT / f"{sha256(_code() + source).hexdigest()}.json"


@cache
def _code() -> bytes:
    return sha256(Path(__file__).read_bytes()).digest()


def parse(source: bytes, file: str) -> tuple[object, dict[Place, int]]:
    """`read`, from the YAML itself."""
    if len(source) > MOST_BYTES:
        raise _one(file, 0, f"the file has {len(source)} bytes, at most {MOST_BYTES} are read", "Make it smaller")
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = source[: wrong.start].count(b"\n") + 1
        raise _one(file, line, "this is not UTF-8 text", "Save the file as UTF-8") from None
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        what = wrong.problem or wrong.context or "this is not YAML"
        raise _one(
            file,
            mark.line + 1 if mark else 0,
            f"this is not YAML: {what}",
            "Look at this line and the one above",
        ) from None
    except (YAMLError, ValueError, RecursionError) as wrong:
        first = str(wrong).splitlines()[0] if str(wrong) else "it cannot be read"
        raise _one(file, 0, f"this is not YAML: {first}", "Compare it with a checklist that is read") from None
    walk = _Walk(file)
    tree = walk.value(node, ()) if node else None
    if walk.mistakes:
        raise Mistakes(walk.mistakes)
    return tree, walk.lines


def _one(file: str, line: int, what: str, correction: str) -> Mistakes:
    return Mistakes([Mistake(file, line, "", what, correction)])


class _Walk:
    def __init__(self, file: str) -> None:
        self.file, self.parts = file, 0
        self.lines: dict[Place, int] = {}
        self.mistakes: list[Mistake] = []

    def wrong(self, node: Node, what: str, correction: str) -> None:
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, "", what, correction))

    def value(self, node: Node, at: Place) -> object:
        self.parts += 1
        if self.parts > MOST_PARTS or len(at) > DEEPEST:
            raise _one(
                self.file,
                node.start_mark.line + 1,
                "the file is too large or goes too deep",
                "Make it two files",
            )
        self.lines[at] = node.start_mark.line + 1
        if isinstance(node, MappingNode) and node.tag == f"{_TAG}map":
            return dict(self.pairs(node, at))
        if isinstance(node, SequenceNode) and node.tag == f"{_TAG}seq":
            return [self.value(one, (*at, n)) for n, one in enumerate(node.value)]
        if isinstance(node, ScalarNode) and (node.tag or "").removeprefix(_TAG) in _SCALARS:
            return self.scalar(node)
        self.wrong(node, f"the tag `{node.tag}` is not used here", "Remove it")
        return None

    def pairs(self, node: MappingNode, at: Place) -> Iterator[tuple[str, object]]:
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or key.tag == f"{_TAG}merge":
                self.wrong(key, "a key must be a word", "Write `word: value`")
                continue
            name = str(key.value)
            if name in seen:
                self.wrong(key, f"the key `{name}` is there twice, first at line {seen[name]}", "Remove one")
            seen[name] = key.start_mark.line + 1
            yield name, self.value(value, (*at, name))
            self.lines[(*at, name)] = key.start_mark.line + 1

    def scalar(self, node: ScalarNode) -> object:
        kind, text = (node.tag or "").removeprefix(_TAG), str(node.value)
        if kind in ("str", "timestamp", "value"):
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        try:
            if kind == "int":
                return int(text.replace("_", ""), 0)
            if kind == "float" and math.isfinite(number := float(text)):
                return number
        except ValueError:
            pass
        self.wrong(node, f"`{text}` cannot be read as a value", "Put it in quotes")
        return None
