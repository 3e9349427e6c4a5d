"""What a NumPy module promises, and the warnings that its promises make needless."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from symsoft.accuracy import FUNCTION_ULPS
from symsoft.display.structure import reciprocal
from symsoft.kernel import Kernel
from symsoft.language.terms import Delta, Fn, Index, Max, Min, Pow, Ref, Size, Sum, Term, Where
from symsoft.language.walk import contains, subterms

GENERAL = (
    "- Arrays may have any leading batch axes, written ..., which broadcast. A wrong rank or",
    "  length raises ValueError. Arguments are never changed, results are new.",
    "- The dtype is that of the arguments by NumPy's rule, so float32 stays float32; integers",
    "  become float64. A result without axes is a NumPy number.",
    "- No rows give no rows. Over an axis of length 0 a sum is 0, a maximum -inf, a minimum inf.",
    "- NaN reaches every entry that it has a part in.",
    "- An operation is rounded once, a function or a power is taken to be right to",
    f"  {FUNCTION_ULPS} ulp, and a sum of N terms to N*u times the sum of their magnitudes, u",
    "  being half the dtype's eps. symsoft verify follows that through the formulas and",
    "  compares by the bound that results.",
    "- Where an intermediate value other than an exponential leaves the range of the dtype,",
    "  as the square of 1e200 does, or where no number could hold the result, it may be lost.",
)
PAIRWISE = (
    "- Sums along an axis are pairwise; sums of products over different axes are left to BLAS",
    "  and einsum.",
)
DELTAS = ("- An entry that a Kronecker delta makes 0 is 0 whatever the data.",)
SHIFTED = (
    "- An entry of -inf under a shifted exponential has weight 0, a masked class. Where every",
    "  entry of a maximum is -inf, or one is inf, differences from it, and what they enter, are",
    "  NaN.",
)
QUIET = (
    "- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part",
    "  of the contract, np.errstate keeps NumPy from warning.",
)


def contract(kernels: Sequence[Kernel]) -> list[str]:
    """The lines of the docstring that hold for every function of the module."""
    found = list(GENERAL)
    if _any(kernels, Sum):
        found += PAIRWISE
    if _any(kernels, Delta):
        found += DELTAS
    if _any(kernels, Max) and any("exp" in _functions(k) for k in kernels):
        found += SHIFTED
    if any(quiet(k) for k in kernels):
        found += QUIET
    return found


def quiet(kernel: Kernel) -> str:
    """The decorator that switches off warnings of what belongs to the contract, or nothing.

    An exponential may overflow to inf or underflow to 0, log(0) is -inf, a difference from an
    infinite maximum is NaN, so is a mean of nothing, a choice computes both of its sides, and a
    restricted sum the terms that it leaves out.
    """
    functions = _functions(kernel)
    kinds = []
    if "log" in functions:
        kinds.append("divide")
    if _divides_by_size(kernel) and not kinds:
        kinds.append("divide")
    if _any([kernel], Max, Min) or _divides_by_size(kernel):
        kinds.append("invalid")
    if functions & {"exp", "sinh", "cosh"}:
        kinds += ["over", "under"]
    if _computes_more(kernel) and _any([kernel], Fn, Pow):
        kinds = ["divide", "invalid", "over", "under"]
    if len(kinds) == 4:
        return '@np.errstate(all="ignore")'
    ignored = ", ".join(f'{kind}="ignore"' for kind in kinds)
    return f"@np.errstate({ignored})" if kinds else ""


def in_docstring(text: str) -> str:
    """Text that may stand in a docstring, whatever it holds."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"""', r"\"\"\"")


def wrapped(text: str, width: int) -> list[str]:
    """Text as lines that are no wider, later ones indented."""
    return wrap(
        text, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _any(kernels: Sequence[Kernel], *kinds: type) -> bool:
    return any(contains(let.expr, kinds) for k in kernels for let in k.lets)


def _computes_more(kernel: Kernel) -> bool:
    """Are values computed that no entry of the output is made of?"""
    return _any([kernel], Where) or any(getattr(let.expr, "excluded", ()) for let in kernel.lets)


def _divides_by_size(kernel: Kernel) -> bool:
    """Is something divided by a size, which may be 0?"""
    powers = (s for let in kernel.lets for s in subterms(let.expr) if isinstance(s, Pow))
    return any(_has_size(p.base) for p in powers if reciprocal(p) is not None)


def _has_size(e: Any) -> bool:
    if isinstance(e, Ref | Index | Delta) or not isinstance(e, Term):
        return False
    return isinstance(e, Size) or any(_has_size(a) for a in e.args)


def _functions(kernel: Kernel) -> set[str]:
    return {s.name for let in kernel.lets for s in subterms(let.expr) if isinstance(s, Fn)}
