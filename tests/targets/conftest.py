"""The softmax Jacobian as a derivation, written down by hand for the printers to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sympy import Integer

from symsoft.language.matrix import At, Diag, Entries, MatMul, Row, Transpose, Vec
from symsoft.language.system import Assumption, Definition, Kink, System
from symsoft.language.terms import (
    Add,
    Branch,
    Cases,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    power,
    times,
)
from symsoft.proof import Derivation, Evidence, Form, Proof, Relation, Step, Verdict

N = Size("n")
I, J, K, L = (Index(letter, N) for letter in "ijkl")
M1 = Integer(-1)


def x(i: Any) -> Any:
    return Ref("x", i)


def y(i: Any) -> Any:
    return Ref("y", i)


def exp(u: Any) -> Any:
    return Fn("exp", u)


TOTAL = Sum(exp(x(K)), K)
SYSTEM = System((Definition("y", (I,), exp(x(I)) / TOTAL),), {"y": (N,), "x": (N,)})
CLAIM = D(y(I), x(J))
RESULT = Mul(y(I), Add(Delta(I, J), Mul(M1, y(J))))
GOOD = (
    Evidence("exact", Verdict.HOLDS, "all n >= 1"),
    Evidence("enclosure", Verdict.HOLDS, "n = 1..3"),
)


def chain(start: Any, *lines: tuple[str, Any, tuple[Any, ...]], system: System = SYSTEM) -> Proof:
    """A proof whose lines are (rule, what they lead to, what they cite)."""
    steps, now = [], start
    for rule, after, cites in lines:
        steps.append(Step(now, after, rule, cites=cites, evidence=GOOD))
        now = after
    return Proof(Relation(start, now), system, tuple(steps))


def numerator(of_sum: Any) -> Any:
    return TOTAL * D(exp(x(I)), x(J)) - exp(x(I)) * of_sum


def jacobian() -> Proof:
    quotient = exp(x(I)) / TOTAL
    return chain(
        CLAIM,
        ("definition", D(quotient, x(J)), (y(I),)),
        ("quotient", numerator(D(TOTAL, x(J))) / power(TOTAL, 2), ()),
        ("sum", numerator(Sum(D(exp(x(K)), x(J)), K)) / power(TOTAL, 2), ()),
        ("delta", quotient * Delta(I, J) - quotient * (exp(x(J)) / TOTAL), ()),
        ("fold", RESULT, (y(I), y(J))),
    )


def written_out(n: int) -> Entries:
    def cell(a: int, b: int) -> Any:
        ya, yb = y(Integer(a)), y(Integer(b))
        return ya * (1 - ya) if a == b else times(M1, ya, yb)

    return Entries(*(Row(*(cell(a, b) for b in range(1, n + 1))) for a in range(1, n + 1)))


def derivation(n: int = 4) -> Derivation:
    cases = Cases(Branch(y(I) * (1 - y(I)), Same(I, J)), Branch(-y(I) * y(J), Differ(I, J)))
    vec = Vec("y", N)
    matrix = At(Add(Diag(vec), Mul(M1, MatMul(vec, Transpose(vec)))), I, J)
    entries = At(written_out(n), I, J)
    largest = Max(x(K), K)
    shifted = exp(x(I) - largest) / Sum(exp(x(K) - Max(x(L), L)), K)
    main = jacobian()
    return Derivation(
        "softmax",
        main,
        (
            Form("delta", main, RESULT),
            Form("cases", chain(RESULT, ("cases", cases, ())), cases),
            Form("matrix", chain(RESULT, ("matrix", matrix, ())), matrix),
            Form("entries", chain(RESULT, ("entries", entries, ())), entries),
            Form("stable", chain(shifted, ("exp-sum", y(I), ())), shifted),
        ),
    )


def with_lemma() -> Derivation:
    """Cross-entropy: a proof that cites a lemma twice, an assumption, a kink and a condition."""
    t = Ref("t", K)
    loss = times(M1, Sum(t * Fn("log", y(K)), K))
    given = Assumption("=", Sum(t, K), Integer(1))
    system = System(
        (*SYSTEM.definitions, Definition("L", (), loss)),
        {"y": (N,), "x": (N,), "L": (), "t": (N,)},
        (given, Assumption("onehot", t, Integer(1))),
        (Kink("abs", Integer(0), Integer(0)),),
    )
    jac = y(K) * (Delta(K, J) - y(J))
    lemma = replace(jacobian(), system=system)
    same = chain(D(y(K), x(J)), ("definition", jac, (y(K),)), system=system)
    middle = times(M1, Sum(times(t, power(y(K), -1), D(y(K), x(J))), K))
    after = times(M1, Sum(times(t, power(y(K), -1), jac), K))
    proof = chain(
        D(Ref("L"), x(J)),
        ("chain-log", middle, ()),
        ("lemma", after, (D(y(K), x(J)),)),
        ("assumption", y(J) - Ref("t", J), ()),
        system=system,
    )
    last = replace(proof.steps[-1], given=(given,))
    proof = replace(proof, steps=(*proof.steps[:-1], last), lemmas=(lemma, same))
    return Derivation("ce", proof, (), (Assumption("!=", y(K), Integer(0)),))


def failing(evidence: Sequence[Evidence]) -> Derivation:
    """The Jacobian with other evidence on its second step."""
    good = derivation()
    steps = list(good.proof.steps)
    steps[1] = replace(steps[1], evidence=tuple(evidence))
    return replace(good, proof=replace(good.proof, steps=tuple(steps)), forms=())


@pytest.fixture(scope="session")
def softmax() -> Derivation:
    return derivation()


@pytest.fixture(scope="session")
def softmax_of() -> Any:
    return derivation


@pytest.fixture(scope="session")
def cross_entropy() -> Derivation:
    return with_lemma()


@pytest.fixture(scope="session")
def softmax_found() -> Any:
    return failing


@pytest.fixture(scope="session")
def monster() -> Derivation:
    """Long names and terms that fit on no line."""
    names = ["learning_rate", "temperature", "x_hat", "W1", "e", "délta", "中文", "50%", "v_"]
    refs = [Ref(name, I) for name in names]
    total = Add(*(Mul(a, power(b, -1), Delta(I, J)) for a in refs[:4] for b in refs))
    quotient = Mul(total, Pow(Add(*(exp(Mul(r, x(J))) for r in refs)), M1))
    nested = exp(Fn("log", Add(Integer(1), power(quotient, 2))))
    shapes = dict.fromkeys(names, (N,))
    system = System((Definition("y", (I,), nested),), {"y": (N,), **shapes, "x": (N,)})
    proof = chain(
        CLAIM,
        ("quotient", total, ()),
        ("no-such-rule", quotient, tuple(refs)),
        ("cases", Cases(Branch(nested, Same(I, J)), Branch(total, Differ(I, J))), ()),
        system=system,
    )
    return Derivation("50%_&#$odd{}^~\\ <x>", proof)
