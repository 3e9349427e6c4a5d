"""Rules that a term is positive, or at least 0: by its parts, and by what is given.

``sign_step`` gives the step with a substep for each part, down to exponentials, squares and what is
given, so that every condition that is used is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.signs import stated
from symsoft.language.system import Assumption, System
from symsoft.language.terms import (
    Add,
    Constant,
    Delta,
    Fn,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
)
from symsoft.proof import Step

STRICT, WEAK = "positive", "nonnegative"
RELATIONS = {STRICT: ">", WEAK: ">="}


@rule(STRICT, "property", "exp(x[i])/sum(exp(x[k]), k)", relation=">")
def positive(node: Any, context: Context) -> Any:
    """exp(u) > 0, a + b > 0, a b > 0, a/b > 0
    where a > 0 and b > 0
    """
    return _used(sign_step(node, context.system, STRICT), context)


@rule(WEAK, "property", "sum(exp(y[k])*x[k]**2, k)", relation=">=")
def nonnegative(node: Any, context: Context) -> Any:
    """u**2 >= 0, a + b >= 0, a b >= 0
    where a >= 0 and b >= 0
    """
    return _used(sign_step(node, context.system, WEAK), context)


def _used(step: Step | None, context: Context) -> Any:
    if step is None:
        return None
    for a in step.given:
        context.use(a)
    return step.after


def at_least_two(size: Size) -> Assumption:
    """The assumption that a range has a second entry."""
    return Assumption(">=", size, Integer(2))


Parts = tuple[list[Step], list[Any], list[Assumption]]
"""The substeps, what is cited, what is given."""


def sign_step(e: Any, system: System, wanted: str) -> Step | None:
    """The step ``e > 0``, or ``e >= 0`` for WEAK, None when the rules don't show it."""
    found = _shown(e, system, wanted)
    if found is None:
        return None
    substeps, cites, given = found
    given = [*given, *(a for s in substeps for a in s.given)]
    return Step(
        e,
        S.Zero,
        wanted,
        RELATIONS[wanted],
        cites=tuple(cites),
        given=tuple(dict.fromkeys(given)),
        substeps=tuple(substeps),
    )


def _shown(e: Any, system: System, wanted: str) -> Parts | None:
    if isinstance(e, Rational):
        return _plain(e > 0 or (wanted == WEAK and e == 0))
    said = stated(e, system, (">",) if wanted == STRICT else (">", ">=", "onehot"))
    if said is not None:
        return [], [], [said]
    show = _RULES.get(type(e))
    return show(e, system, wanted) if show is not None else None


def _plain(shown: Any) -> Parts | None:
    return ([], [], []) if shown else None


def _each(parts: Iterable[Any], system: System, wanted: str) -> Parts | None:
    """Every part has the wanted sign; numbers need no line."""
    substeps = []
    for part in parts:
        step = sign_step(part, system, wanted)
        if step is None:
            return None
        if not isinstance(part, Rational):
            substeps.append(step)
    return substeps, [], []


def _product(e: Any, system: System, wanted: str) -> Parts | None:
    return _each(e.args, system, wanted)


def _add(e: Any, system: System, wanted: str) -> Parts | None:
    if wanted == WEAK:
        return _each(e.args, system, WEAK)
    first = next((a for a in e.args if sign_step(a, system, STRICT) is not None), None)
    if first is None:
        return None
    rest = _each((a for a in e.args if a is not first), system, WEAK)
    above = _each((first,), system, STRICT)
    return (above[0] + rest[0], [], []) if rest is not None and above is not None else None


def _power(e: Any, system: System, wanted: str) -> Parts | None:
    base, p = e.base, e.exponent
    positive_base = _each((base,), system, STRICT)
    if positive_base is not None:
        return positive_base
    if not isinstance(p, Rational) or wanted == STRICT:
        return None
    if isinstance(p, Integer) and p % 2:
        return _each((base,), system, WEAK) if p > 0 else None
    return _plain(p > 0)


def _function(e: Any, _system: System, wanted: str) -> Parts | None:
    return _plain(e.name in ("exp", "cosh") or (e.name == "abs" and wanted == WEAK))


def _reduction(e: Any, system: System, wanted: str) -> Parts | None:
    found = _each((e.body,), system, wanted)
    if found is None or not e.excluded or wanted == WEAK:
        return found if isinstance(e, Sum) or not e.excluded else None
    filled = next(_filled(e, system), None) if isinstance(e, Sum) else None
    return (found[0], [], [filled]) if filled is not None else None


def _filled(e: Reduction, system: System) -> Iterator[Assumption]:
    """What is given that leaves a restricted sum at least one term."""
    for a in system.assumptions:
        enough = a.relation == ">=" and isinstance(a.rhs, Integer) and a.rhs > len(e.excluded)
        if enough and a.lhs == e.index.size:
            yield a


def _ref(e: Any, system: System, wanted: str) -> Parts | None:
    """A defined quantity, by its definition."""
    if system.definition(e.name) is None:
        return None
    found = _each((system.unfold(e),), system, wanted)
    return (found[0], [e], []) if found is not None else None


_RULES: dict[type, Callable[[Any, System, str], Parts | None]] = {
    Size: lambda *_: _plain(True),
    Constant: lambda *_: _plain(True),
    Delta: lambda _e, _system, wanted: _plain(wanted == WEAK),
    Fn: _function,
    Mul: _product,
    Add: _add,
    Pow: _power,
    Sum: _reduction,
    Max: _reduction,
    Min: _reduction,
    Ref: _ref,
}
