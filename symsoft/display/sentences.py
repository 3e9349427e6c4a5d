"""What is said in words about steps, assumptions and ranges, with formulas from a printer of terms.

Every sentence comes from the catalogue of phrases; nothing here knows an output format.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symsoft.display import outline, structure
from symsoft.display.formulas import formula
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH
from symsoft.display.term_printer import TermPrinter
from symsoft.display.told import told
from symsoft.language.system import Assumption, Definition, Kink
from symsoft.language.terms import Delta, Index, Ref, Size, Term
from symsoft.language.walk import contains, subterms
from symsoft.proof import Absent, Derivation, Relation, Step

SECOND = frozenset({"hessian", "matrix-hessian", "hvp", "matrix-hvp", "stable-hvp"})
"""The forms that are made of second derivatives."""


def reason(step: Step, printer: TermPrinter) -> str:
    """Why the step holds."""
    printer = printer.inline()
    shown = ""
    rule = formula(step.rule)
    if rule is not None:
        plain = printer.ordered(Order.of(None, rule.lhs, rule.rhs))
        shown = printer.quote(plain.related(rule.lhs, rule.relation, rule.rhs))
    cites = [printer.quote(printer.box(c).text) for c in step.cites]
    given = [assumption(a, printer) for a in step.given]
    said = printer.phrases.reason(step.rule, cites, given, shown, printer.escape)
    return _with_instance(step, _with_end(step, said, printer), printer)


def _with_end(step: Step, said: str, printer: TermPrinter) -> str:
    """The reason with what a variable does in the limit."""
    if step.toward is None:
        return said
    key = "as-vanishes" if step.toward.point == 0 else "as-grows"
    variable = printer.quote(printer.box(step.toward.variable).text)
    return printer.phrases.word(key, printer.escape, reason=said, variable=variable)


def _with_instance(step: Step, said: str, printer: TermPrinter) -> str:
    """The reason with the counterexample that a line rests on."""
    if step.relation != "differs":
        return said
    for e in step.evidence:
        if e.detail:
            detail = told(e.detail, printer.phrases, printer.escape)
            said = printer.phrases.word("instance", printer.escape, reason=said, detail=detail)
    return said


def assumption(a: Assumption, printer: TermPrinter) -> str:
    """What is assumed, and for which indices."""
    printer = printer.inline()
    say, quote = printer.phrases.word, printer.quote
    if a.relation == "onehot":
        name = printer.box(Ref(a.lhs.name)).text
        return say("onehot", printer.escape, formula=quote(name))
    text = quote(printer.related(a.lhs, a.relation, a.rhs))
    indices = dict.fromkeys(i for side in (a.lhs, a.rhs) for i in _free(side))
    if not indices:
        return text
    listed = _listed(indices, printer)
    if a.apart:
        listed = ", ".join([listed, *(printer.related(i, "!=", j) for i, j in a.apart)])
    return say("for all", printer.escape, formula=text, indices=quote(listed))


def conditions(derivation: Derivation, printer: TermPrinter) -> list[str]:
    """The conditions that nobody gave; of some, that only the second derivative needs them."""
    found = []
    for c in derivation.valid_where:
        said = assumption(c, printer)
        users = [f.name for f in derivation.forms if c in f.valid_where]
        users += [p.name for p in derivation.properties if c in p.valid_where]
        if c not in derivation.needed and users and SECOND.issuperset(users):
            said = printer.phrases.word("for the second", printer.escape, formula=said)
        found.append(said)
    return found


def absent(a: Absent, printer: TermPrinter) -> str:
    """Why there is no such form."""
    about = str(a.about)
    if isinstance(a.about, Term):
        about = printer.quote(printer.inline().box(a.about).text)
    reason = printer.phrases.word(f"absent-{a.reason}", printer.escape, about=about)
    return printer.phrases.word("form-absent", printer.escape, reason=reason)


def plain_reason(a: Absent, of: Any = None) -> str:
    """Why there is no such form, for a message: in English, terms in the one-line syntax.

    ``of`` is the derivative that has none, alone or in an equation with what it is.
    """
    reason = ENGLISH.word(f"absent-{a.reason}", about=str(a.about))
    if of is None:
        return reason
    shown = f"{of.lhs} = {of.rhs}" if isinstance(of, Relation) else str(of)
    return f"{shown} has no {a.name} form: {reason}"


def kink(k: Kink, printer: TermPrinter) -> str:
    """The value that is taken where a function has no derivative."""
    printer = printer.inline()
    if k.function in ("maximum", "minimum"):
        shares = {"share": printer.box(k.value).text, "rest": printer.box(1 - k.value).text}
        quoted = {name: printer.quote(text) for name, text in shares.items()}
        return printer.phrases.word("tie", printer.escape, function=k.function, **quoted)
    text = printer.quote(printer.kink(k.function, k.at, k.value))
    return printer.phrases.word("kink", printer.escape, formula=text)


def ranges(definition: Definition, printer: TermPrinter) -> str:
    """Where the indices of a definition run; empty when it has none."""
    grouped = [_range(indices, size, printer) for size, indices in outline.ranges(definition)]
    return printer.phrases.word("semicolon", printer.escape).join(grouped)


def form_title(result: outline.Result, asked: Mapping[str, int], printer: TermPrinter) -> str:
    """What a form is called; ``asked`` are the concrete sizes that the user named."""
    say = printer.phrases.word
    if result.name == "delta" and not contains(result.proof.claim.rhs, Delta):
        return say("form-plain", printer.escape)
    if result.name.startswith("property") or result.name == "lemma":
        return _theorem_title(result, printer.inline())
    if result.name.startswith("matrix"):
        return _matrix_title(result, printer)
    if not result.name.startswith("entries"):
        return say(f"form-{result.name}", printer.escape)
    found = result.sizes or asked
    parts = [f"{printer.box(Size(name)).text} = {value}" for name, value in found.items()]
    listed = printer.phrases.listed([printer.quote(p) for p in parts], printer.escape)
    if result.name != "entries":
        return say(f"form-{result.name}", printer.escape, sizes=listed)
    key = "form-entries" if result.sizes else "form-kinds"
    return say(f"{key}-at" if parts else key, printer.escape, sizes=listed)


def _theorem_title(result: outline.Result, printer: TermPrinter) -> str:
    """What a theorem, or a lemma of it, says, with what only it assumes."""
    say, quote = printer.phrases.word, printer.quote
    toward = result.proof.claim.toward
    variable = quote(printer.box(toward.variable).text) if toward is not None else ""
    lemma = result.name == "lemma"
    title = say("own lemma" if lemma else result.name, printer.escape, variable=variable)
    conditions = [assumption(c, printer) for c in result.where if isinstance(c, Assumption)]
    if conditions:
        listed = printer.phrases.listed(conditions, printer.escape)
        title = say("property-where", printer.escape, title=title, conditions=listed)
    return title if lemma else say("property", printer.escape, title=title)


def _matrix_title(result: outline.Result, printer: TermPrinter) -> str:
    """What a matrix form is called, with the conventions that its notation uses."""
    say = printer.phrases.word
    own = result.name == "matrix-definition"
    title = say("form-matrix-definition" if own else "form-matrix", printer.escape)
    found = structure.vectors(result.proof.claim.rhs)
    if found:
        title = say(f"vectors-{found}", printer.escape, title=title)
    if structure.has_function_of_matrix(result.proof.claim.rhs):
        title = say("entry by entry", printer.escape, title=title)
    return title


def _range(indices: list[Index], size: Size, printer: TermPrinter) -> str:
    listed, last = _listed(indices, printer), printer.box(size).text
    quote = printer.quote
    return printer.phrases.word(
        "range", printer.escape, indices=quote(listed), first=quote("1"), last=quote(last)
    )


def _listed(indices: Any, printer: TermPrinter) -> str:
    return ", ".join(printer.box(i).text for i in indices)


def _free(e: Any) -> list[Index]:
    """The free indices of a term, in order of appearance."""
    return [s for s in subterms(e) if isinstance(s, Index) and s in e.free]
