"""Random statements go through every pass; what they compute stays the same.

Numbers are those of a finite field and functions are arbitrary ones, so that equal means equal:
nothing is rounded, and no value hides another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational, S

from symsoft.backends.c_schedule import schedule
from symsoft.backends.numpy_names import Names as NumpyNames
from symsoft.backends.numpy_widths import fitted
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import (
    PI,
    Add,
    Compare,
    Constant,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Where,
    free,
)
from symsoft.language.walk import free_in_order, rename
from symsoft.lowering.builder import Names
from symsoft.lowering.reuse import in_place, inlined, numbered
from symsoft.lowering.sharing import hoisted, shared

N, M = Size("n"), Size("m")
LETTERS = {N: tuple(Index(letter, N) for letter in "ijkl"), M: tuple(Index(x, M) for x in "bde")}
SHAPES = {"a": (), "c": (), "x": (N,), "w": (N,), "h": (M,), "W": (N, M), "V": (N, N)}
LENGTHS = ({N: 1, M: 2}, {N: 3, M: 2}, {N: 2, M: 0}, {N: 0, M: 1})
FIELD = 2**61 - 1
ROOT = Rational(1, 17)
"""Every number of the field has one such root."""
ROUNDS = settings(derandomize=True, suppress_health_check=list(HealthCheck))

At = Mapping[Any, int]


# -- one entry at a time ---------------------------------------------------------------------------
def mixed(*parts: Any) -> int:
    """An arbitrary function of its arguments."""
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=7).digest(), "big")


class Entries(dict[Any, int]):
    """The entries of every quantity, by name and place; what has not been written is not there."""

    def __init__(self, lengths: Mapping[Size, int]) -> None:
        self.lengths = lengths
        for name, axes in SHAPES.items():
            for at in self.places(axes):
                self[name, at] = mixed(name, at)

    def places(self, axes: Sequence[Any]) -> Any:
        return product(*(range(1, self.lengths[s] + 1) for s in axes))

    def write(self, let: Let, at: At) -> None:
        indices = let.target.indices
        self[let.target.name, tuple(at[i] for i in indices)] = self.value(let.expr, at)

    def run(self, lets: Sequence[Let]) -> None:
        """Every statement for all its loops before it writes, so that it may overwrite itself."""
        for let in lets:
            loops = list(dict.fromkeys(let.target.indices))
            found = {}
            for place in self.places([i.size for i in loops]):
                at = dict(zip(loops, place, strict=True))
                entry = tuple(at[i] for i in let.target.indices)
                found[let.target.name, entry] = self.value(let.expr, at)
            self.update(found)

    def looped(self, group: Sequence[Let], single: Collection[str]) -> None:
        """Statements in common loops; a single value is gone, and written once, in each round."""
        loops = list(dict.fromkeys(group[0].target.indices))
        inside = [let.target.name for let in group if let.target.name in single]
        assert len(set(inside)) == len(inside)
        for place in self.places([i.size for i in loops]):
            for let in group:
                names = zip(let.target.indices, group[0].target.indices, strict=True)
                assert all(a == b for a, b in names)
                self.write(let, dict(zip(loops, place, strict=True)))
            for entry in [e for e in self if loops and e[0] in inside]:
                del self[entry]

    def index(self, i: Any, at: At) -> int:
        return int(i) if isinstance(i, Integer) else at[i]

    def value(self, e: Any, at: At) -> int:
        match e:
            case Rational():
                return int(e.p) * pow(int(e.q), -1, FIELD) % FIELD
            case Constant():
                return mixed(e.name)
            case Size():
                return self.lengths[e]
            case Ref():
                entry = e.name, tuple(self.index(i, at) for i in e.indices)
                # An entry beyond the end of an empty axis is a number too, the same everywhere.
                return self.get(entry, mixed(entry)) if e.name in SHAPES else self[entry]
            case Delta():
                return int(self.index(e.args[0], at) == self.index(e.args[1], at))
            case Add():
                return sum(self.value(a, at) for a in e.args) % FIELD
            case Mul():
                found = 1
                for a in e.args:
                    found = found * self.value(a, at) % FIELD
                return found
            case Pow():
                return self.raised(self.value(e.base, at), e.exponent, at)
            case Fn():
                inputs = [self.value(a, at) for a in e.inputs]
                return mixed(e.name, *(sorted(inputs) if len(inputs) > 1 else inputs))
            case Where():
                left, right = (self.value(a, at) for a in e.args[0].args[1:])
                return self.value(e.args[1 if left > right else 2], at)
            case Reduction():
                return self.reduced(e, at)
        raise AssertionError(e)

    def raised(self, base: int, exponent: Any, at: At) -> int:
        """Powers of powers multiply, as the tidying of terms has it; one over 0 is 0."""
        if not isinstance(exponent, Rational):
            return mixed("power", base, self.value(exponent, at))
        whole = int(exponent.p) * pow(int(exponent.q), -1, FIELD - 1) % (FIELD - 1)
        return pow(base, whole, FIELD)

    def reduced(self, e: Any, at: At) -> int:
        barred = {self.index(x, at) for x in e.excluded}
        taken = [k for k in range(1, self.lengths[e.index.size] + 1) if k not in barred]
        values = [self.value(e.body, {**at, e.index: k}) for k in taken]
        if isinstance(e, Sum):
            return sum(values) % FIELD
        return (max if isinstance(e, Max) else min)(values, default=mixed("nothing"))


def output(lets: Sequence[Let], name: str, lengths: Mapping[Size, int]) -> dict[Any, int]:
    entries = Entries(lengths)
    entries.run(lets)
    return {e: v for e, v in entries.items() if e[0] == name}


def scheduled(kernel: Kernel, lengths: Mapping[Size, int]) -> dict[Any, int]:
    entries = Entries(lengths)
    plan = schedule(kernel)
    for group in plan.groups:
        entries.looped(group, plan.single)
    return {e: v for e, v in entries.items() if e[0] == kernel.output.name}


# -- random statements -----------------------------------------------------------------------------
class Statements:
    """Draws statements as the builder makes them: temporaries and what the user named."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.there = dict(SHAPES)
        self.terms: list[Any] = []

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def index(self, size: Size, axes: Sequence[Any]) -> Any:
        return self.one(*[i for i in axes if i.size == size], Integer(1))

    def ref(self, axes: Sequence[Any], array: bool = True) -> Any:
        """What can be read along the axes, later statements more often."""
        fitting = [n for n, s in self.there.items() if {*s} <= {i.size for i in axes}]
        name = self.one(*fitting, *fitting[len(SHAPES) :] * 2)
        sizes = self.there[name]
        indices = []
        for size in sizes:
            own = [i for i in axes if i.size == size]
            new = [i for i in own if i not in indices]
            indices.append(self.one(*(new or own), *(new or own), *own))
        if indices and self.one(*[False] * 9, True) and name in SHAPES:
            indices[0] = Integer(1)
        return Ref(name, *indices)

    def term(self, axes: Sequence[Any], depth: int) -> Any:
        again = [t for t in self.terms if {i.size for i in free(t)} <= {i.size for i in axes}]
        if again and self.one(True, False, False):
            return self.moved(self.one(*again), axes)
        if not depth:
            return self.one(self.ref(axes), self.ref(axes), self.ref(axes), Integer(2), PI, N)
        found = self.built(axes, depth)
        if free(found):
            self.terms.append(found)
        return found

    def moved(self, e: Any, axes: Sequence[Any]) -> Any:
        """A term that has been used, along these axes."""
        to = {i: self.one(*[a for a in axes if a.size == i.size]) for i in free_in_order(e)}
        return rename(e, to)

    def built(self, axes: Sequence[Any], depth: int) -> Any:
        part = lambda: self.term(axes, depth - 1)  # noqa: E731
        match self.one(
            "add", "mul", "mul", "over", "fn", "near", "less", "where", "power", "delta"
        ):
            case "add":
                return Add(*(part() for _ in range(self.one(2, 2, 3))))
            case "mul":
                return Mul(*(part() for _ in range(self.one(2, 2, 3))))
            case "over":
                return Mul(part(), Pow(part(), S.NegativeOne))
            case "fn":
                return Fn(self.one("exp", "tanh", "abs"), part())
            case "near":
                return Fn("log", Add(S.One, part()))
            case "less":
                return self.one(Add(S.One, -Fn("exp", part())), Add(Fn("exp", part()), -S.One))
            case "where":
                return Where(Compare(">", part(), part()), part(), part())
            case "power":
                return Pow(part(), self.one(Integer(2), ROOT, Integer(-1)))
        pairs = [(i, j) for i in axes for j in axes if i.size == j.size and i != j]
        return Mul(Delta(*self.one(*pairs)), part()) if pairs else Mul(S.NegativeOne, part())

    def expression(self, loops: tuple[Any, ...]) -> Any:
        if self.one(True, True, False):
            return self.term(loops, 2)
        size = self.one(N, M)
        k = next(i for i in LETTERS[size] if i not in loops)
        inside = (*loops, k)
        parts = [self.ref(inside), *(self.term(inside, 1) for _ in range(self.one(0, 1, 1, 2)))]
        kind = self.one(Sum, Sum, Sum, Max, Min)
        same = [i for i in loops if i.size == size]
        excluded = (self.one(*same),) if same and self.one(False, False, True) else ()
        return kind(Mul(*parts) if len(parts) > 1 else parts[0], k, *excluded)

    def statement(self, name: str) -> Let:
        sizes = self.one((), (N,), (N,), (N,), (M,), (N, M), (N, N))
        letters = {s: iter(self.draw(st.permutations(LETTERS[s]))) for s in LETTERS}
        loops = tuple(next(letters[s]) for s in sizes)
        expr = self.expression(loops)
        if name.startswith("t"):
            loops = tuple(free_in_order(expr))  # a temporary has the axes that it needs
        self.there[name] = tuple(i.size for i in loops)
        return Let(Ref(name, *loops), expr)


