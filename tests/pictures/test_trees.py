"""Terms as nested lists: the page's program knows every kind of node that is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sympy import Integer, Rational

from symsoft.errors import UnsupportedError
from symsoft.language.terms import Add, D, Delta, Fn, Index, Mul, Pow, Ref, Size, Sum
from symsoft.pictures.trees import FUNCTIONS, tree

N = Size("n")
I, K = Index("i", N), Index("k", N)
PROGRAM = Path(__file__).parents[2] / "templates" / "html" / "live.js"


def test_a_tree_is_json() -> None:
    e = Mul(Fn("exp", Ref("x", I)), Pow(Sum(Ref("x", K), K, I), Integer(-1)), Rational(1, 3))
    found = json.loads(json.dumps(tree(Add(e, Delta(I, K)))))
    assert found == [
        "+",
        [
            "*",
            ["f", "exp", ["v", "x", "i"]],
            ["^", ["sum", ["v", "x", "k"], "k", "n", "i"], -1],
            ["/", 1, 3],
        ],
        ["d", "i", "k"],
    ]


@pytest.mark.parametrize("e", [D(Ref("y"), Ref("x")), Integer(2**60)])
def test_what_a_page_cannot_evaluate_raises(e: object) -> None:
    with pytest.raises(UnsupportedError):
        tree(e)


def test_the_program_knows_every_function() -> None:
    table = re.search(r"FUNCTIONS = \{(.*?)\};", PROGRAM.read_text(encoding="utf-8"), re.DOTALL)
    assert table
    assert set(re.findall(r"(\w+)(?=[:,])", table[1])) - {"Math"} >= FUNCTIONS
