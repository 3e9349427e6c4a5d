"""Derivations end in the textbook's form, depend on every rule they use, and on no name."""

from __future__ import annotations

import re

import pytest

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver, Lemmas
from symsoft.catalog import definitions_of, entries
from symsoft.errors import DerivationError, UnsupportedError
from symsoft.language.spelling import one_line
from symsoft.language.terms import D, Ref, Term
from symsoft.language.text import read_system, read_term

SOFTMAX = "y[i] = exp(x[i])/sum(exp(x[k]), k)"
CROSS_ENTROPY = "L = -sum(t[k]*log(y[k]), k)"
MEAN = ("m = mean(x[k], k)", "v = mean((x[k] - m)**2, k)", "s = sqrt(v + e)")
DENSE = ("z[i] = sum(W[i,a]*h[a], a) + b[i]", "y[i] = exp(z[i])/sum(exp(z[k]), k)", CROSS_ENTROPY)

# What a textbook prints, in the one-line syntax; the order of terms does not matter.
TEXTBOOK = [
    ([SOFTMAX], (), "x", "y[i]*(delta(i, j) - y[j])"),
    (["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"], (), "x", "y[i]/T*(delta(i, j) - y[j])"),
    (
        ["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"],
        (),
        "T",
        "y[i]/T**2*(sum(y[k]*x[k], k) - x[i])",
    ),
    (["s = 1/(1 + exp(-x))"], (), "x", "s*(1 - s)"),
    (["s = 1/(1 + exp(-x))", "f = x*s"], (), "x", "s*(1 + x - f)"),
    ([SOFTMAX, "r[i] = x[i] - log(sum(exp(x[k]), k))"], (), "x", "delta(i, j) - y[j]"),
    ([SOFTMAX, "F = log(sum(exp(x[k]), k))"], (), "x", "y[j]"),
    ([SOFTMAX, CROSS_ENTROPY], (), "x", "y[j]*sum(t[k], k) - t[j]"),
    ([SOFTMAX, CROSS_ENTROPY], ("sum(t[k], k) = 1",), "x", "y[j] - t[j]"),
    ([SOFTMAX, CROSS_ENTROPY], (), "y", "-t[j]/y[j]"),
    (DENSE, ("sum(t[k], k) = 1",), "W", "(y[p] - t[p])*h[q]"),
    (DENSE, ("sum(t[k], k) = 1",), "b", "y[j] - t[j]"),
    (DENSE, ("sum(t[k], k) = 1",), "h", "sum(W[k,j]*(y[k] - t[k]), k)"),
    ([*MEAN[:2]], (), "x", "2*(x[j] - m)/n"),
    (
        [*MEAN, "u[i] = (x[i] - m)/s"],
        ("e > 0",),
        "x",
        "1/s*(delta(i, j) - 1/n - u[i]*u[j]/n)",
    ),
    (["y[i] = x[i]**p/sum(x[k]**p, k)"], (), "x", "p*y[i]/x[j]*(delta(i, j) - y[j])"),
    (
        ["y[i] = x[i]**p/sum(x[k]**p, k)"],
        (),
        "p",
        "y[i]*(log(x[i]) - sum(y[k]*log(x[k]), k))",
    ),
]


def system(definitions, given=(), kinks=()):
    return read_system(definitions, given, kinks, lookup=definitions_of)


def proof_of(definitions, by, given=(), kinks=(), route="direct", book=None):
    deriver = Deriver(system(definitions, given, kinks), book, route)
    return deriver.prove(deriver.claim(deriver.system.target.name, by))


def rules_of(proof):
    """Every rule that a proof and its lemmas use."""
    found = {step.rule for step in proof.steps}
    return found.union(*(rules_of(lemma) for lemma in proof.lemmas))


@pytest.mark.parametrize(("definitions", "given", "by", "wanted"), TEXTBOOK)
def test_ends_in_the_form_of_the_textbook(definitions, given, by, wanted):
    proof = proof_of(definitions, by, given)
    assert proof.claim.rhs == read_term(wanted, proof.system), one_line(proof.claim.rhs)


