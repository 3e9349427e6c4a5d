"""What stands where in a document, and what in each line: entries, or every line as an array."""

from __future__ import annotations

from itertools import pairwise

import pytest

from symsoft import api
from symsoft.display import outline
from symsoft.display.outline import lemmas, lines, news
from symsoft.display.text_terms import to_text
from symsoft.language.matrix import At, Diag, Vec
from symsoft.language.system import System
from symsoft.language.terms import D, Delta, Index, Ref, Size, times
from symsoft.proof import Derivation, Proof, Relation, Step

N = Size("n")
I, J = Index("i", N), Index("j", N)
Y = Vec("y", N)
SLOPE = D(Ref("y", I), Ref("x", J))
INDICES = times(Delta(I, J), Ref("y", I))
MATRIX = At(Diag(Y), I, J)


def proof(*chain, lemmas=()):
    steps = tuple(Step(a, b, "r") for a, b in pairwise(chain))
    return Proof(Relation(chain[0], chain[-1]), System((), {}), steps, lemmas)


def test_where_matrices_come_first_every_line_is_an_array():
    assert lines(SLOPE, proof(SLOPE, MATRIX, INDICES)) == [
        At(SLOPE, I, J),
        MATRIX.matrix,
        At(INDICES, I, J),
    ]


def test_where_a_matrix_comes_last_it_is_an_entry():
    assert lines(SLOPE, proof(SLOPE, INDICES, MATRIX)) == [SLOPE, INDICES, MATRIX]


def test_where_two_lines_number_otherwise_both_are_entries():
    turned = At(Diag(Y), J, I)
    assert lines(SLOPE, proof(SLOPE, MATRIX, turned)) == [SLOPE, MATRIX, turned]


def test_a_form_starts_from_what_it_is_a_form_of():
    (found,) = news(SLOPE, proof(INDICES, MATRIX))
    assert (found.term, found.new) == (MATRIX.matrix, ())


def test_lines_that_another_lemma_begins_with_are_shown_once():
    short, longer = proof(SLOPE, INDICES), proof(SLOPE, INDICES, MATRIX)
    main = proof(Ref("a"), Ref("b"), lemmas=(longer, short))
    assert lemmas([Derivation("a", main)]) == (longer,)


@pytest.fixture(scope="module")
def bp():
    return api.derive("bp", wrt=["z2", "W2"])


def test_a_lemma_about_other_definitions_stands_before_the_theorem_that_uses_it(bp):
    assert {p.claim.lhs.body.name for p in outline.lemmas(bp.derivations)} <= {"a2", "z2", "C"}
    first, last = (outline.results(d) for d in bp.derivations)
    assert [r.name for r in last[-3:]] == ["lemma", "lemma", "property-elementwise"]
    assert [[d.name for d in r.where] for r in last[-3:]] == [["y", "L"], ["y"], ["y", "L"]]
    assert "lemma" not in [r.name for r in first]


def test_every_proof_is_shown_once(bp):
    claims = [(str(p.claim.lhs), str(p.claim.rhs)) for p in outline.proofs(bp.derivations)]
    assert len(claims) == len(set(claims))
    assert ("D(y[i], x[j])", "y[i]*(delta(i, j) - y[j])") in claims


def test_beside_named_arrays_the_derivative_is_one_too(bp):
    found = {r.name: r for r in outline.results(bp.derivations[1])}
    p, n = (i.size for i in bp.derivations[1].proof.claim.lhs.by.indices)
    for name in ("matrix", "matrix-explicit"):
        result = found[name]
        assert result.lhs == Vec(D(Ref("C"), Ref("W2", p, n)), p, n)
        left, right = outline.whole(result.lhs, result.proof.claim.rhs)
        assert to_text(left) == "∂C/∂W2"
        assert not isinstance(right, At)


def test_written_out_lines_begin_with_the_derivative(bp):
    found = {r.name: r for r in outline.results(bp.derivations[0])}
    assert found["explicit"].lhs == bp.derivations[0].proof.claim.lhs
