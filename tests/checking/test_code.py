"""Code is judged by what it gives: right code holds, every wrong line is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sympy import Integer, Rational

from symsoft.accuracy import Accuracy
from symsoft.calculus.results import derivation
from symsoft.catalog import definitions_of, entries
from symsoft.checking.code import Examination, examine
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

COMPARED = {"==": np.equal, ">": np.greater, "<": np.less, ">=": np.greater_equal}
WANTED = ("delta", "vjp", "jvp", "hvp", "stable")
EXTREMES = {"sum": (np.sum, 0.0), "max": (np.max, -np.inf), "min": (np.min, np.inf)}


def interpreter(kernel):
    """A kernel carried out statement by statement, entry by entry, in the arguments' type."""

    def run(*arguments):
        arrays = [np.asarray(a) for a in arguments]
        ranks = [len(p.axes) for p in kernel.parameters]
        batch = np.broadcast_shapes(
            *(a.shape[: a.ndim - rank] for a, rank in zip(arrays, ranks, strict=True))
        )
        sizes = {}
        for p, a in zip(kernel.parameters, arrays, strict=True):
            own = a.shape[a.ndim - len(p.axes) :]
            sizes |= dict(zip((s.name for s in p.axes), own, strict=True))
        out = np.empty((*batch, *(sizes[s.name] for s in kernel.output.axes)), arrays[0].dtype)
        for row in np.ndindex(*batch):
            out[row] = one_row(kernel, [a[row] for a in arrays], sizes)
        return out

    return run


def one_row(kernel, arrays, sizes):
    number = arrays[0].dtype.type
    values = {p.name: a for p, a in zip(kernel.parameters, arrays, strict=True)}
    for let in kernel.lets:
        loops = let.target.indices
        out = np.empty([sizes[i.size.name] for i in loops], number)
        for at in np.ndindex(*out.shape):
            place = dict(zip(loops, at, strict=True))
            out[at] = value(let.expr, place, values, sizes, number)
        values[let.target.name] = out
    return values[kernel.output.name]


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
        if isinstance(e, Mul) and any(isinstance(f, Delta) and go(f) == 0 for f in e.args):
            return number(0)
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
    reduce, start = EXTREMES[e.word]
    return reduce(np.array(terms, number), initial=number(start))


def kernels_of(definitions, by=("x",), given=()):
    system = read_system(definitions, given, lookup=definitions_of)
    name = system.target.name
    return kernels([derivation(name, system, v, wanted=WANTED) for v in by])


FEW = ("ce", "lse", "sigmoid", "softmax")
"""Entries for the quick test: ``symsoft verify --all`` runs the others."""


@pytest.mark.parametrize("dtype", ["f32", "f64"])
@pytest.mark.parametrize("name", FEW)
def test_right_code_is_within_its_bound(name, dtype):
    entry = entries()[name]
    for kernel in kernels_of(entry.definitions, entry.wrt or ("x",), entry.given):
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
        try:
            found = examine(kernel, interpreter(wrong), "f64", "interpreter")
        except (IndexError, KeyError):
            continue
        same = decide(kernel.meaning.system, right, term).verdict is Verdict.HOLDS
        if found.verdict is not Verdict.FAILS and not same:
            survivors.append(one_line(term))
    assert count > 5
    assert survivors == []


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


def forward(*definitions, given=()):
    return next(k for k in kernels_of(list(definitions), given=given) if k.routine == "forward")


SOFTMAX = "y[i] = exp(x[i])/sum(exp(x[k]), k)"
LSE = "F = log(sum(exp(x[k]), k))"


def softmax(x, shift=np.max, total=np.sum):
    x = np.asarray(x)
    if not x.shape[-1]:
        return x.copy()
    e = np.exp(x - shift(x, axis=-1, keepdims=True))
    return e / total(e, axis=-1, keepdims=True)


def lse(x):
    peak = np.max(x, axis=-1, initial=-np.inf)
    return peak + np.log(np.sum(np.exp(x - peak[..., None]), axis=-1))


def naive(x):
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


