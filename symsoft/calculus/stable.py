"""Forms that keep the value and avoid overflow, each with its own proof.

Every exponential of a sum of exponentials is shifted by the largest exponent c: the proof starts
from the shifted form and lets the rule book take the shift out again.
"""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.calculus.derive import Deriver, Writer
from symsoft.calculus.settling import everywhere, settle
from symsoft.language.terms import Fn, Max, Mul, Pow, Sum, factors, plus, times
from symsoft.language.walk import subterms
from symsoft.proof import Form


def stable_form(deriver: Deriver) -> Form | None:
    """The overflow-safe form of the target's definition, None when nothing can overflow so.

    Logarithms of defined quantities are taken apart first: log y_k = x_k - log Sum_l exp(x_l).
    """
    definition = deriver.system.target
    plain = Writer(definition.head)
    plain.write("definition", definition.body, (definition.head,))
    deriver.take_logs_apart(plain, deriver.context())
    shifted = plain.now
    for total in dict.fromkeys(s for s in subterms(plain.now) if _is_sum_of_exponentials(s)):
        shifted = _shifted(shifted, total)
    if shifted == plain.now:
        return _as_tanh(deriver)
    writer = _without_shift(shifted, deriver)
    if writer.now == settle(plain.now):
        writer.write("factor", plain.now)
    if writer.now != plain.now or not {"fold", "factor"} <= set(deriver.book):
        return None
    for step in reversed(plain.steps):
        rule = "fold" if step.rule == "definition" and step.before == plain.start else step.rule
        writer.write(rule, step.before, step.cites, step.given)
    return Form("stable", writer.proof(deriver.system), writer.start)


def _as_tanh(deriver: Deriver) -> Form | None:
    """A quotient of exponentials that is a hyperbolic tangent, written as one."""
    definition = deriver.system.target
    if not {"tanh-exp", "fold"} <= set(deriver.book):
        return None
    for u in (s.arg for s in subterms(definition.body) if _is_exp(s)):
        writer = Writer(Fn("tanh", u))
        writer.everywhere(deriver.book["tanh-exp"], deriver.context(), again=False)
        if writer.now == definition.body:
            writer.write("fold", definition.head, (definition.head,))
            return Form("stable", writer.proof(deriver.system), writer.start)
    return None


def _is_sum_of_exponentials(e: Any) -> bool:
    return isinstance(e, Sum) and _is_exp(e.body) and not e.excluded


def _is_exp(e: Any) -> bool:
    return isinstance(e, Fn) and e.name == "exp"


def _shifted(body: Any, total: Any) -> Any:
    """The body with its exponents lowered by their maximum."""
    largest = Max(total.body.arg, total.index)

    def lower(e: Any) -> Any:
        return Fn("exp", plus(e.arg, times(S.NegativeOne, largest)))

    smaller = Sum(lower(total.body), total.index)

    def change(node: Any) -> Any:
        if isinstance(node, Fn) and node.name == "log" and node.arg == total:
            return plus(largest, Fn("log", smaller))
        if isinstance(node, Mul) and any(f == Pow(total, S.NegativeOne) for f in node.args):
            if sum(_is_exp(f) for f in node.args) != 1:
                return None
            parts = [
                Pow(smaller, S.NegativeOne)
                if f == Pow(total, S.NegativeOne)
                else lower(f)
                if _is_exp(f)
                else f
                for f in factors(node)
            ]
            return times(*parts)
        return None

    return everywhere(body, change, again=False)


def _without_shift(shifted: Any, deriver: Deriver) -> Writer:
    """The lines that take the shift out again by rules of the book."""
    book = deriver.book
    context = deriver.context()
    writer = Writer(shifted)
    rules = [book[k] for k in ("exp-sum", "constants-out", "log-product", "log-exp") if k in book]
    while any(writer.everywhere(rule, context) for rule in rules):
        pass
    if "cancel" in book:
        writer.write("cancel", settle(writer.now))
    return writer
