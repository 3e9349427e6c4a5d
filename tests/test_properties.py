"""Every theorem that the catalogue asks for is found, holds for every n, and is printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from symsoft import api
from symsoft.api.claims import PROPERTIES
from symsoft.catalog import entries, find
from symsoft.checking.check import check, scope, verdict
from symsoft.checking.enclosure import Enclosure
from symsoft.checking.mutate import mutants
from symsoft.checking.relations_judges import decide
from symsoft.language.terms import free
from symsoft.proof import Derivation, Proof, Property, Relation, Step, Verdict
from symsoft.targets import TARGETS

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
ASKED = [name for name, entry in entries().items() if entry.properties]
ROWS = {
    "softmax": ["total", "positive", "below-one"],
    "shift": ["shift", "denominator"],
    "normaliser": ["positive"],
    "jacobian-matrix": ["symmetry", "rows", "columns"],
    "ce-hessian": ["semidefinite", "spread", "null-space"],
    "temperature": ["limit", "limit"],
    "bp": ["elementwise"],
    "descent": ["first-order", "descent", "decrease"],
}
"""The rows of the table of results that are theorems, or have some."""


def theorems(name: str) -> list[Property]:
    """What an entry asks for, checked.

    The first derivative has all of it, but what is about another entry, which the last one has.
    """
    first, *others = api.derivations(api.state(name), forms=[PROPERTIES])
    ours = set(first.proof.system.definitions)
    found = list(first.properties)
    for last in others[-1:]:
        found += [p for p in last.properties if not set(p.proof.system.definitions) >= ours]
    return [replace(p, proof=check(p.proof)) for p in found]


def steps(proof: Proof) -> Iterator[tuple[Proof, Step]]:
    def inside(step: Step) -> Iterator[Step]:
        yield step
        for inner in step.substeps:
            yield from inside(inner)

    for step in proof.steps:
        yield from ((proof, s) for s in inside(step))


@pytest.fixture(scope="module")
def proved() -> dict[str, list[Property]]:
    return {name: theorems(name) for name in ASKED}


@pytest.mark.parametrize("name", ASKED)
def test_what_an_entry_asks_for_is_found_and_holds(
    name: str, proved: dict[str, list[Property]]
) -> None:
    asked = [p if isinstance(p, str) else p.kind for p in entries()[name].properties]
    assert [p.name for p in proved[name]] == asked
    for theorem in proved[name]:
        assert verdict(theorem.proof) is Verdict.HOLDS, theorem
        every_n = scope(theorem.proof).startswith("all ")
        assert every_n or theorem.proof.claim.relation == "differs"


@pytest.mark.parametrize(("row", "kinds"), ROWS.items())
def test_a_row_shows_its_theorems_without_being_asked(row: str, kinds: list[str]) -> None:
    derivations = api.derivations(api.state(row))
    assert [p.name for d in derivations for p in d.properties] == kinds
    assert [t if isinstance(t, str) else t.kind for t in find(row)[1].properties] == kinds
    assert TARGETS["text"].document(derivations).count("Property: ") == len(kinds)


def test_unasked_theorems_are_left_out_of_other_forms() -> None:
    for asked in (api.derivations(api.state("softmax"), forms=["delta"]), _derived("log-route")):
        assert not any(d.properties for d in asked)


# -- printing ----------------------------------------------------------------------------------
def _derived(name: str, **asked: Any) -> list[Derivation]:
    return api.derivations(api.state(name), **asked)


def _text(derivations: list[Derivation]) -> str:
    """The text, in one line."""
    return " ".join(TARGETS["text"].document(derivations).split())


def test_text_and_latex_show_the_signs_of_the_relations() -> None:
    asked = _derived("softmax", forms=[PROPERTIES])
    text, tex = _text(asked), TARGETS["latex"].document(asked)
    assert all(sign in text for sign in (" < 1 ", " > 0 ", " ≥ max_k", " y_i ≤ 1 "))
    assert all(sign in tex for sign in (r"\ge", "<", ">", r"\le"))
    hot = _derived("temperature", forms=[PROPERTIES])
    assert "y_i → 1/n" in _text(hot)
    assert "continuity, as T grows" in _text(hot)
    assert r"\to" in TARGETS["latex"].document(hot)
    step = _derived("descent", forms=[PROPERTIES])
    assert "≈ η·" in _text(step)
    assert "Taylor’s theorem, as η goes to 0" in _text(step)
    assert "v_j = −∂L/∂x_j" in _text(step)
    assert r"\approx" in TARGETS["latex"].document(step)


def test_the_counterexample_is_printed_beside_the_right_formula(
    proved: dict[str, list[Property]],
) -> None:
    derivation = _derived("bp", forms=[PROPERTIES])[0]
    found = [replace(derivation, properties=tuple(proved["bp"]))]
    text = _text(found)
    assert "= Σ_k ∂L/∂y_k·∂y_k/∂x_j chain rule through y_k ≢ ∂L/∂y_j·∂y_j/∂x_j" in text
    assert "n = 2, j = 1: left " in text
    assert r"\not\equiv" in TARGETS["latex"].document(found)


def test_json_has_theorems_of_the_shape_of_proofs() -> None:
    hot = _derived("temperature", forms=[PROPERTIES])[:1]
    hot = [
        replace(d, properties=tuple(replace(p, proof=check(p.proof)) for p in d.properties))
        for d in hot
    ]
    found = [t for t in json.loads(TARGETS["json"].document(hot))["properties"] if t["toward"]]
    whole = json.loads(TARGETS["json"].document(_derived("softmax", forms=["delta"])))
    assert whole["properties"] == []
    for theorem in found:
        assert set(whole) - {"properties"} <= set(theorem)
        assert theorem["relation"] == "limit"
        assert theorem["toward"] == {"variable": "T", "point": "oo"}
        assert theorem["evidence"][0]["verdict"] == "holds"
        assert {s["relation"] for s in theorem["steps"]} == {"=", "limit"}
    assert found[0]["claim"]["text"] == "y[i] → 1/n"


@pytest.mark.parametrize("language", ["zh-TW", "zh-CN"])
def test_theorems_in_other_languages(language: str) -> None:
    text = api.derive("shift", forms=[PROPERTIES], language=language).text()
    assert "Property" not in text
    assert "≥" in text


# -- asking ------------------------------------------------------------------------------------
def test_a_user_s_system_is_tried_with_every_kind(symsoft: Callable[..., Any]) -> None:
    run = symsoft(
        *("derive", "--define", "p[i] = exp(-a*e[i])/sum(exp(-a*e[k]), k)"),
        *("--given", "a > 0", "--wrt", "e", "--form", "properties"),
    )
    assert run.code == 0
    for title in ("sum of the entries", "positive", "less than 1", "a shift of the input"):
        assert f"Property: {title}" in run.out


def test_a_system_without_theorems_says_so(symsoft: Callable[..., Any]) -> None:
    run = symsoft(
        "derive", "--define", "y[i] = x[i]*sum(a[k]*x[k], k)", "--wrt", "x", "--form", "properties"
    )
    assert run.code == 2
    assert "no form 'properties'" in run.err
    misspelt = symsoft("derive", "--form", "propertys")
    assert misspelt.code == 2
    assert "did you mean properties?" in misspelt.err


# -- what is wrong is noticed ------------------------------------------------------------------
def test_no_opposite_of_a_step_ever_holds(proved: dict[str, list[Property]]) -> None:
    seen = 0
    for found in proved.values():
        for proof, step in (s for p in found for s in steps(p.proof)):
            if step.relation in OPPOSITE:
                system = proof.system.assuming(*step.given)
                claim = Relation(step.before, step.after, OPPOSITE[step.relation])
                (exact,) = decide(system, claim)
                balls = Enclosure(system).compare(claim.lhs, claim.rhs, claim.relation)
                assert exact.verdict is Verdict.UNKNOWN, claim
                assert balls.verdict is not Verdict.HOLDS or "=" in claim.relation, claim
                seen += 1
    assert seen > 15


def test_a_slip_in_a_limit_or_a_first_order_is_refuted(proved: dict[str, list[Property]]) -> None:
    counts = dict.fromkeys(Verdict, 0)
    for name in ("temperature", "ce"):
        for proof, step in (s for p in proved[name] for s in steps(p.proof)):
            if step.relation not in ("limit", "first order") or step.rule == "l-hopital":
                continue
            for mutant in list(mutants(step.after, tuple(sorted(free(step.before), key=str))))[:12]:
                slip = Step(step.before, mutant.term, "slip", step.relation, toward=step.toward)
                wrong = check(Proof(slip.claim, proof.system, (slip,)))
                counts[verdict(wrong)] += 1
                if verdict(wrong) is Verdict.HOLDS:
                    # Both lead to the same: the slip is none.
                    same = Relation(step.after, mutant.term, step.relation, step.toward)
                    assert decide(proof.system, same)[0].verdict is Verdict.HOLDS, mutant
    assert counts[Verdict.FAILS] > 20
    assert counts[Verdict.FAILS] > 5 * (counts[Verdict.HOLDS] + counts[Verdict.UNKNOWN]), counts