def without_nan(x):
    return softmax(x, np.fmax.reduce, np.nansum)


def with_mask_as_nan(x):
    return np.where(np.isneginf(x), np.nan, softmax(x))


def with_the_row_before(x):
    out = softmax(x)
    return out[::-1] if out.ndim > 1 else out


def only_in_range(x):
    return np.where(np.abs(np.abs(x) - 1e300) < 1e299, 0.0, softmax(x))


@pytest.mark.parametrize(
    ("wrong", "family"),
    [
        (naive, "1e4"),
        (lambda x: softmax(x) * (1 + 1e-13), "ordinary"),
        (without_nan, "NaN"),
        (with_mask_as_nan, "-inf"),
        (with_the_row_before, "ordinary"),  # a batch is not its rows
        (lambda x: np.where(np.isposinf(x), 1.0, softmax(x)), "inf"),
        (only_in_range, "1e300"),
    ],
)
def test_wrong_code_is_found_by_the_family_that_shows_it(wrong, family):
    right = examine(forward(SOFTMAX), softmax, "f64", "numpy")
    assert right.verdict is Verdict.HOLDS, right
    found = examine(forward(SOFTMAX), wrong, "f64", "numpy")
    assert found.verdict is Verdict.FAILS
    assert family in found.detail.split(" inputs")[0]


def test_flushing_to_0_is_found():
    kernel = forward("y[i] = 2*x[i]")
    found = examine(kernel, lambda x: np.where(np.abs(x) < 2e-308, 0.0, 2 * x), "f64", "numpy")
    assert found.verdict is Verdict.FAILS


def test_empty_axes_are_compared():
    assert examine(forward(LSE), lse, "f64", "numpy").verdict is Verdict.HOLDS
    found = examine(forward(LSE), lambda x: np.where(np.shape(x)[-1], lse(x), 0.0), "f64", "numpy")
    assert found.verdict is Verdict.FAILS
    assert found.detail == (
        "y f64, n = 0 inputs, n = 0: got 0.0, should be -inf by the contract; x = []"
    ).replace("y f64", "F f64")


def test_a_miss_says_what_should_have_come_and_from_which_inputs():
    found = examine(forward("y[i] = 2*x[i]"), lambda x: x, "f32", "numpy")
    assert found.detail == (
        "y f32, ordinary inputs, n = 1 at (1,): got -1.42578125, should be -2.8515625, "
        "within 1.7e-07; x = [-1.42578125]"
    )


def test_what_holds_says_how_well_and_what_was_left_out():
    found = examine(
        forward("y[i] = x[i]/sqrt(sum(x[k]**2, k))"),
        lambda x: x / np.sqrt(np.sum(x * x, axis=-1, keepdims=True)),
        "f64",
        "numpy",
    )
    assert found.verdict is Verdict.HOLDS
    assert found.detail.split("; ")[-1].startswith("nothing compared at 1e300, 1e-300")
    assert "out of range on the way" in found.detail
    assert "of its bound" in found.detail


def test_nothing_compared_is_unknown():
    kernel = forward("y = x")
    assert kernel.meaning is not None
    nowhere = read_system(["y = log(-1 - x**2)"]).target.body
    undefined = replace(kernel, meaning=replace(kernel.meaning, term=nowhere))
    found = examine(undefined, lambda x: x, "f64", "numpy")
    assert found.verdict is Verdict.UNKNOWN
    assert "no entry" in found.detail


def test_a_bound_that_is_promised_is_the_one_that_counts():
    def a_bit_off(x):
        off = 3e-16 * np.sum(np.abs(x), axis=-1)
        return np.sum(x, axis=-1) + np.where(np.isfinite(off), off, 0)

    kernel = forward("s = sum(x[k], k)")
    loose = Examination(kernel).tally(a_bit_off, "f64", Accuracy(lambda _n, u: 9 * u))
    strict = Examination(kernel).tally(a_bit_off, "f64", Accuracy(lambda _n, u: u))
    assert (loose.verdict, strict.verdict) == (Verdict.HOLDS, Verdict.FAILS)
