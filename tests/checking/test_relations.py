import pytest
from flint import arb, ctx

from symsoft.checking.relations import RELATIONS, judge
from symsoft.proof import Verdict

H, F, U = Verdict.HOLDS, Verdict.FAILS, Verdict.UNKNOWN


@pytest.fixture(autouse=True)
def _precision():
    with ctx.workprec(128):
        yield


@pytest.mark.parametrize(
    ("relation", "smaller", "same", "larger", "overlapping"),
    [
        ("=", F, H, F, H),
        ("<", H, F, F, U),
        ("<=", H, H, F, H),
        (">", F, F, H, U),
        (">=", F, H, H, H),
        ("!=", H, F, H, U),
    ],
)
def test_relations(relation, smaller, same, larger, overlapping):
    third = arb(1) / 3
    assert judge(relation, arb(1), arb(2)) is smaller
    assert judge(relation, arb(2), arb(2)) is same
    assert judge(relation, arb(3), arb(2)) is larger
    assert judge(relation, third, 1 - 2 * third) is overlapping


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_is_undefined_stays_unknown(relation):
    assert judge(relation, arb("nan"), arb(1)) is U
    assert judge(relation, arb(1), arb("inf")) is U


def test_wide_balls_say_nothing():
    assert judge("=", arb(1, 0.001), arb(1)) is U
    assert judge("<=", arb(1, 0.001), arb(1)) is U
    assert judge("=", arb(1, 0.001), arb(2)) is F


def test_an_unknown_relation_raises():
    with pytest.raises(ValueError, match="balls know"):
        judge("~", arb(1), arb(1))
