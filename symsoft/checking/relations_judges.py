"""Which judge is asked about which relation; one that has no judge gets no evidence from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symsoft.checking.enclosure import compare
from symsoft.checking.methods import BALLS, WITNESS
from symsoft.errors import UnsupportedError
from symsoft.language.system import System
from symsoft.proof import Evidence, Relation, Verdict

Judge = Callable[[System, Relation], Evidence]


def decide(system: System, claim: Relation) -> list[Evidence]:
    """What the judge of the claim's relation finds for every n, none for a relation without one."""
    judge = _JUDGES.get(claim.relation)
    return [judge(system, claim)] if judge is not None else []


def sample(system: System, claim: Relation, points: int) -> Evidence:
    """What is found at sampled points about a relation that is not between two numbers."""
    if claim.relation not in ("limit", "first order"):
        return Evidence(BALLS, Verdict.UNKNOWN, "", f"balls do not decide '{claim.relation}'")
    from symsoft.checking.relations_jets import compare as compare_series

    return compare_series(system, claim, points)


def _order(system: System, claim: Relation) -> Evidence:
    from symsoft.checking.relations_order import decide_order

    return decide_order(system, claim)


def _series(system: System, claim: Relation) -> Evidence:
    from symsoft.checking.relations_series import decide_series

    return decide_series(system, claim)


def _witness(system: System, claim: Relation) -> Evidence:
    """One point at which the sides are certainly different proves that they differ."""
    try:
        found = compare(system, claim.lhs, claim.rhs)
    except UnsupportedError as error:
        return Evidence(WITNESS, Verdict.UNKNOWN, "", str(error))
    if found.verdict is Verdict.FAILS:
        return Evidence(WITNESS, Verdict.HOLDS, found.scope, found.detail)
    return Evidence(WITNESS, Verdict.UNKNOWN, found.scope, "no point found where the sides differ")


_JUDGES: Mapping[str, Judge] = {
    **dict.fromkeys(("<", "<=", ">", ">="), _order),
    **dict.fromkeys(("limit", "first order"), _series),
    "differs": _witness,
}
