"""What somebody who mistyped a name may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of an error line: the nearest known word, or all of them when there are few.

    >>> did_you_mean("sofmax", ["softmax", "sigmoid"])
    '; did you mean softmax?'
    >>> did_you_mean("zzz", ["delta", "cases"])
    '; there are: delta, cases'
    """
    known = list(words)
    near = get_close_matches(word, known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are: {', '.join(known)}" if 0 < len(known) <= 12 else ""
