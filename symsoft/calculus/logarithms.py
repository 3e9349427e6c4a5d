"""Logarithms of defined quantities taken apart by the rules of the book.  Nothing is shifted."""

from __future__ import annotations

from typing import Any

from symsoft.calculus.context import Context
from symsoft.calculus.derive import Deriver
from symsoft.calculus.polynomials import cancel
from symsoft.calculus.settling import everywhere
from symsoft.calculus.writer import Writer
from symsoft.language.terms import Add, Fn, Mul, Pow, Ref, Term
from symsoft.language.walk import names, rebuild, subterms

LOGARITHMS = ("log-product", "log-power", "log-exp")


def take_logs_apart(writer: Writer, deriver: Deriver, context: Context, known: str) -> None:
    """log y_k = x_k - log Sum_l exp(x_l), log(1 - s) = -x - log(1 + exp(-x)), and the like."""
    book, system = deriver.book, deriver.system

    def unfold(node: Any) -> Any:
        if not is_function(node, "log") or known in names(node.arg):
            return None
        plain = unfolded(node.arg, deriver)
        if plain == node.arg or not _is_product(cancel(plain)):
            return None
        for ref in (s for s in subterms(node.arg) if isinstance(s, Ref)):
            if system.definition(ref.name) is not None:
                context.cite(ref)
        return Fn("log", plain)

    def quotient(node: Any) -> Any:
        sums = is_function(node, "log") and _sums_a_quotient(node)
        return Fn("log", cancel(node.arg)) if sums else None

    if {"definition", "cancel"} <= set(book):
        definition = book["definition"]
        writer.apply(definition, context, lambda e: everywhere(e, unfold, again=False, on=Fn))
        writer.write("cancel", everywhere(writer.now, quotient, again=False, on=Fn))
    rules = [book[k] for k in LOGARITHMS if k in book]
    while any(writer.everywhere(rule, context) for rule in rules):
        pass


def unfolded(e: Any, deriver: Deriver) -> Any:
    """e with defined quantities replaced by what they are, no deeper than the first exponential."""

    def change(node: Any) -> Any:
        if isinstance(node, Ref) and deriver.system.definition(node.name) is not None:
            return deriver.system.unfold(node)
        return rebuild(node, change) if isinstance(node, Term) else node

    plain = change(e)
    if plain == e or has_function(plain, "exp"):
        return plain
    return unfolded(plain, deriver)


def _is_product(e: Any) -> bool:
    """Does a logarithm of e come apart, or become a sum of exponentials?"""
    return isinstance(e, Mul | Pow) and has_function(e, "exp")


def _sums_a_quotient(node: Any) -> bool:
    return isinstance(node.arg, Add) and any(
        isinstance(s, Pow) and s.exponent == -1 and has_function(s.base, "exp")
        for s in subterms(node.arg)
    )


def is_function(e: Any, function: str) -> bool:
    """Is e this function of something?"""
    return isinstance(e, Fn) and e.name == function


def has_function(e: Any, function: str) -> bool:
    """Does this function occur in e?"""
    return any(is_function(s, function) for s in subterms(e))
