"""Random definitions become code in every language; what it gives is what the definitions say.

The statements are judged too: a result must lie in the ball that they promise, and this ball must
hold the value of the definitions, whose derivatives are taken by dual numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, product
from typing import Any

import numpy as np
import pytest
from flint import arb, ctx
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from symsoft import api, programs
from symsoft.backends import BACKENDS, c
from symsoft.checking.code import Examination
from symsoft.checking.inputs import ORDINARY, cases
from symsoft.checking.rounding import Rounded
from symsoft.checking.trial import DTYPES, Trial
from symsoft.errors import DerivationError, UnsupportedError
from symsoft.kernel import Kernel

BITS = 192
KINKS = ("abs(0) = 0", "sign(0) = 0", "maximum(0) = 0")
LONGEST = 120
"""Characters of definitions: longer ones take long to derive."""
JUDGED = (ORDINARY, "n = 0")
"""Extreme inputs are left out: nobody promised that any definition is safe from overflow."""
ROUNDS = settings(derandomize=True, suppress_health_check=list(HealthCheck))


# -- random definitions ----------------------------------------------------------------------------
EVERYWHERE = (
    "exp(sin({0}))",
    "tanh({0})",
    "sin({0})",
    "cos({0})",
    "abs({0})",
    "sqrt(1 + ({0})**2)",
    "({0})**2",
)
NEAR = (
    "log(1 + exp({0}))",
    "log(1 + ({0})**2)",
    "log(1 + exp(sin({0})))",
    "(1 - exp(-({0})**2))",
    "(exp(sin({0})) - 1)",
    "(1 - exp(tanh({0})))",
)
"""Functions that code computes in other words, and perhaps in place."""
PAIRS = (
    "({0} + {1})",
    "({0} - {1})",
    "{0}*{1}",
    "{0}*({1} - {0})",
    "{0}/(1 + ({1})**2)",
    "where({0} > {1}, {0}, 2*{1})",
    "maximum({0} - {1}, 0)",
)
Indices = tuple[str, ...]
HEADS: dict[str, tuple[Indices, Indices]] = {
    "r": ((), ()),
    "s": ((), ()),
    "y": (("i",), ()),
    "z": (("i",), ()),
    "M": (("i",), ("b",)),
}


class Bodies:
    """Draws terms in the one-line syntax, defined everywhere, over what has been defined before.

    ``rows`` are indices over n, ``columns`` over m.  ``again`` keeps coming back.
    """

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.scalars = ["u", "c"]
        self.vectors = ["x", "w"]
        self.bound = 0
        self.again = ""
        self.again = self.term(self.draw(st.integers(0, 2)), ("~",), ())

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def leaf(self, rows: Indices, columns: Indices) -> str:
        found = [*self.scalars, "2", "1/3", *(f"h[{a}]" for a in columns)]
        for i in rows:
            found += [f"{name}[{i}]" for name in self.vectors]
            found += [self.again.replace("~", i)] * 3 if self.again else []
            found += [f"W[{i}, {a}]" for a in columns] + [f"V[{i}, {k}]" for k in rows]
        return self.one(*found)

    def term(self, depth: int, rows: Indices, columns: Indices) -> str:
        kind = self.one(
            "leaf", "pair", "pair", "pair", "function", "near", "sum", "sum", "quotient"
        )
        if not depth or kind == "leaf":
            return self.leaf(rows, columns)
        if kind == "pair":
            parts = [self.term(depth - 1, rows, columns) for _ in range(2)]
            return self.one(*PAIRS).format(*parts)
        if kind in ("sum", "quotient") and len(rows) < 3:
            return self.reduction(kind, depth - 1, rows, columns)
        part = self.term(depth - 1, rows, columns)
        return self.one(*(NEAR if kind == "near" else EVERYWHERE)).format(part)

    def reduction(self, kind: str, depth: int, rows: Indices, columns: Indices) -> str:
        self.bound += 1
        k = f"k{self.bound}"
        if kind == "quotient" and rows:
            part = f"{self.term(depth, ('~~',), ())}*{self.one(*self.vectors)}[~~]"
            at, over = (part.replace("~~", i) for i in (rows[0], k))
            return f"exp(sin({at}))/sum(exp(sin({over})), {k})"
        if not columns and rows and self.draw(st.booleans()):
            return f"sum(W[{rows[0]}, {k}]*{self.term(depth, rows, (k,))}, {k})"
        entry = self.one(
            *(f"{name}[{k}]" for name in self.vectors), *(f"V[{i}, {k}]" for i in rows)
        )
        body = f"{self.term(depth, (*rows, k), columns)}{self.one('*', '*', ' + ')}{entry}"
        if rows and self.one(False, False, True):
            return f"sum({body}, {k}, {k} != {rows[0]})"
        return f"{self.one('sum', 'sum', 'mean')}({body}, {k})"

    def definition(self, name: str) -> str:
        rows, columns = HEADS[name]
        body = self.term(self.draw(st.integers(1, 3)), rows, columns)
        entry = {"i": "x[i]", "ib": "W[i, b]", "": "u"}["".join((*rows, *columns))]
        indices = [*rows, *columns]
        if not columns:
            (self.vectors if indices else self.scalars).extend([name, name])
        head = f"{name}[{', '.join(indices)}]" if indices else name
        return f"{head} = {body}{self.one('*', '*', ' + ', ' - ')}{entry}"


@st.composite
def definitions(draw: st.DrawFn) -> tuple[str, ...]:
    """One to three definitions that build on one another."""
    bodies = Bodies(draw)
    names = st.lists(st.sampled_from(sorted(HEADS)), min_size=1, max_size=3, unique=True)
    return tuple(bodies.definition(name) for name in draw(names))


# -- judging ---------------------------------------------------------------------------------------
class Judged(Examination):
    """An examination on inputs that no definition can be unsafe at."""

    def _made(self, dtype: str) -> Iterator[list[Trial]]:
        for _, group in groupby(cases(self.kernel, dtype), lambda case: case.sizes):
            found = [self._trial(case, dtype) for case in group if case.family in JUDGED]
            yield from [found] if found else []

    def of_every_size(self, dtype: str) -> Iterator[list[Trial]]:
        with ctx.workprec(BITS):
            yield from self._made(dtype)


def untouched(run: Callable[..., Any]) -> Callable[..., Any]:
    """The routine; it may not change the arrays of its caller."""

    def called(*arrays: Any) -> Any:
        before = [np.array(a) for a in arrays]
        result = run(*arrays)
        for a, b in zip(arrays, before, strict=True):
            np.testing.assert_array_equal(a, b)
        return result

    return called


def outer(kernel: Kernel, trials: list[Trial]) -> list[Any]:
    """The arguments of a batch of two by two, whose leading axes broadcast: (2, 1) and (1, 2)."""
    pairs = [np.stack([t.array(p) for t in (trials[0], trials[-1])]) for p in kernel.parameters]
    return [np.expand_dims(a, 1 - q % 2) for q, a in enumerate(pairs)]


def misses(kernel: Kernel, run: Callable[..., Any], dtype: str) -> Iterator[str]:
    """Entries of such batches that are not what the statements promise for their row."""
    for trials in Judged(kernel).of_every_size(dtype):
        sizes, kind = trials[0].case.sizes, trials[0].precision
        arrays = outer(kernel, trials)
        if not arrays or not all(sizes.values()):
            continue
        result = run(*arrays)
        result = np.broadcast_to(result, (2, 2, *result.shape[2:]))
        for row in np.ndindex(2, 2):
            own = [a[tuple(np.minimum(row, np.subtract(a.shape[:2], 1)))] for a in arrays]
            given = {
                (p.name, tuple(q + 1 for q in at)): arb(float(v))
                for p, a in zip(kernel.parameters, own, strict=True)
                for at, v in np.ndenumerate(a)
            }
            with ctx.workprec(BITS):
                promised = Rounded(sizes, kind, given).run(kernel)
            for (_, at), ball in promised.items():
                got = float(result[row][tuple(q - 1 for q in at)])
                if ball.is_finite() and not ball.contains(arb(got)):
                    yield f"{kernel.name} {dtype} {sizes} row {row} {at}: {got}, not {ball}"


def check(stated: tuple[str, ...], wrt: tuple[str, ...], languages: Iterable[str]) -> int:
    """Compare every routine of the definitions in every language and type; how many there are."""
    try:
        made = programs.routines(api.state(define=stated, kinks=KINKS, wrt=wrt))
    except (UnsupportedError, DerivationError):
        return 0
    for language in languages:
        found = BACKENDS[language].runner(made)
        for kernel, dtype in product(made, DTYPES):
            if dtype == "f32" and not kernel.parameters:
                continue  # the type follows the arguments
            run = untouched(found.get((kernel.name, dtype)) or found[kernel.name])
            tally = Judged(kernel).tally(run, dtype, BACKENDS[language].accuracy)
            assert not tally.miss, (language, stated, wrt, tally.miss)
            missed = next(misses(kernel, run, dtype), None)
            assert missed is None, (language, stated, wrt, missed)
    return len(made)


@st.composite
def problems(draw: st.DrawFn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Definitions, and one or two inputs to differentiate by."""
    stated = draw(definitions())
    assume(sum(map(len, stated)) <= LONGEST)
    inputs = api.state(define=stated, kinks=KINKS).wrt
    wrt = draw(st.lists(st.sampled_from(inputs), min_size=1, max_size=2, unique=True))
    return stated, tuple(wrt)


@settings(ROUNDS, max_examples=10)
@given(problems())
def test_random_definitions_in_numpy(problem: Any) -> None:
    event(f"{check(*problem, ['numpy'])} routines")


@pytest.mark.skipif(c.compiler() is None, reason="no C compiler is installed")
@settings(ROUNDS, max_examples=3)
@given(problems())
def test_random_definitions_in_c(problem: Any) -> None:
    event(f"{check(*problem, ['c'])} routines")


@pytest.mark.slow
@settings(ROUNDS, max_examples=200)
@given(problems())
def test_many_random_definitions(problem: Any) -> None:
    check(*problem, ["numpy", "c"] if c.compiler() else ["numpy"])
