"""A proof refuses steps that do not chain, or whose relations do not add up to the claim's."""

from __future__ import annotations

import pytest
from sympy import S

from symsoft.language.system import System
from symsoft.language.terms import Ref
from symsoft.proof import Proof, Relation, Step, Toward, composed

A, T = Ref("a"), Ref("T")
GROWS, VANISHES = Toward(T, S.Infinity), Toward(T, S.Zero)
SYSTEM = System((), {"a": (), "T": ()})


def steps(*relations: str, toward: Toward | None = None) -> tuple[Step, ...]:
    return tuple(
        Step(
            A + q,
            A + (q + 1),
            "r",
            relation,
            toward=None if relation == "=" else toward,
        )
        for q, relation in enumerate(relations, 1)
    )


def proof(claimed: str, *relations: str, toward: Toward | None = None) -> Proof:
    made = steps(*relations, toward=toward)
    claim = Relation(A + 1, A + (len(relations) + 1), claimed, toward)
    return Proof(claim, SYSTEM, made)


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        (["="], "="),
        (["=", "<=", "="], "<="),
        (["<=", "<", "<="], "<"),
        ([">=", ">="], ">="),
        (["=", ">", ">="], ">"),
        (["=", "!="], "!="),
        (["=", "differs", "="], "differs"),
        (["limit", "=", "limit"], "limit"),
        (["first order", "="], "first order"),
        (["first order", "limit"], "limit"),
    ],
)
def test_what_a_chain_amounts_to(relations: list[str], expected: str) -> None:
    assert composed(steps(*relations)) == (expected, None)


@pytest.mark.parametrize(
    "relations",
    [
        ["<", ">"],
        ["<=", ">="],
        ["<", "!="],
        ["!=", "!="],
        ["differs", "differs"],
        ["differs", "<"],
        ["limit", "<"],
        ["first order", ">="],
        ["limit", "differs"],
    ],
)
def test_relations_from_which_nothing_follows(relations: list[str]) -> None:
    with pytest.raises(ValueError, match="nothing follows"):
        composed(steps(*relations))


@pytest.mark.parametrize(
    ("claimed", "relations"),
    [
        ("<=", ["=", "<"]),
        ("<=", ["="]),
        (">=", [">", "="]),
        ("limit", ["first order"]),
        ("limit", ["="]),
        ("first order", ["="]),
    ],
)
def test_a_claim_may_be_weaker_than_its_steps(claimed: str, relations: list[str]) -> None:
    assert proof(claimed, *relations).claim.relation == claimed


@pytest.mark.parametrize(
    ("claimed", "relations"),
    [
        ("=", ["<="]),
        ("<", ["<=", "="]),
        ("<", ["="]),
        (">", ["<"]),
        (">=", ["<="]),
        ("!=", ["<"]),
        ("!=", ["differs"]),
        ("differs", ["="]),
        ("first order", ["limit"]),
        ("=", ["limit"]),
    ],
)
def test_a_claim_may_not_say_more_than_its_steps(claimed: str, relations: list[str]) -> None:
    with pytest.raises(ValueError, match="the steps amount to"):
        proof(claimed, *relations)


def test_limits_toward_different_points_do_not_compose() -> None:
    first, second = steps("limit", "limit", toward=GROWS)
    other = Step(second.before, second.after, "r", "limit", toward=VANISHES)
    with pytest.raises(ValueError, match="different points"):
        composed([first, other])
    with pytest.raises(ValueError, match="different points"):
        Proof(Relation(A + 1, A + 2, "limit", VANISHES), SYSTEM, (first,))


def test_steps_have_to_chain() -> None:
    first, second = steps("=", "=")
    with pytest.raises(ValueError, match="starts from"):
        Proof(Relation(A + 1, A + 3), SYSTEM, (second, first))
    with pytest.raises(ValueError, match="end in"):
        Proof(Relation(A + 1, A + 3), SYSTEM, (first,))
    with pytest.raises(ValueError, match="changes nothing"):
        Proof(Relation(A, A), SYSTEM, (Step(A, A, "r"),))
