"""Systems that say the same have the same judges; those that don't, do not."""

from __future__ import annotations

from dataclasses import replace

from sympy import Integer

from symsoft.checking.bench import signature
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index, Ref, Size

n = Size("n")
i, k = Index("i", n), Index("k", n)
SYSTEM = System((), {"M": (n, n)})
POSITIVE = Assumption(">", Ref("M", i, k), Integer(0))


def test_an_assumption_off_the_diagonal_is_another_one():
    whole = SYSTEM.assuming(POSITIVE)
    off = SYSTEM.assuming(replace(POSITIVE, apart=((i, k),)))
    assert signature(whole) != signature(off)
    assert signature(off) == signature(SYSTEM.assuming(replace(POSITIVE, apart=((k, i),))))
