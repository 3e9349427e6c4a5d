"""Terms for which every mathematical library has a function that loses no digits.  No text here."""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.language.terms import Add, Fn, plus, times


def log1p_argument(e: Any) -> Any:
    """u where e is log(1 + u), else None.

    >>> from symsoft.language.terms import Ref
    >>> str(log1p_argument(Fn("log", Add(1, Ref("u")))))
    'u'
    """
    return _without(S.One, e.arg) if isinstance(e, Fn) and e.name == "log" else None


def expm1_argument(e: Any) -> Any:
    """u where e is exp(u) - 1, else None.

    >>> from symsoft.language.terms import Ref
    >>> str(expm1_argument(Add(Fn("exp", Ref("u")), -1)))
    'u'
    """
    return _exponent(_without(S.NegativeOne, e))


def one_less_exp_argument(e: Any) -> Any:
    """u where e is 1 - exp(u), else None.

    >>> from symsoft.language.terms import Ref
    >>> str(one_less_exp_argument(Add(1, -Fn("exp", Ref("u")))))
    'u'
    """
    other = _without(S.One, e)
    return None if other is None else _exponent(times(S.NegativeOne, other))


def _without(number: Any, e: Any) -> Any:
    """The other summands of e, None where the number is none of them."""
    if not isinstance(e, Add) or number not in e.args:
        return None
    rest = list(e.args)
    rest.remove(number)
    return plus(*rest)


def _exponent(e: Any) -> Any:
    return e.arg if isinstance(e, Fn) and e.name == "exp" else None
