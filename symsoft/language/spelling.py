"""Terms in the one-line syntax, ``y[i] = exp(x[i])/sum(exp(x[k]), k)``: text out, never in.

Arguments are spelled in the order in which they are held, with as few brackets as the syntax
allows, and so that ``text.read_term`` reads an equal term back (save ``cases``, which has no input
syntax).  This file decides nothing about mathematics.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational, S

from symsoft.language.matrix import Vec
from symsoft.language.system import Assumption, Definition
from symsoft.language.terms import (
    Add,
    Branch,
    Cases,
    Compare,
    Constant,
    D,
    Differ,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Same,
    Size,
    Term,
)

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly a spelling holds together; a spelling is bracketed where a tighter one is needed."""

Spelling = tuple[str, int]


def one_line(e: Any) -> str:
    """The term, or exact number, in the one-line syntax.

    >>> from symsoft.language.terms import Add, Index, Mul, Pow, Ref, Size
    >>> i = Index("i", Size("n"))
    >>> one_line(Mul(Ref("y", i), Pow(Add(1, Mul(-1, Ref("T"))), -1)))
    'y[i]/(1 - T)'
    """
    return _spell(e)[0]


def definition_line(definition: Definition) -> str:
    """``y[i] = body``."""
    return f"{one_line(definition.head)} = {one_line(definition.body)}"


def assumption_line(assumption: Assumption) -> str:
    """``sum(t[k], k) = 1``, ``x[k] > 0``, ``onehot(t)``."""
    if assumption.relation == "onehot":
        return f"onehot({assumption.lhs.name})"
    line = f"{one_line(assumption.lhs)} {assumption.relation} {one_line(assumption.rhs)}"
    pairs = ", ".join(f"{one_line(a)} != {one_line(b)}" for a, b in assumption.apart)
    return f"{line} for {pairs}" if pairs else line


def _spell(e: Any) -> Spelling:
    if isinstance(e, Rational):
        return _number(e)
    if not isinstance(e, Term):
        return str(e), ATOM
    if isinstance(e, Add):
        return _sum(e)
    if isinstance(e, Mul):
        return _product(e)
    if isinstance(e, Pow):
        return _power(e)
    return _atom(e), ATOM


def _atom(e: Any) -> str:
    if isinstance(e, Vec):
        return _atom(e.of)
    if isinstance(e, Constant | Index | Size):
        return e.name
    if isinstance(e, Ref):
        return f"{e.name}[{','.join(map(one_line, e.indices))}]" if e.indices else e.name
    if isinstance(e, Compare | Same | Differ | Branch):
        return _condition(e)
    if isinstance(e, Cases):
        return f"cases({'; '.join(map(one_line, e.args))})"
    return f"{_word(e)}({', '.join(_arguments(e))})"


def _word(e: Any) -> str:
    """The name of the function whose call spells e."""
    if isinstance(e, Reduction):
        return e.word
    if isinstance(e, Fn):
        return e.name
    return "D" if isinstance(e, D) else type(e).__name__.lower()


def _arguments(e: Any) -> list[str]:
    if isinstance(e, Reduction):
        index = e.index.name
        return [one_line(e.body), index, *(f"{index} != {one_line(x)}" for x in e.excluded)]
    return [one_line(a) for a in e.args if isinstance(a, Term | Rational)]


def _condition(e: Any) -> str:
    if isinstance(e, Branch):
        conditions = ", ".join(map(one_line, e.conditions))
        return f"{conditions}: {one_line(e.body)}" if conditions else one_line(e.body)
    if isinstance(e, Compare):
        return f"{one_line(e.args[1])} {e.op} {one_line(e.args[2])}"
    return f" {'==' if isinstance(e, Same) else '!='} ".join(map(one_line, e.args))


def _bracketed(e: Any, needed: int) -> str:
    """e, in brackets unless it holds together as tightly as needed."""
    text, level = _spell(e)
    return text if level >= needed else f"({text})"


def _number(e: Any) -> Spelling:
    return str(e), ATOM if isinstance(e, Integer) and e >= 0 else PRODUCT


def _sum(e: Any) -> Spelling:
    if not e.args:
        return "0", ATOM
    text = _bracketed(e.args[0], PRODUCT)
    for term in e.args[1:]:
        opposite = _opposite(term)
        sign, rest = ("+", term) if opposite is None else ("-", opposite)
        text += f" {sign} {_bracketed(rest, PRODUCT)}"
    return text, SUM


def _opposite(e: Any) -> Any:
    """-e when e begins with a negative number, otherwise None."""
    if isinstance(e, Rational):
        return -e if e < 0 else None
    first = e.args[0] if isinstance(e, Mul) and len(e.args) > 1 else None
    if not isinstance(first, Rational) or not first < 0:
        return None
    rest = e.args[1:]
    if first is not S.NegativeOne or isinstance(rest[0], Rational):
        return Mul(-first, *rest)
    return Mul(*rest) if len(rest) > 1 else rest[0]


def _product(e: Any) -> Spelling:
    if not e.args:
        return "1", ATOM
    opposite = _opposite(e)
    return _factors(e.args) if opposite is None else f"-{_bracketed(opposite, PRODUCT)}", PRODUCT


def _factors(factors: tuple[Any, ...]) -> str:
    text = _bracketed(factors[0], PRODUCT)
    for position, factor in enumerate(factors[1:], 1):
        # 1/b is read as a power and 2/3 as a number: no division after a lone number.
        lone = factors[0] if position == 1 and isinstance(factors[0], Rational) else None
        below = _denominator(factor, lone)
        text += f"*{_bracketed(factor, POWER)}" if below is None else f"/{below}"
    return text


def _denominator(factor: Any, lone: Any) -> str | None:
    """What stands under the stroke when the factor is written as a division, otherwise None."""
    if isinstance(factor, Rational):
        return str(factor.q) if lone is None and factor.p == 1 and factor.q > 1 else None
    return None if lone is S.One else _reciprocal(factor)


def _reciprocal(e: Any) -> str | None:
    """The spelling of 1/e for a power with a negative exponent that is read back as it is."""
    exponent = _opposite(e.exponent) if isinstance(e, Pow) else None
    if exponent is None:
        return None
    if e.exponent is not S.NegativeOne:
        return _raised(e.base, exponent)[0]
    # 1/2 is a number and 1/b**2 the power b**-2, so these are no way to write a reciprocal.
    power = isinstance(e.base, Pow) and _opposite(e.base.exponent) is None
    return None if power or isinstance(e.base, Rational) else _bracketed(e.base, POWER)


def _power(e: Any) -> Spelling:
    below = _reciprocal(e)
    return _raised(e.base, e.exponent) if below is None else (f"1/{below}", PRODUCT)


def _raised(base: Any, exponent: Any) -> Spelling:
    if exponent == S.Half:
        return f"sqrt({one_line(base)})", ATOM
    plain = isinstance(exponent, Integer)
    text = str(exponent) if plain else _bracketed(exponent, POWER)
    return f"{_bracketed(base, ATOM)}**{text}", POWER


__all__ = ["assumption_line", "definition_line", "one_line"]
