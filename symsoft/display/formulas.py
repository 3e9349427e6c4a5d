"""Rules that are best named by their formula, such as ∂x_a/∂x_b = δ_ab.

The letters stand for anything, and say nothing about the quantities of a user.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sympy import Integer, Rational

from symsoft.language.terms import Add, D, Delta, Fn, Index, Mul, Pow, Ref, Size
from symsoft.proof import Relation


@cache
def formula(rule: str) -> Relation | None:
    """The formula of a rule, None for a rule that words name better.

    >>> formula("log-exp") == Relation(Fn("log", Fn("exp", Ref("u"))), Ref("u"))
    True
    """
    return _formulas().get(rule)


@cache
def _formulas() -> dict[str, Relation]:
    n = Size("n")
    a, b = Index("a", n), Index("b", n)
    f, u, v, p = Ref("f"), Ref("u"), Ref("v"), Ref("p")

    def log(e: Any) -> Any:
        return Fn("log", e)

    def exp(e: Any) -> Any:
        return Fn("exp", e)

    return {
        "variable": Relation(D(Ref("x", a), Ref("x", b)), Delta(a, b)),
        "delta-index": Relation(Mul(Delta(a, b), Ref("f", a)), Mul(Delta(a, b), Ref("f", b))),
        "exp-sum": Relation(exp(Add(u, v)), Mul(exp(u), exp(v))),
        "log-product": Relation(log(Mul(u, v)), Add(log(u), log(v))),
        "exp-zero": Relation(exp(Integer(0)), Integer(1)),
        "delta-same": Relation(Delta(a, a), Integer(1)),
        "log-exp": Relation(log(exp(u)), u),
        "exp-product": Relation(Mul(exp(u), exp(v)), exp(Add(u, v))),
        "tanh-exp": Relation(Fn("tanh", u), (exp(u) - exp(-u)) / (exp(u) + exp(-u))),
        "log-power": Relation(log(Pow(u, p)), Mul(p, log(u))),
        "sign-root": Relation(Pow(Pow(u, Integer(2)), Rational(1, 2)), u),
        "log-derivative": Relation(D(f, Ref("x")), Mul(f, D(log(f), Ref("x")))),
    }
