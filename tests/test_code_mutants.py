"""A slip in any statement of the generated code is found by running it, or changes nothing.

The slips are made in the statements, and NumPy runs what is written from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from symsoft.backends import BACKENDS
from symsoft.catalog import entries
from symsoft.checking.cells import decide_equation
from symsoft.checking.code import Examination
from symsoft.checking.mutate import mutants
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let
from symsoft.language.spelling import one_line
from symsoft.language.system import Definition, System
from symsoft.language.terms import free
from symsoft.language.walk import renamed
from symsoft.proof import Verdict

NUMPY = BACKENDS["numpy"]
QUICK = ("ce", "huber", "softmax", "tanh")
"""Entries for the quick tests: the others take minutes."""
SYMMETRIC = "swap arguments"
"""A slip that is none: functions of two numbers are maximum and minimum."""


def slips(kernel: Kernel) -> Iterator[tuple[str, Kernel, Let]]:
    """The kernel with one slip in one statement, for each that is still a kernel."""
    for place, let in enumerate(kernel.lets):
        for mutant in mutants(let.expr, tuple(sorted(free(let.target), key=str))):
            if mutant.kind == SYMMETRIC:
                continue
            wrong = Let(let.target, mutant.term)
            lets = (*kernel.lets[:place], wrong, *kernel.lets[place + 1 :])
            try:
                changed = replace(kernel, lets=lets)
                NUMPY.source([changed], "test")
            except (UnsupportedError, ValueError):
                continue
            yield mutant.kind, changed, wrong


def is_found(changed: Kernel, examination: Examination) -> bool:
    """Does running the code with the slip show that it is wrong, or end in an error?"""
    try:
        tally = examination.tally(NUMPY.runner([changed])[changed.name], "f64", NUMPY.accuracy)
    except ValueError:  # shapes that don't fit
        return True
    return tally.verdict is Verdict.FAILS


def chained(kernel: Kernel, letter: str) -> list[Definition]:
    """The statements as definitions, each of a name of its own."""
    names: dict[str, str] = {}
    found = []
    for place, let in enumerate(kernel.lets):
        body = renamed(let.expr, names)
        names[let.target.name] = f"{letter}{place}"
        found.append(Definition(names[let.target.name], let.target.indices, body))
    return found


def is_equal(kernel: Kernel, changed: Kernel) -> bool:
    """Does the slip change no output, for any n?  The statement by itself is looked at first."""
    right, wrong = chained(kernel, "right"), chained(changed, "wrong")
    shapes = {p.name: p.axes for p in kernel.parameters}
    shapes |= {d.name: tuple(i.size for i in d.indices) for d in (*right, *wrong)}
    place = next(q for q, let in enumerate(kernel.lets) if let != changed.lets[q])
    names = {w.name: r.name for w, r in zip(wrong[:place], right, strict=False)}
    own = System((), shapes), right[place].body, renamed(wrong[place].body, names)
    whole = System((*right, *wrong), shapes), right[-1].head, wrong[-1].head
    return any(decide_equation(*what).verdict is Verdict.HOLDS for what in (own, whole))


def missed(kernel: Kernel) -> tuple[int, list[str]]:
    """How many slips there are in a routine, and those that running it does not find."""
    examination = Examination(kernel)
    count, found = 0, []
    for kind, changed, wrong in slips(kernel):
        count += 1
        if not is_found(changed, examination) and not is_equal(kernel, changed):
            found.append(
                f"{kernel.name}, {kind}: {one_line(wrong.target)} = {one_line(wrong.expr)}"
            )
    return count, found


def check(kernels: tuple[Kernel, ...]) -> None:
    total = 0
    for kernel in kernels:
        count, survivors = missed(kernel)
        assert survivors == []
        total += count
    assert total >= len(kernels)
    print(f"{kernels[0].name}: {total} slips in {len(kernels)} routines, each found or equal")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", QUICK)
def test_slips_are_found(generated: Any, name: str) -> None:
    check(generated.routines(name))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", sorted(set(entries()) - set(QUICK)))
def test_slips_are_found_in_the_others(generated: Any, name: str) -> None:
    check(generated.routines(name))