def test_softmax_goes_step_by_step_as_a_person_does():
    proof = proof_of([SOFTMAX], "x")
    assert [step.rule for step in proof.steps] == [
        "definition",
        "quotient",
        "sum",
        "chain-exp",
        "variable",
        "delta",
        "factor",
        "fold",
    ]


def test_softmax_by_the_logarithm_never_uses_the_quotient_rule():
    proof = proof_of([SOFTMAX], "x", route="log")
    assert "log-derivative" in rules_of(proof)
    assert "quotient" not in rules_of(proof)
    assert proof.claim.rhs == proof_of([SOFTMAX], "x").claim.rhs


def test_cross_entropy_by_lemma_and_by_the_logarithm():
    by_lemma = proof_of([SOFTMAX, CROSS_ENTROPY], "x")
    by_log = proof_of([SOFTMAX, CROSS_ENTROPY], "x", route="log")
    assert "lemma" in rules_of(by_lemma)
    assert "lemma" not in rules_of(by_log)
    assert by_lemma.claim.rhs == by_log.claim.rhs


def test_without_the_chain_rule_for_exp_softmax_fails():
    with pytest.raises(DerivationError, match="exp"):
        proof_of([SOFTMAX], "x", book=full_book().without("chain-exp"))


QUICK = ("softmax", "ce", "sigmoid", "temperature", "rmsnorm", "gelu", "leaky-relu", "log-cosh")


@pytest.mark.parametrize("name", QUICK)
def test_every_rule_of_a_proof_is_needed_or_replaced(name):
    entry = entries()[name]
    by = (entry.wrt or ("x",))[0]
    used = rules_of(proof_of(entry.definitions, by, entry.given, entry.kinks))
    assert used
    for key in sorted(used):
        book = full_book().without(key)
        try:
            other = proof_of(entry.definitions, by, entry.given, entry.kinks, book=book)
        except DerivationError:
            continue
        assert key not in rules_of(other)


RENAMED = [
    (
        ([SOFTMAX], "x", ()),
        (["a[p] = exp(b[p])/sum(exp(b[q]), q)"], "b", ()),
        {"y": "a", "x": "b"},
    ),
    (
        ([SOFTMAX, CROSS_ENTROPY], "x", ("sum(t[k], k) = 1",)),
        (
            ["u[a] = exp(z[a])/sum(exp(z[b]), b)", "A = -sum(v[c]*log(u[c]), c)"],
            "z",
            ("sum(v[e], e) = 1",),
        ),
        {"y": "u", "x": "z", "L": "A", "t": "v"},
    ),
    (
        ([*MEAN, "u[i] = (x[i] - m)/s"], "x", ()),
        (
            [
                "zz = mean(a[q], q)",
                "b = mean((a[q] - zz)**2, q)",
                "aa = sqrt(b + ab)",
                "c[p] = (a[p] - zz)/aa",
            ],
            "a",
            (),
        ),
        {"x": "a", "m": "zz", "v": "b", "s": "aa", "e": "ab", "u": "c"},
    ),
]


def renamed_by_order(e):
    """The spelling of a term with its indices numbered by first appearance."""
    text = one_line(e)
    seen: dict[str, str] = {}
    return re.sub(
        r"\b[a-z]\d*\b(?!\w*[\[(])", lambda m: seen.setdefault(m[0], f"#{len(seen)}"), text
    )


@pytest.mark.parametrize(("plain", "other", "names"), RENAMED)
def test_other_names_give_the_same_proof(plain, other, names):
    first = proof_of(plain[0], plain[1], plain[2])
    second = proof_of(other[0], other[1], other[2])
    assert [s.rule for s in first.steps] == [s.rule for s in second.steps]
    for a, b in zip(first.steps, second.steps, strict=True):
        assert renamed_by_order(_with_names(a.after, names)) == renamed_by_order(b.after)


