"""Derivatives written in the value of the target: a routine then takes what is already computed."""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.calculus.context import Context
from symsoft.calculus.cost import cost
from symsoft.calculus.derive import Deriver
from symsoft.calculus.logarithms import has_function, is_function, take_logs_apart, unfolded
from symsoft.calculus.polynomials import cancel
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.writer import Writer
from symsoft.language.system import System
from symsoft.language.terms import Add, Fn, Mul, Pow, Ref, factors, times
from symsoft.language.walk import free_in_order, rebuild


def read_from_output(writer: Writer, deriver: Deriver, context: Context) -> bool:
    """What the target is the logarithm of, by the target's value: it need not be computed again.

    exp(r_j) for y_j where r is log y; 1 - exp(-y) for s where y is -log(1 - s).
    """
    if not {"fold", "definition", "cancel"} <= set(deriver.book):
        return False
    system = deriver.system

    def change(node: Any) -> Any:
        parts = _exponentials(node, system)
        if not parts:
            return None
        value = _value(times(*parts), deriver, context)
        if value is not None:
            return times(*(f for f in factors(node) if f not in parts), value)
        # A factor of the part alone would be an exponential that can overflow: it is left alone.
        return node if parts == [node] else rebuild(node, lambda f: f if f in parts else within(f))

    def within(e: Any) -> Any:
        return everywhere(e, change, again=False)

    def shorter(node: Any) -> Any:
        if not isinstance(node, Add):
            return None
        settled = settle(node)
        return settled if cost(settled) < cost(node) else None

    read = writer.apply(deriver.book["fold"], context, within)
    if read:
        writer.write("cancel", everywhere(writer.now, shorter, again=False, on=Add))
    return read


def _exponentials(e: Any, system: System) -> list[Any]:
    """The factors of e that are an exponential of the output together, or so it may be."""
    if isinstance(e, Ref):
        return [e] if e.name != system.target.name and system.definition(e.name) else []
    return [
        f
        for f in factors(e)
        if is_function(f, "exp") or (isinstance(f, Pow) and has_function(f.base, "exp"))
    ]


def _value(part: Any, deriver: Deriver, context: Context) -> Any:
    """What the output gives for a part of the derivative, None when it is no exponential of it."""
    target = deriver.system.target
    indices = part.indices if isinstance(part, Ref) else tuple(free_in_order(part))
    if tuple(i.size for i in indices) != deriver.system.shapes[target.name]:
        return None
    output = Ref(target.name, *indices)
    value = _exponential(part, output, deriver)
    if value is not None:
        for cited in (part, output):
            if isinstance(cited, Ref):
                context.cite(cited)
    return value


def _exponential(e: Any, output: Any, deriver: Deriver) -> Any:
    """e as exp(y), 1 - exp(y) or 1 - exp(-y), None when it is none of them."""
    plain = deriver.system.unfold(output)
    if not has_function(plain, "log"):
        return None
    if _apart(Fn("log", e), deriver) == _apart(plain, deriver):
        return Fn("exp", output)
    exponential = _of_logarithm(plain)
    if exponential is None:
        return None
    rest = Add(S.One, _minus(unfolded(e, deriver)))
    if cancel(Add(rest, _minus(exponential))) == 0:
        return Add(S.One, _minus(Fn("exp", output)))
    if cancel(Add(rest, _minus(Pow(exponential, S.NegativeOne)))) == 0:
        return Add(S.One, _minus(Fn("exp", _minus(output))))
    return None


def _of_logarithm(e: Any) -> Any:
    """exp(e) where e is a logarithm or minus one, None elsewhere."""
    if is_function(e, "log"):
        return e.arg
    opposite = cancel(_minus(e))
    return Pow(opposite.arg, S.NegativeOne) if is_function(opposite, "log") else None


def _minus(e: Any) -> Any:
    return Mul(S.NegativeOne, e)


def _apart(e: Any, deriver: Deriver) -> Any:
    """What is left of e when its logarithms are taken apart."""
    writer = Writer(e)
    take_logs_apart(writer, deriver, deriver.context(), "")
    return settle(writer.now)