@st.composite
def statements(draw: st.DrawFn) -> tuple[list[Let], set[str]]:
    """Statements, the last one the output, and the names of temporaries."""
    made = Statements(draw)
    names = [
        draw(st.sampled_from([f"t{k}", f"t{k}", f"y{k}"]))
        for k in range(1, draw(st.integers(1, 6)))
    ]
    lets = [made.statement(name) for name in (*names, "out")]
    return lets, {n for n in names if n.startswith("t")}


# -- the passes ------------------------------------------------------------------------------------
def check(lets: list[Let], temporaries: set[str]) -> Kernel:
    """Every pass in the order of lowering; the kernel that comes out."""
    given = {*SHAPES, *(let.target.name for let in lets)} - temporaries
    fresh = Names(given | temporaries)
    wanted = [output(lets, "out", lengths) for lengths in LENGTHS]

    def same(found: Sequence[Let], by: str) -> list[Let]:
        results = [output(found, "out", lengths) for lengths in LENGTHS]
        assert results == wanted, (by, lets, found)
        return list(found)

    lets = same(inlined(same(shared(lets, fresh), "shared"), "out"), "inlined")
    lets = same(inlined(same(hoisted(lets, fresh), "hoisted"), "out"), "inlined again")
    temporaries = fresh.taken - given
    lets = same(in_place(lets, temporaries), "in_place")
    lets = same(numbered(lets, temporaries, Names(given)), "numbered")
    axes = {let.target.name: tuple(i.size for i in let.target.indices) for let in lets}
    inputs = tuple(Parameter(name, sizes, "input") for name, sizes in SHAPES.items())
    out = Parameter("out", axes["out"], "output")
    kernel = Kernel("f", "forward", (N, M), inputs, out, tuple(lets))
    assert [scheduled(kernel, lengths) for lengths in LENGTHS] == wanted, ("schedule", lets)
    same(fitted(kernel, NumpyNames.of([kernel])).lets, "fitted")
    return kernel


@settings(ROUNDS, max_examples=100)
@given(statements())
def test_no_pass_changes_what_is_computed(drawn: Any) -> None:
    kernel = check(*drawn)
    event(f"{len(kernel.lets)} statements")


@pytest.mark.slow
@settings(ROUNDS, max_examples=5000)
@given(statements())
def test_no_pass_changes_what_many_statements_compute(drawn: Any) -> None:
    check(*drawn)