def _with_names(e, names):
    if isinstance(e, Ref):
        return Ref(names.get(e.name, e.name), *e.indices)
    if not isinstance(e, Term):
        return e
    return type(e)(*(_with_names(a, names) for a in e.args))


def test_a_letter_of_the_variable_never_meets_a_bound_one():
    proof = proof_of(["y[i] = exp(x[i])/sum(exp(x[j]), j)"], "x")
    assert proof.claim.rhs == proof_of([SOFTMAX], "x").claim.rhs


def test_an_assumption_is_barred_under_a_derivative_by_what_it_mentions():
    deriver = Deriver(system([SOFTMAX, CROSS_ENTROPY], ("sum(t[k], k) = 1",)))
    first = deriver.claim("L", "x")
    mixed = deriver.prove(D(first, Ref("t", *deriver.letters_for("t", first.by.indices))))
    i = first.by.indices[0]
    j = mixed.claim.lhs.by.indices[0]
    assert mixed.claim.rhs == read_term(f"y[{i.name}] - delta({i.name}, {j.name})", deriver.system)
    assert not mixed.given


def test_a_lemma_carries_the_assumptions_it_used():
    proof = proof_of(DENSE, "W", ("sum(t[k], k) = 1",))
    (given,) = proof.given
    assert given in proof.steps[1].given


def test_a_kink_needs_a_stated_value():
    with pytest.raises(UnsupportedError, match=r"abs\(0\) = 0"):
        proof_of(["y[i] = abs(x[i])"], "x")
    assert proof_of(["y[i] = abs(x[i])"], "x", kinks=("abs(0) = 0",)).steps


def test_a_maximum_over_an_index_has_no_derivative():
    with pytest.raises(UnsupportedError, match="maximum"):
        proof_of(["F = max(x[k], k)"], "x")


FIELD = "E[i] = sum(q[k]/(x[i] - x[k])**2, k, k != i)"


def test_a_delta_picks_no_term_that_the_sum_leaves_out():
    proof = proof_of([FIELD], "q")
    wanted = "sum(delta(k, j)/(x[i] - x[k])**2, k, k != i)"
    assert proof.claim.rhs == read_term(wanted, proof.system)


def test_a_delta_of_one_index_is_left_in_no_result():
    proof = proof_of(["A[i,j] = delta(i, j)*x[j]", "y[i] = A[i,i]"], "x")
    assert proof.claim.rhs == read_term("delta(i, j)", proof.system)


def test_a_delta_goes_through_two_sums():
    energy = "E = sum(sum(q[i]*q[k]*w[i,k], k, k != i), i)"
    proof = proof_of([energy], "q")
    wanted = "sum(q[i]*(w[i,j] + w[j,i]), i, i != j)"
    assert proof.claim.rhs == read_term(wanted, proof.system)


def test_no_delta_is_left_in_its_own_sum():
    cubic = "f = sum(sum(sum(A[i,j]*x[i]*x[j]*x[k], k), j), i)"
    proof = proof_of([cubic], "x")
    assert "delta" not in one_line(proof.claim.rhs)


def test_a_quotient_of_equals_has_derivative_zero():
    assert proof_of(["y = x/x"], "x").claim.rhs == 0


def test_what_is_interrupted_is_proved_by_whoever_asks_again(monkeypatch):
    system = read_system(["y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = sum(t[k]*y[k], k)"])
    lemmas, prove = Lemmas(), Deriver.prove

    def interrupted(deriver, claim, barred=frozenset()):
        if claim.body.name == "y":
            # In another thread somebody asks for the same.
            monkeypatch.setattr(Deriver, "prove", prove)
            assert Deriver(system, lemmas=lemmas).derivative("y", "x") is not None
            raise KeyboardInterrupt
        return prove(deriver, claim, barred)

    monkeypatch.setattr(Deriver, "prove", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Deriver(system, lemmas=lemmas).derivative("L", "x")
    again = Deriver(system, lemmas=lemmas).derivative("L", "x")
    assert again == Deriver(system).derivative("L", "x")
