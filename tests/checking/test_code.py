"""Code is judged by what it gives: right code holds, every wrong line is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sympy import Integer, Rational

from symsoft.calculus.results import derivation
from symsoft.catalog import definitions_of, entries
from symsoft.checking.code import examine
from symsoft.checking.exact import decide
from symsoft.checking.mutate import mutants
from symsoft.kernel import Let
from symsoft.language.spelling import one_line
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Term,
    Where,
)
from symsoft.language.text import read_system
from symsoft.lowering.routines import kernels
from symsoft.proof import Verdict

COMPARED = {"==": np.equal, ">": np.greater, "<": np.less}
WANTED = ("delta", "vjp", "jvp", "hvp", "stable")
REDUCERS = {"sum": sum, "max": max, "min": min}


def interpreter(kernel):
    """A kernel carried out statement by statement, entry by entry, in the arguments' type."""

    def run(*arguments):
        dtype = np.result_type(*arguments)
        values = {p.name: np.asarray(a) for p, a in zip(kernel.parameters, arguments, strict=True)}
        sizes = {}
        for p, a in zip(kernel.parameters, arguments, strict=True):
            sizes |= dict(zip((s.name for s in p.axes), np.shape(a), strict=True))
        for let in kernel.lets:
            loops = let.target.indices
            out = np.empty([sizes[i.size.name] for i in loops], dtype)
            for at in np.ndindex(*out.shape):
                place = dict(zip(loops, at, strict=True))
                out[at] = value(let.expr, place, values, sizes, dtype.type)
            values[let.target.name] = out
        return values[kernel.output.name]

    return run


def value(e, place, values, sizes, number):
    def go(x):
        return value(x, place, values, sizes, number)

    def at(i):
        return place[i] if isinstance(i, Index) else int(i) - 1

    if isinstance(e, Rational):
        return number(float(e))
    if isinstance(e, Ref):
        return values[e.name][tuple(at(i) for i in e.indices)]
    if isinstance(e, Size):
        return number(sizes[e.name])
    if isinstance(e, Delta):
        return number(at(e.args[0]) == at(e.args[1]))
    if isinstance(e, Add | Mul):
        first, *rest = map(go, e.args)
        for x in rest:
            first = first + x if isinstance(e, Add) else first * x
        return first
    if isinstance(e, Pow):
        whole = isinstance(e.exponent, Integer)
        return go(e.base) ** (int(e.exponent) if whole else go(e.exponent))
    if isinstance(e, Fn):
        return getattr(np, e.name)(*map(go, e.inputs))
    if isinstance(e, Where):
        a, b = map(go, e.args[0].args[1:])
        return go(e.args[1] if COMPARED[e.args[0].op](a, b) else e.args[2])
    assert isinstance(e, Reduction)
    skipped = [at(x) for x in e.excluded]
    terms = [
        value(e.body, {**place, e.index: k}, values, sizes, number)
        for k in range(sizes[e.index.size.name])
        if k not in skipped
    ]
    return number(REDUCERS[e.word](terms))


def kernels_of(definitions, by=("x",), given=()):
    system = read_system(definitions, given, lookup=definitions_of)
    name = system.target.name
    return kernels([derivation(name, system, v, wanted=WANTED) for v in by])


@pytest.mark.parametrize("dtype", ["f32", "f64"])
@pytest.mark.parametrize("name", sorted(entries()))
def test_every_routine_of_the_catalogue_is_within_its_bound(name, dtype):
    entry = entries()[name]
    for kernel in kernels_of(entry.definitions, entry.wrt or ("x",), entry.given):
        with np.errstate(all="ignore"):
            found = examine(kernel, interpreter(kernel), dtype, "interpreter")
        assert found.verdict is Verdict.HOLDS, found


def changed(kernel, place, expr):
    lets = [Let(x.target, expr) if q == place else x for q, x in enumerate(kernel.lets)]
    return replace(kernel, lets=tuple(lets))


def wrong_kernels(kernel):
    """Every single slip in a statement that still is a kernel."""
    for place, let in enumerate(kernel.lets):
        for mutant in mutants(let.expr, tuple(i for i in let.target.indices)):
            try:
                yield let.expr, mutant.term, changed(kernel, place, mutant.term)
            except ValueError:
                continue


@pytest.mark.parametrize("routine", ["y_vjp", "y_jacobian", "y"])
def test_a_slip_in_the_code_is_found(routine):
    kernel = next(
        k for k in kernels_of(["y[i] = exp(x[i])/sum(exp(x[k]), k)"]) if k.name == routine
    )
    survivors = []
    count = 0
    for right, term, wrong in wrong_kernels(kernel):
        count += 1
        with np.errstate(all="ignore"):
            try:
                found = examine(kernel, interpreter(wrong), "f64", "interpreter")
            except (IndexError, KeyError):
                continue
        same = decide(kernel.meaning.system, right, term).verdict is Verdict.HOLDS
        if found.verdict is not Verdict.FAILS and not same:
            survivors.append(one_line(term))
    assert count > 5
    # Shifting by something else than the maximum is slower to fail, not wrong, on these inputs.
    assert [s for s in survivors if "max" not in s and "t1" not in s] == []


def test_a_wrong_formula_is_found_even_when_the_code_follows_it():
    kernel = next(k for k in kernels_of(["s = 1/(1 + exp(-x))"]) if k.routine == "grad")
    wrong = changed(kernel, len(kernel.lets) - 1, -kernel.lets[-1].expr)
    found = examine(wrong, interpreter(wrong), "f64", "interpreter")
    assert found.verdict is Verdict.FAILS
    assert "should be" in found.detail


def test_a_wrong_shape_or_type_is_found():
    kernel = next(k for k in kernels_of(["y[i] = exp(x[i])"]) if k.routine == "forward")
    assert isinstance(kernel.meaning.term, Term)
    double = examine(kernel, lambda x: np.exp(x).astype(np.float64), "f32", "numpy")
    assert double.verdict is Verdict.FAILS
    short = examine(kernel, lambda x: np.exp(x)[:0], "f64", "numpy")
    assert short.verdict is Verdict.FAILS
    assert "instead of" in short.detail
