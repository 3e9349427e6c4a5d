"""Random index terms as matrices, computed by NumPy's own matrix operations on exact numbers.

The reading of matrix notation here is a second one: it shares nothing with ``language.matrix``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational, S

from symsoft.calculus.matrix_notation import NoMatrixForm, to_matrix
from symsoft.checking.enclosure import Enclosure
from symsoft.checking.mutate import judge, mutants
from symsoft.language.matrix import (
    Blocks,
    Diag,
    Hadamard,
    Identity,
    Kron,
    MatMul,
    Ones,
    RowOf,
    Trace,
    Transpose,
    Vec,
)
from symsoft.language.system import System
from symsoft.language.terms import Add, D, Delta, Index, Mul, Pow, Ref, Size, Sum

N, M = Size("n"), Size("m")
I, J, K, L, P = (Index(letter, N) for letter in "ijklp")
A, B, E = (Index(letter, M) for letter in "abe")
SHAPES = {"x": (N,), "y": (N,), "h": (M,), "A": (N, N), "B": (N, N), "W": (N, M), "c": ()}
NAMED = {"x": ("c", "x"), "B": ("x", "y"), "W": ("c", "W")}
"""Some names may stand for a derivative that goes by its name: dc/dx, dx/dy, dc/dW."""
SIZES = {"n": 2, "m": 3}
SYSTEM = System((), SHAPES)
PLACES = {name: place for place, name in enumerate(SHAPES)}
SETTINGS = settings(max_examples=120, derandomize=True, suppress_health_check=list(HealthCheck))


# -- random terms ------------------------------------------------------------------------------
def named(name, at):
    """The entry of a derivative, whose value is that of the array of another name."""
    head, by = NAMED[name]
    outputs = len(SHAPES[head])
    return D(Ref(head, *at[:outputs]), Ref(by, *at[outputs:]))


def vectors(i, depth):
    names = [n for n, shape in SHAPES.items() if shape == (i.size,)]
    leaves = st.sampled_from(
        [*(Ref(n, i) for n in names), *(named(n, (i,)) for n in names if n in NAMED)]
    )
    if not depth:
        return leaves
    inner = vectors(i, depth - 1)
    k = K if i.size == N else B
    k = k if k != i else (L if i.size == N else E)
    return st.one_of(
        leaves,
        st.tuples(inner, inner).map(lambda p: Add(p[0], Mul(-1, p[1]))),
        st.tuples(inner, inner).map(lambda p: Mul(*p)),
        st.tuples(inner, numbers(depth - 1)).map(lambda p: Mul(p[1], p[0])),
        inner.map(lambda v: Pow(v, Integer(2))),
        st.tuples(inner, leaves).map(lambda p: Mul(p[0], Pow(p[1], S.NegativeOne))),
        st.tuples(matrices(i, k, 0), vectors(k, 0)).map(lambda p: Sum(Mul(*p), k)),
    )


def matrices(i, j, depth):
    found = [
        Ref(n, *at)
        for n, shape in SHAPES.items()
        for at in ((i, j), (j, i))
        if shape == (at[0].size, at[1].size)
    ]
    found += [named(r.name, r.indices) for r in found if r.name in NAMED]
    if i.size == j.size:
        found.append(Delta(i, j))
    leaves = st.sampled_from(found)
    if not depth:
        return leaves
    inner = matrices(i, j, depth - 1)
    k = {1: K, 2: L}[depth]
    return st.one_of(
        leaves,
        st.tuples(inner, inner).map(lambda p: Add(p[0], Mul(-1, p[1]))),
        st.tuples(inner, leaves).map(lambda p: Mul(*p)),
        st.tuples(vectors(i, depth - 1), vectors(j, depth - 1)).map(lambda p: Mul(*p)),
        st.tuples(vectors(i, depth - 1), inner).map(lambda p: Mul(*p)),
        st.tuples(inner, vectors(j, 0), numbers(depth - 1)).map(lambda p: Mul(*p)),
        st.tuples(matrices(i, k, depth - 1), matrices(k, j, depth - 1)).map(
            lambda p: Sum(Mul(*p), k)
        ),
    )


def numbers(depth):
    leaves = st.sampled_from([Ref("c"), Integer(2), Rational(1, 3), N])
    if not depth:
        return leaves
    p, q = Index("u", N), Index("v", N)
    return st.one_of(
        leaves,
        st.tuples(vectors(p, 0), vectors(p, 0)).map(lambda t: Sum(Mul(*t), p)),
        st.tuples(matrices(p, q, 0), matrices(p, q, 0)).map(lambda t: Sum(Sum(Mul(*t), q), p)),
    )


PAIRED = st.one_of(
    st.tuples(vectors(I, 1), vectors(A, 1)).map(lambda t: (Mul(*t, Delta(I, J)), (I,), (J, A))),
    st.tuples(matrices(I, J, 1), matrices(A, B, 1)).map(lambda t: (Mul(*t), (I, A), (J, B))),
    st.tuples(matrices(I, A, 1), vectors(J, 1)).map(lambda t: (Mul(*t), (I,), (J, A))),
    st.tuples(vectors(A, 1), st.sampled_from([Delta(A, B)])).map(
        lambda t: (
            Mul(*t, Ref("W", I, A), Add(Delta(I, J), Mul(-1, Ref("W", J, A)))),
            (A, I),
            (B, J),
        )
    ),
)
TERMS = st.one_of(
    vectors(I, 2).map(lambda e: (e, (I,), ())),
    matrices(I, J, 2).map(lambda e: (e, (I,), (J,))),
    matrices(I, A, 1).map(lambda e: (e, (I,), (A,))),
    numbers(1).map(lambda e: (e, (), ())),
    PAIRED,
)


def data(seed):
    generator = np.random.default_rng(seed)
    found = {}
    for name, shape in SHAPES.items():
        whole = generator.integers(1, 7, [SIZES[s.name] for s in shape])
        signs = generator.choice([-1, 1], whole.shape)
        found[name] = np.vectorize(Fraction, otypes=[object])(whole * signs)
    return found


# -- the value of an index term ------------------------------------------------------------------
def number(e, at, values):
    match e:
        case Rational():
            return Fraction(int(e.p), int(e.q))
        case Size():
            return Fraction(SIZES[e.name])
        case Ref():
            return Fraction(values[e.name][tuple(at[i] for i in e.indices)])
        case D():
            places = (*e.body.indices, *e.by.indices)
            return Fraction(values[_behind(e)][tuple(at[i] for i in places)])
        case Delta():
            return Fraction(at[e.args[0]] == at[e.args[1]])
        case Add():
            return sum((number(a, at, values) for a in e.args), Fraction(0))
        case Mul():
            return reduce(lambda u, v: u * v, (number(a, at, values) for a in e.args))
        case Pow():
            return number(e.base, at, values) ** int(e.exponent)
        case Sum():
            places = range(SIZES[e.index.size.name])
            return sum((number(e.body, {**at, e.index: k}, values) for k in places), Fraction(0))
    raise TypeError(e)


def _behind(d):
    """The name whose array holds the values of a derivative."""
    return next(n for n, names in NAMED.items() if names == (d.body.name, d.by.name))


# -- the value of a matrix, as NumPy computes it ---------------------------------------------------
def array(m, values, at):
    """A two-dimensional array; numbers are 1 by 1."""
    match m:
        case Vec():
            lengths = [1 if a is S.One else SIZES[a.name] for a in m.axes]
            name = _behind(m.of) if isinstance(m.of, D) else m.of.name
            return values[name].reshape([*lengths, 1][:2])
        case RowOf():
            return values[m.name][at[m.args[1]]].reshape(1, -1)
        case Ones():
            lengths = [1 if a is S.One else SIZES[a.name] for a in m.args]
            return np.full([*lengths, 1][:2], Fraction(1))
        case Identity():
            return np.vectorize(Fraction, otypes=[object])(np.eye(SIZES[m.args[0].name], dtype=int))
        case Diag():
            return np.diag(array(m.args[0], values, at).ravel()) + Fraction(0)
        case Transpose():
            return array(m.args[0], values, at).T
        case MatMul():
            return reduce(np.matmul, (array(a, values, at) for a in m.args))
        case Kron():
            return reduce(np.kron, (array(a, values, at) for a in m.args))
        case Trace():
            return np.array([[np.trace(array(m.args[0], values, at))]], dtype=object)
        case Blocks():
            count = SIZES[m.index.size.name]
            parts = [array(m.body, values, {**at, m.index: b}) for b in range(count)]
            rows, columns = parts[0].shape
            whole = np.full((count * rows, count * columns), Fraction(0))
            for b, part in enumerate(parts):
                whole[b * rows : (b + 1) * rows, b * columns : (b + 1) * columns] = part
            return whole
        case Add():
            parts = [array(a, values, at) for a in m.args]
            assert len({p.shape for p in parts}) == 1
            return sum(parts[1:], parts[0])
        case Hadamard():
            parts = [array(a, values, at) for a in m.args]
            assert len({p.shape for p in parts}) == 1
            return reduce(np.multiply, parts)
        case Mul():
            parts = [array(a, values, at) for a in m.args]
            assert sum(p.size > 1 for p in parts) <= 1
            return reduce(np.multiply, parts)
        case Pow():
            return array(m.base, values, at) ** int(m.exponent)
        case _:
            return np.array([[number(m, at, values)]], dtype=object)


def agrees(e, found, rows, columns, values):
    """Is every entry of the matrix the value of the term there?"""
    numbered = found.indices
    matrix = array(found.matrix, values, {})
    lengths = [SIZES[i.size.name] for i in numbered]
    expected = [
        number(e, dict(zip(numbered, places, strict=True)), values)
        for places in product(*map(range, lengths))
    ]
    assert set(numbered) == {*rows, *columns}
    return list(matrix.ravel()) == expected


@SETTINGS
@given(TERMS, st.integers(0, 1000), st.sampled_from(["column", "row"]))
def test_a_matrix_is_what_it_was_made_from(term, seed, convention):
    e, rows, columns = term
    try:
        found = to_matrix(e, rows, columns, PLACES, convention)
    except NoMatrixForm:
        return
    assert agrees(e, found, rows, columns, data(seed))


def test_few_of_these_have_no_matrix_form():
    counts = {True: 0, False: 0}

    @SETTINGS
    @given(TERMS)
    def count(term):
        try:
            to_matrix(*term, PLACES)
            counts[True] += 1
        except NoMatrixForm as reason:
            counts[reason.reason in ("zero", "number")] += 1

    count()
    assert counts[True] > 9 * counts[False]


MUTATED = [
    (Mul(Sum(Mul(Ref("A", I, K), Ref("B", K, J)), K), Ref("y", J)), (I,), (J,)),
    (Add(Mul(Ref("x", I), Ref("h", A)), Ref("W", I, A)), (I,), (A,)),
    (Sum(Mul(Ref("A", K, I), Ref("x", K)), K), (I,), ()),
    (Sum(Sum(Mul(Ref("A", K, L), Ref("B", K, L)), L), K), (), ()),
    (Mul(Ref("h", A), Ref("x", I), Delta(I, J)), (I,), (J, A)),
    (Mul(Ref("A", J, I), Ref("B", I, J), Ref("x", I)), (I,), (J,)),
]


@pytest.mark.parametrize("convention", ["column", "row"])
@pytest.mark.parametrize("term", MUTATED, ids=str)
def test_a_slip_in_a_matrix_is_refuted(term, convention):
    found = to_matrix(*term, PLACES, convention)
    enclosure = Enclosure(SYSTEM)
    kinds = set()
    for mutant in mutants(found):
        verdict = judge(SYSTEM, term[0], mutant.term, enclosure)
        kinds.add(mutant.kind)
        same = verdict == "equal" and agrees(term[0], mutant.term, *term[1:], data(1))
        assert verdict == "refuted" or same, (mutant.kind, mutant.term)
    assert kinds & {"drop transpose", "swap factors", "drop factor"}
