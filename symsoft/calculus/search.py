"""The search for the nicest form: best first, over the moves of the book, by a stated cost.

The path to the winner is what a reader sees, so every move on it is a named rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from symsoft.calculus.book import Book, Rule
from symsoft.calculus.conditions import undefined_parts, with_conditions
from symsoft.calculus.context import Context
from symsoft.calculus.cost import cost
from symsoft.calculus.moves import Lines
from symsoft.calculus.settling import everywhere, pull_all
from symsoft.language.walk import letters

WIDTH = 4
"""How many forms are kept at each depth; wider finds the same forms for the whole catalogue."""
DEPTH = 6
LINE = 0.12
"""What one more line costs: a form that is hardly shorter is not worth reaching."""
GAIN = 1.2
"""What a grouping must save: a name and something, since it nests brackets deeper."""
BUDGET = 20_000
"""The cost of all forms together after which no further layer is begun: a bound on the time."""

UNDEFINED = 8.0
"""What a form costs for each place where it is undefined although the definitions are not."""


def moves(e: Any, context: Context, book: Book) -> Iterator[Lines]:
    """Everything that can be done to e, as lines to show."""
    for rule in book.of_kind("move"):
        yield from rule.apply(e, context)
    again = [book[k] for k in ("cancel-factors", "delta-same", "fact", "assumption") if k in book]
    nodes = book.of_kind("form") + again
    for rule in nodes:
        new = everywhere(e, partial(_use, rule, context), again=False, on=rule.on)
        line = context.line(rule.key, pull_all(new))
        if new != e:
            yield (line,)


def _use(rule: Rule, context: Context, node: Any) -> Any:
    return rule.apply(node, context)


def _price(e: Any, context: Context) -> float:
    """The cost of e, made dear where e is undefined although the definitions are not."""
    if "safe" not in context.memo:
        context.memo["safe"] = with_conditions(context.system)
    prices = context.memo.setdefault("prices", {})
    if e not in prices:
        prices[e] = cost(e) + UNDEFINED * undefined_parts(e, context.memo["safe"])
    return float(prices[e])


def nicest(e: Any, context: Context, book: Book, width: int = WIDTH, depth: int = DEPTH) -> Lines:
    """The lines from e to the cheapest form within reach; empty when e is the nicest."""
    found = _searched(e, context, book, width, depth)
    grouped = _grouped(found[-1].after if found else e, context, book)
    again = _searched(letters(grouped[-1].after), context, book, 2, 2) if grouped else ()
    return found + grouped + again


def _searched(e: Any, context: Context, book: Book, width: int, depth: int) -> Lines:
    def tried(current: Any) -> Iterator[Lines]:
        return moves(current, context, book)

    return cheapest(e, tried, lambda new: _price(new, context), cost, width, depth, LINE)


def cheapest(
    e: Any,
    tried: Callable[[Any], Iterator[Lines]],
    price_of: Callable[[Any], float],
    size: Callable[[Any], float],
    width: int,
    depth: int,
    line: float,
    patience: int = 1,
) -> Lines:
    """The lines from e to the form of the lowest price.

    ``size`` says what a form takes of BUDGET, ``line`` what each line costs; after so many layers
    as ``patience`` says, and one, without a lower price there is no further one.
    """
    best: Lines = ()
    price = price_of(e)
    seen = {e}
    front: list[tuple[Any, Lines]] = [(e, ())]
    found_at = 0
    left = float(BUDGET)
    for level in range(1, depth + 1):
        layer: dict[Any, Lines] = {}
        for current, path in front:
            for lines in tried(current):
                new = letters(lines[-1].after)
                longer = path + lines
                left -= size(new)
                if new in seen or (new in layer and len(layer[new]) <= len(longer)):
                    continue
                layer[new] = longer
        seen.update(layer)
        ranked = sorted(layer.items(), key=lambda entry: (price_of(entry[0]), len(entry[1])))
        if not ranked:
            break
        for form, lines in ranked[:width]:
            total = price_of(form) + line * len(lines)
            if total < price - 1e-9:
                best, price, found_at = lines, total, level
        if left < 0 or (found_at and level > found_at + patience):
            break
        front = ranked[:width]
    return best


def _grouped(e: Any, context: Context, book: Book) -> Lines:
    """Groupings of terms, each as long as one makes e cheaper; what follows needs no search."""
    found: Lines = ()
    for _ in range(DEPTH):
        tried = [lines for rule in book.of_kind("grouping") for lines in rule.apply(e, context)]
        best = min(tried, key=lambda lines: _price(lines[-1].after, context), default=())
        if not best or _price(best[-1].after, context) > _price(e, context) - GAIN:
            break
        found, e = found + best, letters(best[-1].after)
    return found
