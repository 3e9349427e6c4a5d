"""Forms that keep the value and avoid overflow, each with its own proof.

Logarithms of defined quantities are taken apart, exponentials lowered by the largest one, and what
a weight of 0 must take out is guarded: every line is a rule of the book (``overflow``).
"""

from __future__ import annotations

from symsoft.calculus.context import Context
from symsoft.calculus.cost import cost
from symsoft.calculus.derive import Deriver
from symsoft.calculus.from_output import read_from_output
from symsoft.calculus.logarithms import LOGARITHMS, is_function, take_logs_apart
from symsoft.calculus.settling import settle
from symsoft.calculus.writer import Writer
from symsoft.language.terms import Fn
from symsoft.language.walk import subterms
from symsoft.proof import Form

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
    read = bool(known) and read_from_output(writer, deriver, context)
    take_logs_apart(writer, deriver, context, known)
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
    for u in (s.arg for s in subterms(writer.now) if is_function(s, "exp")):
        tanh = Fn("tanh", u)
        if rule.apply(tanh, deriver.context()) == writer.now:
            return writer.write("tanh-exp", tanh)
    return False


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
