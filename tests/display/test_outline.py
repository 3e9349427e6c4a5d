"""What stands in each line: entries as entries, or every line as an array."""

from __future__ import annotations

from itertools import pairwise

from symsoft.display.outline import lemmas, lines, news
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
