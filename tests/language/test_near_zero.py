import pytest
from sympy import Integer

from symsoft.language.near_zero import expm1_argument, log1p_argument, one_less_exp_argument
from symsoft.language.terms import Add, Fn, Ref

U = Ref("u")


@pytest.mark.parametrize(
    ("term", "argument"),
    [
        (Add(Fn("exp", U), -1), U),
        (Add(-1, Fn("exp", U)), U),
        (Add(Fn("exp", U), 1), None),
        (Add(Fn("exp", U), -1, U), None),
        (Add(-1, -1), None),
        (Add(-1, Integer(2)), None),
        (U, None),
    ],
)
def test_expm1(term: object, argument: object) -> None:
    assert expm1_argument(term) == argument


@pytest.mark.parametrize(
    ("term", "argument"),
    [
        (Fn("log", Add(1, U)), U),
        (Fn("log", Add(1, U, U)), Add(U, U)),
        (Fn("log", Add(1, 1)), 1),
        (Fn("log", U), None),
        (Fn("exp", Add(1, U)), None),
    ],
)
def test_log1p(term: object, argument: object) -> None:
    assert log1p_argument(term) == argument


@pytest.mark.parametrize(
    ("term", "argument"),
    [
        (Add(1, -Fn("exp", U)), U),
        (Add(-Fn("exp", U), 1), U),
        (Add(1, Fn("exp", U)), None),
        (Add(1, -Fn("exp", U), U), None),
        (Add(1, -2 * Fn("exp", U)), None),
        (Add(1, 1), None),
        (U, None),
    ],
)
def test_one_less_exp(term: object, argument: object) -> None:
    assert one_less_exp_argument(term) == argument
