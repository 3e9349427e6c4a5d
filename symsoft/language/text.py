"""The one-line syntax, ``y[i] = exp(x[i])/sum(exp(x[k]), k)``, to terms; ``spelling`` goes back.

Parsed with Python's ``ast``, never evaluated.  The files behind this one: ``syntax`` (characters to
trees), ``mentions`` (what a name is used as), ``expressions``, ``calls``, ``inlining`` (trees to
drafts), ``ranges``, ``register`` (which index ranges over what), ``definitions``, ``given``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from symsoft.errors import InputError
from symsoft.language.context import terms
from symsoft.language.definitions import (
    DraftDefinition,
    Line,
    check_order,
    drafts,
    read_line,
)
from symsoft.language.drafts import Names, build, quantities
from symsoft.language.entries import Entries, Lookup
from symsoft.language.given import (
    Given,
    assumption,
    check_kinks,
    kinks_of_called,
    read_given,
    read_kink,
)
from symsoft.language.mentions import check_roles, mentions
from symsoft.language.ranges import Range, name_sizes
from symsoft.language.register import Register
from symsoft.language.syntax import clean, parse
from symsoft.language.system import Definition, System
from symsoft.language.terms import Size


def read_system(
    definitions: Sequence[str],
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    lookup: Lookup = lambda _: None,
    known: Sequence[str] = (),
    kinks_of: Callable[[str], Sequence[str]] = lambda _: (),
) -> System:
    """The system that definitions, assumptions and values at kinks describe.

    A bare name that is a subscript or bound by a reduction is an index, a name with subscripts is
    an array, every other name is a scalar.  An index ranges over the axis of the arrays it indexes;
    indices that share an axis share a range.  Ranges are named n, m, p, ... by first appearance,
    past the letters that name something else.

    A bare name is the size itself, as in ``sum(x[k], k)/n``, when it is the letter that a range
    gets by that order and is nowhere defined, subscripted, part of an exponent or handed to a
    catalogue function; otherwise it is a scalar.  (``mean(x[k], k)`` needs no such rule.)

    ``lookup`` gives the definition lines of a catalogue function, the last being what it gives, its
    inputs in order of first appearance its parameters; ``known`` are the names it knows, for
    suggestions; ``kinks_of`` gives the values that it takes at kinks, which hold for whoever calls
    it and states none.  ``y = softmax(z)`` as a whole right side takes the function's definitions
    over; anywhere else, a function whose value is a scalar is put in place.

    Raises InputError, with the line and the column.

    >>> system = read_system(["y[i] = exp(x[i])/sum(exp(x[k]), k)"], given=["x[k] > 0"])
    >>> system.inputs, system.sizes
    (('x',), (n,))
    """
    if not definitions:
        raise InputError("there is no definition; write for example y[i] = exp(x[i])")
    lines = [read_line(text) for text in definitions]
    assumed = [read_given(text) for text in given]
    left = [(line.left, mentions(line.left)) for line in lines]
    check_roles([*left, *((line.right, line.mentions) for line in lines)])
    check_order(lines)
    called: dict[str, Sequence[str]] = {}

    def noted(name: str) -> Sequence[str] | None:
        found = lookup(name)
        if found is not None:
            called[name] = kinks_of(name)
        return found

    entries = Entries(
        noted, tuple(known), lambda inner, others: read_system(inner, (), (), others, known)
    )
    system = _defined(lines, assumed, entries)
    values = tuple(read_kink(text) for text in kinks)
    check_kinks(values)
    values += kinks_of_called(called, values)
    assumptions = tuple(assumption(a, system) for a in assumed)
    return System(system.definitions, system.shapes, assumptions, values)


def _defined(lines: Sequence[Line], assumed: Sequence[Given], entries: Entries) -> System:
    """The definitions alone; of the assumptions, only the letters matter, since they are taken."""
    letters = {i.id for line in lines for i in line.indices}
    letters.update(name for line in lines for name in line.mentions.indices)
    letters.update(name for a in assumed for name in a.mentions.indices)
    register = Register()
    found = _drafts(lines, register, entries, letters)
    shapes = {
        name: register.quantities[name] for d in found for name in (d.name, *quantities(d.body))
    }
    defined = {d.name for d in found}
    for axis in (a for name, axes in shapes.items() if name not in defined for a in axes):
        axis.settle()
    register.settle()
    asked = _possible_sizes(lines) - letters
    others = register.index_names | letters | (shapes.keys() - asked)
    sizes, size_names = name_sizes((a for axes in shapes.values() for a in axes), others, asked)
    return _built(found, shapes, Names(size_names, sizes))


def _drafts(
    lines: Sequence[Line], register: Register, entries: Entries, letters: set[str]
) -> list[DraftDefinition]:
    taken = {name for line in lines for name in (line.name.id, *line.mentions.quantities)}
    found: list[DraftDefinition] = []
    for line in lines:
        found += drafts(line, register, entries, taken, taken | letters | register.index_names)
        taken.update(d.name for d in found)
    return found


def _built(
    found: Sequence[DraftDefinition], shapes: Mapping[str, tuple[Range, ...]], names: Names
) -> System:
    definitions = tuple(
        Definition(d.name, tuple(build(i, names) for i in d.indices), build(d.body, names))
        for d in found
    )
    sized = {name: tuple(map(names.size, axes)) for name, axes in shapes.items()}
    return System(
        definitions, {n: shape for n, shape in sized.items() if n not in names.size_names}
    )


def _possible_sizes(lines: Sequence[Line]) -> set[str]:
    """The names that could be sizes: bare, not defined, in no exponent, not handed on."""
    found = {name for line in lines for name in line.mentions.bare}
    for line in lines:
        found -= {line.name.id, *line.mentions.arrays}
        found -= line.mentions.exponents | line.mentions.whole
    return found


def read_term(text: str, system: System) -> Any:
    """An expression in the names of a system, ``D(y[i], x[j])`` among them.

    An index has the range of what it indexes; one that indexes nothing, as in ``delta(i, j)``, has
    its range on the left sides of the definitions, or else the system's only one.

    Raises InputError, with the line and the column.

    >>> read_term("y[i]*(delta(i, j) - y[j])", read_system(["y[i] = exp(x[i])"]))
    y[i]*(delta(i, j) - y[j])
    """
    heads = {i.name: i.size for d in reversed(system.definitions) for i in d.indices}
    only = system.sizes[0] if len(system.sizes) == 1 else None

    def default(letter: str) -> Size | None:
        return heads.get(letter, only)

    (found,) = terms((parse(clean(text)),), system, derivatives=True, default=default)
    return found


__all__ = ["read_system", "read_term"]
