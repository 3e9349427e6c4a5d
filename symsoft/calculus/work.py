"""Sums in the order that costs least: exchanged, or split, where that saves a whole axis of work.

The nicest form of a product with a derivative, Sum_k g_k Sum_l w_lj (V_lk - o_k), may still make a
matrix first, an entry for each k and j, where Sum_l w_lj Sum_k g_k (V_lk - o_k) makes a vector.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from symsoft.calculus.book import Rule
from symsoft.calculus.context import Context
from symsoft.calculus.derive import Deriver
from symsoft.calculus.settling import everywhere, pull_all
from symsoft.calculus.writer import Writer
from symsoft.language.terms import Reduction, Sum, free
from symsoft.language.walk import subterms

RULES = ("exchange", "split-sum")


def work(e: Any) -> tuple[int, ...]:
    """Over how many axes each reduction of e runs, its own and those around it, the most first.

    >>> from symsoft.language.text import read_system, read_term
    >>> system = read_system(["y[i] = sum(W[i, k]*x[k], k)"])
    >>> work(read_term("sum(x[k]*sum(W[i, k]*W[i, j], i), k)", system))
    (3, 2)
    >>> work(read_term("sum(W[i, j]*sum(W[i, k]*x[k], k), i)", system))
    (2, 2)
    """
    axes = {s: len(free(s)) + 1 for s in subterms(e) if isinstance(s, Reduction)}
    return tuple(sorted(axes.values(), reverse=True))


def save_work(writer: Writer, deriver: Deriver, context: Context) -> None:
    """Write the lines to a form with less work, as long as a rule finds one."""
    rules = [deriver.book[key] for key in RULES if key in deriver.book]
    while any(writer.apply(rule, context, partial(_saved, rule, context)) for rule in rules):
        pass


def _saved(rule: Rule, context: Context, e: Any) -> Any:
    def change(node: Any) -> Any:
        new = rule.apply(node, context)
        return new if new is not None and work(new) < work(node) else None

    return pull_all(everywhere(e, change, again=False, on=Sum))
