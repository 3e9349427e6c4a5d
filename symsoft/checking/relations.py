"""What two balls say about a relation between the numbers inside them.  Nothing else."""

from __future__ import annotations

from flint import arb, ctx

from symsoft.proof import Verdict

RELATIONS = ("=", "<", "<=", ">", ">=", "!=")


def judge(relation: str, left: arb, right: arb) -> Verdict:
    """FAILS when no numbers inside the balls are so related, HOLDS when narrow balls allow it.

    ``=``, ``<=`` and ``>=`` hold when the balls overlap and are narrow, the others only when all
    numbers inside the balls are so related.  Undefined or wide balls are UNKNOWN.

    >>> judge("=", arb(1) / 3, 1 - arb(2) / 3).value, judge("<", arb(1), arb(1)).value
    ('holds', 'fails')
    """
    if not (left.is_finite() and right.is_finite()):
        return Verdict.UNKNOWN
    match relation:
        case "=":
            return _verdict(_narrow(left, right), not left.overlaps(right))
        case "<=":
            return _verdict(left <= right or _narrow(left, right), left > right)
        case ">=":
            return _verdict(left >= right or _narrow(left, right), left < right)
        case "<":
            return _verdict(left < right, left >= right)
        case ">":
            return _verdict(left > right, left <= right)
        case "!=":
            return _verdict(not left.overlaps(right), (left - right).is_zero())
        case _:
            raise ValueError(f"balls know {', '.join(RELATIONS)}, not {relation}")


def _narrow(left: arb, right: arb) -> bool:
    """Is the gap between the balls known to half of the working precision?"""
    return bool((left - right).rad() <= arb(2) ** (-ctx.prec // 2) * (1 + abs(left)))


def _verdict(holds: bool, fails: bool) -> Verdict:
    return Verdict.FAILS if fails else Verdict.HOLDS if holds else Verdict.UNKNOWN
