"""Text to tree: the ODK XPath core without paths and predicates (a Pratt parser).

The tree is plain JSON and is all a tablet ever gets:
["num", 3]  ["str", "x"]  ["item", "id"]  ["self"]  ["fn", "name", [tree…]]  ["op", "and", tree, tree]  ["neg", tree]
"""

import difflib
import re
from dataclasses import dataclass

from inspect_app.domain.checklists.expression.known import ARITY, LEFT_OUT
from inspect_app.domain.checklists.expression.patterns import why_not

Tree = list[object]
LONGEST, DEEPEST = 2000, 40
_POWER = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_UNARY = 7
_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n]+)"
    r"|(?P<num>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|(?P<str>'[^']*'|\"[^\"]*\")"
    r"|\$\{[ ]*(?P<item>[A-Za-z_][A-Za-z0-9_.-]*)[ ]*\}"
    r"|(?P<name>[A-Za-z_](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_]))*(?::[A-Za-z_][A-Za-z0-9_-]*)?)"
    r"|(?P<sign>!=|<=|>=|=|<|>|\+|-|\*|\(|\)|,|\.(?!\.))"
)
_STRANGE = {
    "[": "conditions in square brackets are not part of this language; use if() or a `when` on the item",
    "/": "paths are not part of this language; write ${item}",
    "|": "joining paths with | is not part of this language",
    "&": "write the word `and`",
    "!": "write != for `is not`, or not(…)",
    "“": "this is a curly quotation mark; write a straight one",
    "‘": "this is a curly quotation mark; write a straight one",
    "’": "this is a curly quotation mark; write a straight one",
    "$": "an item is written ${its_id}",
    "'": "this text has no closing quotation mark",
    '"': "this text has no closing quotation mark",
    "..": "paths are not part of this language; write ${item}, or . for this answer",
}


class Unreadable(ValueError):
    """An expression that cannot be read: `what` is wrong, `at` which character (from 1)."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(f"{what} (at character {at})")
        self.what, self.at = what, at


@dataclass(frozen=True)
class Token:
    kind: str  # num, str, item, name, sign, end
    text: str
    at: int


def parse(source: str) -> Tree:
    """The tree of an expression, or Unreadable saying what is wrong and where."""
    if len(source) > LONGEST:
        raise Unreadable(f"an expression has at most {LONGEST} characters, this one has {len(source)}", LONGEST)
    return _Parser(_tokens(source)).whole()


def _tokens(source: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if not match or match.lastgroup is None:
            strange = ".." if source.startswith("..", at) else source[at]
            raise Unreadable(_STRANGE.get(strange, f"`{strange}` means nothing here"), at + 1)
        if match.lastgroup != "blank":
            found.append(Token(match.lastgroup, match[match.lastgroup], at + 1))
        at = match.end()
    return [*found, Token("end", "", len(source) + 1)]


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.next, self.depth = tokens, 0, 0

    def whole(self) -> Tree:
        if self.peek().kind == "end":
            raise Unreadable("the expression is empty", 1)
        tree = self.expression(0)
        left = self.peek()
        if left.kind != "end":
            raise Unreadable(f"`{left.text}` was not expected after a complete expression", left.at)
        return tree

    def peek(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def expression(self, power: int) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(f"more than {DEEPEST} levels inside one another; make it two items", self.peek().at)
        left = self.operand()
        while _POWER.get(self.operator(), 0) > power:
            name = self.take().text
            left = ["op", name, left, self.expression(_POWER[name])]
        self.depth -= 1
        return left

    def operator(self) -> str:
        token = self.peek()
        return token.text if token.kind in ("sign", "name") else ""

    def operand(self) -> Tree:
        token = self.take()
        if token.kind == "num":
            return ["num", float(token.text) if "." in token.text else int(token.text)]
        if token.kind == "str":
            return ["str", token.text[1:-1]]
        if token.kind == "item":
            return ["item", token.text]
        if token.kind == "name":
            return self.call(token)
        if token.text == ".":
            return ["self"]
        if token.text == "-":
            return ["neg", self.expression(_UNARY)]
        if token.text == "(":
            inside = self.expression(0)
            self.close(token)
            return inside
        what = (
            "the expression ends here, but a value was expected"
            if token.kind == "end"
            else (f"a value was expected here, not `{token.text}`")
        )
        raise Unreadable(what, token.at)

    def close(self, opened: Token) -> None:
        token = self.take()
        if token.text != ")":
            found = f"`{token.text}`" if token.text else "the end"
            raise Unreadable(f"the bracket opened at character {opened.at} is not closed; found {found}", token.at)

    def call(self, name: Token) -> Tree:
        opened = self.peek()
        if opened.text != "(":
            raise Unreadable(
                f"`{name.text}` is only a word: write '{name.text}' for text, "
                f"${{{name.text}}} for an item, {name.text}() for a function",
                name.at,
            )
        _known(name)
        self.take()
        arguments: list[Tree] = []
        if self.peek().text == ")":
            self.take()
        else:
            arguments.append(self.expression(0))
            while self.peek().text == ",":
                self.take()
                arguments.append(self.expression(0))
            self.close(opened)
        _fitting(name, arguments)
        return ["fn", name.text, arguments]


def _known(name: Token) -> None:
    if name.text in LEFT_OUT:
        raise Unreadable(f"{name.text}() cannot be used: {LEFT_OUT[name.text]}", name.at)
    if name.text not in ARITY:
        near = difflib.get_close_matches(name.text, ARITY, n=1)
        hint = f"; did you mean {near[0]}()?" if near else ""
        raise Unreadable(f"there is no function {name.text}(){hint}", name.at)


def _fitting(name: Token, arguments: list[Tree]) -> None:
    least, most = ARITY[name.text]
    if not least <= len(arguments) <= most:
        want = f"{least}" if least == most else f"at least {least}" if most > 99 else f"{least} to {most}"
        raise Unreadable(f"{name.text}() takes {want} values, this has {len(arguments)}", name.at)
    if name.text == "regex":
        pattern = arguments[1][1] if arguments[1][0] == "str" else None
        wrong = why_not(pattern) if isinstance(pattern, str) else "the pattern must be written out as text"
        if wrong:
            raise Unreadable(f"regex(): {wrong}", name.at)
    if name.text == "weighted-checklist" and len(arguments) % 2:
        raise Unreadable("weighted-checklist() takes a weight after every value", name.at)
