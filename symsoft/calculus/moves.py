"""Moves of the search for a nice form: each turns a whole expression into others of equal value.

A move yields Lines; several when a reader should see the middle.  Which moves are worth while is
decided by ``search``, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import common_number, content, has_minus, like_terms, negate
from symsoft.calculus.context import Context, Line
from symsoft.calculus.folding import Folder
from symsoft.calculus.level import Level
from symsoft.calculus.polynomials import (
    LARGEST,
    cancel_around,
    expand,
    expand_around,
    factor,
    factor_around,
    groupings,
    level_of,
    on_every_level,
    spread,
)
from symsoft.calculus.remembering import remembered
from symsoft.calculus.repeating import repetitions
from symsoft.calculus.settling import everywhere, pull_all, settle
from symsoft.calculus.signs import is_nonnegative
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Delta,
    Index,
    Mul,
    Pow,
    Ref,
    Sum,
    Term,
    factors,
    plus,
    power,
    summands,
    times,
)
from symsoft.language.walk import contains, names, rebuild, rename

Lines = tuple[Line, ...]


@rule("fold", "move")
def fold_definition(e: Any, context: Context) -> Iterator[Lines]:
    """The body of a definition equals its name."""
    if "folder" not in context.memo:
        context.memo["folder"] = Folder(context.system)
    for g, new in context.memo["folder"].folded(e):
        cited = (g.definition.head,)
        yield (Line("fold", pull_all(new), cited),)
        if "cancel" in context.keys and not g.whole:
            yield Line("fold", new, cited), Line("cancel", settle(new))


@rule("unfold", "move")
def unfold_product(e: Any, context: Context) -> Iterator[Lines]:
    """The name of a product of names equals that product."""
    for d in context.system.definitions:
        if d.name in names(e) and _is_product_of_names(d.body):
            new = everywhere(e, partial(_unfolded, d.name, context.system), on=Ref)
            yield Line("unfold", new, (d.head,)), Line("cancel", settle(new))


def _unfolded(name: str, system: System, node: Any) -> Any:
    return system.unfold(node) if isinstance(node, Ref) and node.name == name else None


def _is_product_of_names(e: Any) -> bool:
    return isinstance(e, Mul) and all(isinstance(f, Rational | Ref) for f in e.args)


@rule("cancel", "move", "exp(x[i])*a/exp(x[i])")
def cancel_all(e: Any, context: Context) -> Iterator[Lines]:
    """a b/(a c) = b/c
    where a != 0 and c != 0
    """
    yield (Line("cancel", settle(e)),)
    yield (Line("cancel", pull_all(cancel_around(e))),)


@rule("expand", "move", "a*(x[i] + y[i])")
def expand_all(e: Any, context: Context) -> Iterator[Lines]:
    """a (b + c) = a b + a c"""
    for way in (expand, expand_around):
        yield (Line("expand", pull_all(way(e))),)


@rule("factor", "move", "a*x[i] + a*y[i]")
def factor_all(e: Any, context: Context) -> Iterator[Lines]:
    """a b + a c = a (b + c)"""
    for way in (factor, factor_around, _common_everywhere, _collect_deltas):
        yield (Line("factor", pull_all(signs(pull_all(way(e))))),)


@rule("group", "grouping", "a*x[i] + b*y[i] + a*y[i]")
def group(e: Any, context: Context) -> Iterator[Lines]:
    """a b + a c + d = a (b + c) + d"""
    for new in groupings(e):
        yield (Line("group", pull_all(signs(pull_all(new)))),)
    for new in repetitions(e):
        yield (Line("group", new),)


@rule("delta-index", "move", "delta(i, j)*x[i]")
def delta_fixes_index(e: Any, context: Context) -> Iterator[Lines]:
    """delta_ij f_i = delta_ij f_j"""
    if contains(e, Delta):
        yield (Line("delta-index", _one_index(e, 0)),)
        yield (Line("delta-index", _one_index(e, 1)),)


@rule("sign-root", "move")
def roots(e: Any, context: Context) -> Iterator[Lines]:
    """(a**2)**(1/2) = a
    where a >= 0
    """

    def change(node: Any) -> Any:
        if not isinstance(node, Pow) or isinstance(node.exponent, Integer):
            return None
        inside = [f for f in factors(node.base) if isinstance(f, Pow)]
        good = [f for f in inside if is_nonnegative(f.base, context.system)]
        if not good:
            return None
        rest = times(*(f for f in factors(node.base) if not any(f is g for g in good)))
        return times(
            *(power(f.base, times(f.exponent, node.exponent)) for f in good),
            power(rest, node.exponent) if rest is not S.One else S.One,
        )

    yield (Line("sign-root", everywhere(e, change, again=False, on=Pow)),)


def _one_index(e: Any, which: int) -> Any:
    if isinstance(e, Mul):
        for d in [f for f in e.args if isinstance(f, Delta)]:
            a, b = d.args if which else d.args[::-1]
            if isinstance(a, Index):
                rest = times(*(f for f in e.args if f is not d))
                return times(rename(rest, {a: b}), d)
    if isinstance(e, Add | Mul):
        return rebuild(e, lambda x: _one_index(x, which))
    return e


@remembered(20_000)
def _common_everywhere(e: Any) -> Any:
    return on_every_level(e, _common, _common_everywhere)


def _common(e: Any) -> Any:
    """Common factors of the summands in front, without multiplying anything out."""
    if isinstance(e, Add | Mul) or (isinstance(e, Pow) and isinstance(e.exponent, Integer)):
        e = rebuild(e, _common)
    if not isinstance(e, Add):
        return e
    powers = [_whole_powers(t) for t in e.args]
    shared = {}
    for base in powers[0]:
        exponents = [p.get(base, 0) for p in powers]
        if all(x > 0 for x in exponents):
            shared[base] = min(exponents)
        elif all(x < 0 for x in exponents):
            shared[base] = max(exponents)
    number = common_number([content(t)[0] for t in e.args])
    if all(has_minus(t) for t in e.args):
        number = -number
    common = [power(b, Integer(x)) for b, x in shared.items()]
    if not common and abs(number) == 1:
        return e
    left = []
    for t, p in zip(e.args, powers, strict=True):
        rest = [power(b, Integer(x - shared.get(b, 0))) for b, x in p.items()]
        left.append(times(_number(t) / number, *rest))
    return times(number, *common, plus(*left))


def _number(t: Any) -> Any:
    first = factors(t)[0]
    return first if isinstance(first, Rational) else S.One


def _whole_powers(t: Any) -> dict[Any, int]:
    out: dict[Any, int] = {}
    for f in factors(t):
        if isinstance(f, Rational):
            continue
        if isinstance(f, Pow) and isinstance(f.exponent, Integer):
            out[f.base] = out.get(f.base, 0) + int(f.exponent)
        else:
            out[f] = out.get(f, 0) + 1
    return out


def _collect_deltas(e: Any) -> Any:
    """A delta + B = A (delta + B/A) where it can be written so."""
    if isinstance(e, Add | Mul) and spread(e) < LARGEST and contains(e, Delta):
        level = level_of(e)
        found = next(_collected(level), None) if level is not None else None
        if found is not None:
            return found
    if isinstance(e, Mul | Pow | Sum):
        return rebuild(e, _collect_deltas)
    return e


def _collected(level: Level) -> Iterator[Any]:
    """The ways to collect the terms with a delta."""
    for place, g in enumerate(level.generators):
        found = level.collected(place) if isinstance(g, Delta) else None
        if found is not None and not _is_zero(found):
            yield found


def _is_zero(e: Any) -> bool:
    """Is a factor zero after arithmetic, such as Sum_k (x_k - x_k)?  Nothing divides by it."""
    return any(settle(f) is S.Zero for f in factors(e))


@remembered(20_000)
def signs(e: Any) -> Any:
    """Numbers and deltas positive inside brackets, no lone minus in front of a bracket."""
    if not isinstance(e, Term) or Add not in e.kinds:
        return e
    e = rebuild(e, signs)
    if not isinstance(e, Mul):
        return like_terms(e)
    out, flips = [], 0
    for f in e.args:
        bracket, exponent = (f.base, f.exponent) if isinstance(f, Pow) else (f, S.One)
        flips_well = isinstance(bracket, Add) and isinstance(exponent, Integer)
        if flips_well and _minuses(negate(bracket)) < _minuses(bracket):
            f, flips = power(negate(bracket), exponent), flips + int(exponent)
        out.append(f)
    new = times(S.NegativeOne if flips % 2 else S.One, *out)
    if has_minus(new):
        brackets = [f for f in new.args if isinstance(f, Add)]
        gains = [_minuses(f) + 1 - _minuses(negate(f)) for f in brackets]
        if gains and max(gains) >= 0:
            best = brackets[gains.index(max(gains))]
            new = times(S.NegativeOne, *(negate(f) if f is best else f for f in new.args))
    return new


def _minuses(e: Any) -> int:
    """How much the minus signs in a sum disturb: those of numbers and deltas most."""
    weights = [4 if isinstance(t, Rational) or contains(t, Delta) else 1 for t in summands(e)]
    return sum(w for t, w in zip(summands(e), weights, strict=True) if has_minus(t))
