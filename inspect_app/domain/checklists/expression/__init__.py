"""The small language of conditions (`when`, `must`, `filter`): text to tree, tree to value, and what a tree names.

parse(source) -> tree · evaluate(tree, setting) -> value · holds(tree, setting) -> bool · names(tree) -> ids
"""

from collections.abc import Iterator, Sequence

from inspect_app.domain.checklists.expression.evaluating import evaluate, holds
from inspect_app.domain.checklists.expression.parsing import Tree, Unreadable, parse
from inspect_app.domain.checklists.expression.setting import Setting
from inspect_app.domain.checklists.expression.values import to_plain

__all__ = ["Setting", "Tree", "Unreadable", "bind", "evaluate", "holds", "names", "parse", "to_plain", "walk"]


def walk(tree: Sequence[object]) -> Iterator[Sequence[object]]:
    """Every part of a tree, the whole first."""
    yield tree
    parts: Sequence[object] = ()
    if tree[0] == "fn":
        parts = tree[2]  # type: ignore[assignment]
    elif tree[0] in ("op", "neg"):
        parts = tree[2:] if tree[0] == "op" else tree[1:]
    for part in parts:
        yield from walk(part)  # type: ignore[arg-type]


def names(tree: Sequence[object]) -> set[str]:
    """The ids a tree names as ${id}."""
    return {str(part[1]) for part in walk(tree) if part[0] in ("item", "rows")}


def bind(tree: Tree, sections: set[str]) -> Tree:
    """The tree with ${section} made a list of rows, so that count(${section}) counts them."""
    if tree[0] == "item" and tree[1] in sections:
        return ["rows", tree[1]]
    if tree[0] == "fn":
        return ["fn", tree[1], [bind(part, sections) for part in tree[2]]]  # type: ignore[attr-defined]
    if tree[0] == "op":
        return ["op", tree[1], bind(tree[2], sections), bind(tree[3], sections)]  # type: ignore[arg-type]
    return ["neg", bind(tree[1], sections)] if tree[0] == "neg" else tree  # type: ignore[arg-type]
