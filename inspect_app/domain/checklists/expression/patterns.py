"""Which patterns regex() takes: those that mean the same in Python and JavaScript and cannot run away."""

import re

_ESCAPES = set("dDwWs.\\+*?()[]{}|/^$")
_BRACE = re.compile(r"\{[0-9]{1,3}(,[0-9]{0,3})?\}")


def why_not(pattern: str) -> str | None:
    """None when the pattern can be used; otherwise a sentence."""
    if len(pattern) > 200:
        return "a pattern has at most 200 characters"
    wrong = _walk(pattern)
    if wrong:
        return wrong
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return f"the pattern cannot be read: {error}"
    return None


def _walk(pattern: str) -> str | None:
    at, in_class = 0, False
    groups: list[bool] = []  # for each open group: does it hold a quantifier?
    closed_busy = False
    while at < len(pattern):
        here, rest = pattern[at], pattern[at:]
        busy, closed_busy = closed_busy, False
        if here == "\\":
            follows = pattern[at + 1 : at + 2]
            if follows not in _ESCAPES and not (in_class and follows == "-"):
                return f"`\\{follows}` is not used here"
            at += 1
        elif in_class:
            if (here in "[&~|" and rest[1:2] == here) or here == "[":
                return "write \\[ inside square brackets"
            in_class = here != "]"
        elif here == "[":
            in_class = True
            at += rest.startswith("[^")
            if pattern[at + 1 : at + 2] == "]":
                return "an empty [] matches nothing"
        elif here == "(":
            if rest.startswith("(?") and not rest.startswith("(?:"):
                return "(?…) is not used here, only (?:…)"
            groups.append(False)
            at += 2 if rest.startswith("(?:") else 0
        elif here == ")":
            closed_busy = groups.pop() if groups else False
            if groups and closed_busy:
                groups[-1] = True
        elif here in "*+" or (here == "{" and _BRACE.match(rest)):
            if busy:
                return "a repeat around a repeat can run for hours; write it flat"
            groups = [True] * len(groups)
            at += len(_BRACE.match(rest)[0]) - 1 if here == "{" else 0  # type: ignore[index]
            if pattern[at + 1 : at + 2] == "+":
                return "`++` is not used here"
        elif here in "{}]":
            return f"write \\{here}"
        at += 1
    return None
