"""Terms for which every mathematical library has a function that loses no digits.  No text here."""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.language.terms import Add, Fn, plus


def log1p_argument(e: Any) -> Any:
    """u where e is log(1 + u), else None.

    >>> from symsoft.language.terms import Ref
    >>> str(log1p_argument(Fn("log", Add(1, Ref("u")))))
    'u'
    """
    if not isinstance(e, Fn) or e.name != "log" or not isinstance(e.arg, Add):
        return None
    rest = list(e.arg.args)
    if S.One not in rest:
        return None
    rest.remove(S.One)
    return plus(*rest)


def expm1_argument(e: Any) -> Any:
    """u where e is exp(u) - 1, else None.

    >>> from symsoft.language.terms import Ref
    >>> str(expm1_argument(Add(Fn("exp", Ref("u")), -1)))
    'u'
    """
    if not isinstance(e, Add) or S.NegativeOne not in e.args:
        return None
    rest = list(e.args)
    rest.remove(S.NegativeOne)
    other = plus(*rest)
    return other.arg if isinstance(other, Fn) and other.name == "exp" else None
