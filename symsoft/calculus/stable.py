"""Forms that keep the value and avoid overflow, each with its own proof.

Logarithms of defined quantities are taken apart, exponentials lowered by the largest one, and what
a weight of 0 must take out is guarded: every line is a rule of the book (``overflow``).
"""

from __future__ import annotations

from typing import Any

from symsoft.calculus.context import Context
from symsoft.calculus.cost import cost
from symsoft.calculus.derive import Deriver
from symsoft.calculus.polynomials import cancel
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.writer import Writer
from symsoft.language.system import System
from symsoft.language.terms import Add, Fn, Mul, Pow, Ref, Term
from symsoft.language.walk import names, rebuild, subterms
from symsoft.proof import Form

LOGARITHMS = ("log-product", "log-power", "log-exp")
TIDYING = ("exp-product", *LOGARITHMS)


def stable_form(deriver: Deriver) -> Form | None:
    """The overflow-safe form of the target's definition, None when nothing can overflow so."""
    definition = deriver.system.target
    writer = Writer(definition.head)
    writer.write("definition", definition.body, (definition.head,))
    if "delta" in deriver.book:
        writer.everywhere(deriver.book["delta"], deriver.context())
    if not _made_safe(writer, deriver, ""):
        return None
    return Form("stable", writer.proof(deriver.system), writer.now)


def stable_version(deriver: Deriver, form: Form) -> Form | None:
    """The overflow-safe form of a derivative; the target's own value counts as known."""
    writer = Writer(form.expr)
    if not _made_safe(writer, deriver, deriver.system.target.name):
        return None
    return Form(f"stable-{form.name}", writer.proof(form.proof.system), writer.now)


def _made_safe(writer: Writer, deriver: Deriver, known: str) -> bool:
    """Write the lines to the safe form; False when there is nothing to make safe."""
    context, book = deriver.context(), deriver.book
    if _as_tanh(writer, deriver):
        return True
    read = bool(known) and _read_from_output(writer, deriver, context)
    _take_logs_apart(writer, deriver, context, known)
    lowering = [book[k] for k in ("cosh-exp", "shift-two", "shift") if k in book]
    before = writer.now
    for rule in lowering:
        writer.everywhere(rule, context, again=False)
    if writer.now == before:
        return read
    _tidy(writer, deriver, context)
    return True


def _as_tanh(writer: Writer, deriver: Deriver) -> bool:
    """A quotient of exponentials that is a hyperbolic tangent, written as one."""
    rule = deriver.book.get("tanh-exp")
    if rule is None:
        return False
    for u in (s.arg for s in subterms(writer.now) if _is(s, "exp")):
        tanh = Fn("tanh", u)
        if rule.apply(tanh, deriver.context()) == writer.now:
            return writer.write("tanh-exp", tanh)
    return False


def _read_from_output(writer: Writer, deriver: Deriver, context: Context) -> bool:
    """exp(r_j) for y_j, where the target r is log y: what is already known need not be redone."""
    if not {"fold", "definition", "cancel"} <= set(deriver.book):
        return False
    system = deriver.system

    def change(node: Any) -> Any:
        if not isinstance(node, Ref) or node.name == system.target.name:
            return None
        output = Ref(system.target.name, *node.indices)
        if system.definition(node.name) is None or not _same_axes(node, output, system):
            return None
        if _apart(Fn("log", node), deriver) != _apart(system.unfold(output), deriver):
            return None
        for cited in (node, output):
            context.cite(cited)
        return Fn("exp", output)

    return writer.apply(
        deriver.book["fold"], context, lambda e: everywhere(e, change, again=False, on=Ref)
    )


def _same_axes(a: Ref, b: Ref, system: System) -> bool:
    return system.shapes[a.name] == system.shapes[b.name]


def _apart(e: Any, deriver: Deriver) -> Any:
    """What is left of e when its logarithms are taken apart."""
    writer = Writer(e)
    _take_logs_apart(writer, deriver, deriver.context(), "")
    return settle(writer.now)


def _take_logs_apart(writer: Writer, deriver: Deriver, context: Context, known: str) -> None:
    """log y_k = x_k - log Sum_l exp(x_l), log(1 - s) = -x - log(1 + exp(-x)), and the like."""
    book, system = deriver.book, deriver.system

    def unfold(node: Any) -> Any:
        if not _is(node, "log") or known in names(node.arg):
            return None
        plain = _unfolded(node.arg, deriver)
        if plain == node.arg or not _is_product(cancel(plain)):
            return None
        for ref in (s for s in subterms(node.arg) if isinstance(s, Ref)):
            if system.definition(ref.name) is not None:
                context.cite(ref)
        return Fn("log", plain)

    def quotient(node: Any) -> Any:
        return Fn("log", cancel(node.arg)) if _is(node, "log") and _sums_a_quotient(node) else None

    if {"definition", "cancel"} <= set(book):
        definition = book["definition"]
        writer.apply(definition, context, lambda e: everywhere(e, unfold, again=False, on=Fn))
        writer.write("cancel", everywhere(writer.now, quotient, again=False, on=Fn))
    rules = [book[k] for k in LOGARITHMS if k in book]
    while any(writer.everywhere(rule, context) for rule in rules):
        pass


def _unfolded(e: Any, deriver: Deriver) -> Any:
    """e with defined quantities replaced by what they are, no deeper than the first exponential."""

    def change(node: Any) -> Any:
        if isinstance(node, Ref) and deriver.system.definition(node.name) is not None:
            return deriver.system.unfold(node)
        return rebuild(node, change) if isinstance(node, Term) else node

    plain = change(e)
    if plain == e or any(_is(s, "exp") for s in subterms(plain)):
        return plain
    return _unfolded(plain, deriver)


def _is_product(e: Any) -> bool:
    """Does a logarithm of e come apart, or become a sum of exponentials?"""
    return isinstance(e, Mul | Pow) and any(_is(s, "exp") for s in subterms(e))


def _sums_a_quotient(node: Any) -> bool:
    return isinstance(node.arg, Add) and any(
        isinstance(s, Pow) and s.exponent == -1 and any(_is(x, "exp") for x in subterms(s.base))
        for s in subterms(node.arg)
    )


def _tidy(writer: Writer, deriver: Deriver, context: Context) -> None:
    """Exponentials merged, logarithms apart, like terms cancelled, weights of 0 guarded."""
    book = deriver.book
    rules = [book[k] for k in TIDYING if k in book]
    while any(writer.everywhere(rule, context) for rule in rules):
        pass
    shorter = settle(writer.now)
    if "cancel" in book and cost(shorter) < cost(writer.now):
        writer.write("cancel", shorter)
    for key in ("positive-part", "zero-weight"):
        if key in book:
            writer.everywhere(book[key], context, again=False)


def _is(e: Any, function: str) -> bool:
    return isinstance(e, Fn) and e.name == function
