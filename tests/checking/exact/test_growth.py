"""How the work of a decision grows with what is decided: in counts, never in seconds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from symsoft.checking.exact import decide
from symsoft.checking.exact.rewriting import Rewriting
from symsoft.language.terms import D, Ref
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict


def rewritten(layers: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many atoms are rewritten to decide what the last of so many layers' derivative is."""
    inner = [f"h{q}[i] = tanh(sum(W[i, k]*h{q - 1}[k], k))" for q in range(1, layers)]
    system = read_system(["h0[i] = tanh(x[i])", *inner, f"L = sum(h{layers - 1}[i]**2, i)"])
    count = 0
    atom = Rewriting._atom

    def counted(*args):
        nonlocal count
        count += 1
        return atom(*args)

    by = read_term("x[j]", system)
    with monkeypatch.context() as patch:
        patch.setattr(Rewriting, "_atom", counted)
        found = decide(system, D(Ref("L"), by), D(system.unfold(Ref("L")), by))
    assert found.verdict is Verdict.HOLDS
    return count


def test_a_layer_more_does_not_multiply_the_work(monkeypatch):
    """Each sum was rewritten anew wherever it stood: five times the work a layer."""
    found = [rewritten(layers, monkeypatch) for layers in (3, 4, 5, 6)]
    assert all(after < 3 * before for before, after in pairwise(found))
