"""Numbers as people type them: the cases that the tablet passes too, and both engines on drawn texts."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.checklists.numbers import read_number

HERE = Path(__file__).parents[2]
CASES = json.loads((HERE / "cases" / "numbers.json").read_text())["cases"]
SCRIPT = """
import { readNumber } from "./static/tablet/core/rules/numbers.mjs";
let text = "";
for await (const piece of process.stdin) text += piece;
const read = ([typed, decimals, money]) => Object.values(readNumber(typed, decimals, { money }));
console.log(JSON.stringify(JSON.parse(text).map(read)));
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"].encode("unicode_escape").decode() or "nothing")
def test_a_number_is_read_as_it_was_meant_or_refused_with_a_reason(case: dict[str, Any]) -> None:
    value, why = read_number(case["typed"], case["decimals"], money=case["money"])
    assert (value, why) == (case["value"], case["why"])


def test_a_canonical_number_reads_as_itself() -> None:
    for case in CASES:
        if case["value"] is not None:
            assert read_number(case["value"], case["decimals"], money=case["money"]) == (case["value"], "")


def test_both_engines_read_drawn_texts_alike() -> None:
    draw = random.Random(20261130)
    letters = "0123456789" * 2 + "  ,,..''-$٠٥٫٬۳५\u00a0\u202f\u200f１，．CAe+"
    drawn = [
        ("".join(draw.choice(letters) for _ in range(draw.randint(0, 9))), draw.randint(0, 4), draw.random() < 0.3)
        for _ in range(5000)
    ]
    node = HERE.parent / ".setup" / "bin" / "node"
    told = subprocess.run(
        [str(node), "--input-type=module", "-e", SCRIPT],
        input=json.dumps(drawn),
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE.parent,
    )
    mine = [list(read_number(typed, decimals, money=money)) for typed, decimals, money in drawn]
    assert json.loads(told.stdout) == mine
    assert sum(value is not None for value, _ in mine) > 500
