"""What stands where in a document."""

from __future__ import annotations

import pytest

from symsoft import api
from symsoft.display import outline
from symsoft.display.text_terms import to_text
from symsoft.language.matrix import At, Vec
from symsoft.language.terms import D, Ref


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
